"""Who does blocking work: a process of its own beside a running server, else a thread.

The process is let go soon after the work, and with it the memory of readers and encoders.
"""

import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
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
IDLE_S = 20.0
"""Seconds without work after which the process, and all it has loaded, is let go."""


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


class _Kept:
    """One process of hands for all jobs of this process, let go when it has been idle for a while."""

    def __init__(self) -> None:
        self._executor: Executor | None = None
        self._users = 0
        self._release: asyncio.TimerHandle | None = None

    def take(self) -> Executor:
        """The process, started when there is none."""
        self._users += 1
        if self._release is not None:
            self._release.cancel()
            self._release = None
        if self._executor is None:
            context = get_context("spawn")
            self._executor = ProcessPoolExecutor(
                1, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),)
            )
        return self._executor

    def give_back(self, *, is_broken: bool) -> None:
        """Nothing more to do for one user; a broken process is let go at once."""
        self._users -= 1
        if is_broken:
            self._let_go()
        elif self._users == 0:
            self._release = asyncio.get_running_loop().call_later(IDLE_S, self._let_go)

    def _let_go(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None


_kept = _Kept()


@asynccontextmanager
async def hands(tools: Tools, *, in_thread: bool = False) -> AsyncGenerator[Hands]:
    """Hands for the block; `in_thread` when what they use is in this process anyway."""
    if in_thread or locks.holder(tools.settings.data / locks.SERVER) is None:
        with ThreadPoolExecutor(1, thread_name_prefix="import") as executor:
            yield Hands(executor, is_process=False)
        return
    is_broken = False
    try:
        yield Hands(_kept.take(), is_process=True)
    except BrokenExecutor:
        is_broken = True
        raise
    finally:
        _kept.give_back(is_broken=is_broken)
