"""Who does blocking work: a process of its own beside a running server, else a thread.

The process is let go after the work, and with it the memory of readers and encoders.
"""

import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from farshore.platform import locks
from farshore.platform.errors import AppError
from farshore.platform.tools import Tools

P = ParamSpec("P")
T = TypeVar("T")
ORPHAN_POLL_S = 1.0


@dataclass(frozen=True, slots=True)
class _Failed:
    """An expected failure on its way between processes."""

    kind: type[AppError]
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hands:
    """One worker for blocking work, one piece at a time."""

    executor: Executor
    is_process: bool

    async def do(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do one piece; in a process what goes in and comes out is copied."""
        work = partial(_guarded, partial(call, *args, **named))
        given = await asyncio.get_running_loop().run_in_executor(self.executor, work)
        if isinstance(given, _Failed):
            raise given.kind(**given.params)
        return given


def _guarded(work: Callable[[], T]) -> T | _Failed:
    """Our errors take named arguments only, which pickle does not give back."""
    try:
        return work()
    except AppError as error:
        return _Failed(type(error), error.params)


def _end_with_parent(parent: int) -> None:
    """In a process of hands: end when the one that gives it work was killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHAN_POLL_S)
        os._exit(1)

    threading.Thread(target=watch, name="orphan-watch", daemon=True).start()


@asynccontextmanager
async def hands(tools: Tools, *, in_thread: bool = False) -> AsyncGenerator[Hands]:
    """Hands for the block; `in_thread` when what they use is in this process anyway."""
    is_process = not in_thread and locks.holder(tools.settings.data / locks.SERVER) is not None
    executor: Executor
    if is_process:
        executor = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_end_with_parent, initargs=(os.getpid(),)
        )
    else:
        executor = ThreadPoolExecutor(1, thread_name_prefix="import")
    try:
        yield Hands(executor, is_process)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
