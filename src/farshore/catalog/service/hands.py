"""Who does blocking work: a process of its own beside a running server, else a thread.

The process is let go soon after the work, and with it the memory of readers and encoders. It is started by ourselves
and not by a pool: a pool leaves a process behind that tracks resources for as long as the worker lives.
"""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import ParamSpec, Protocol, TypeVar
from weakref import WeakKeyDictionary

from farshore.catalog.service import hand
from farshore.platform import locks
from farshore.platform.tools import Tools

P = ParamSpec("P")
T = TypeVar("T")
IDLE_S = 20.0
"""Seconds without work after which the process, and all it has loaded, is let go."""


class HandsLost(RuntimeError):
    """The process ended in the middle of its work: out of memory, or killed."""


class Hands(Protocol):
    """Someone for blocking work, one piece at a time."""

    @property
    def is_process(self) -> bool:
        """Whether what goes in and comes out is copied."""
        ...

    async def do(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do one piece and give its result, or raise its expected failure."""
        ...


class _Thread:
    """Hands that are a thread of this process."""

    is_process = False

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor

    async def do(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **named))


class _Process:
    """Hands that are a process: pickles in, pickles out."""

    is_process = True

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    async def do(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        async with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            try:
                outcome = await self._exchange(pickle.dumps(partial(call, *args, **named)))
            except BaseException:
                self._let_go()  # what it would say next belongs to nobody
                raise
            self._idle = asyncio.get_running_loop().call_later(IDLE_S, self._let_go)
        result: T = outcome.result()
        return result

    async def _exchange(self, work: bytes) -> hand.Outcome:
        process = self._process
        if process is None or process.returncode is not None:
            command = (sys.executable, "-c", f"from {hand.__name__} import run; run()")
            process = self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        assert process.stdin is not None  # noqa: S101 - asked for above
        assert process.stdout is not None  # noqa: S101 - asked for above
        try:
            process.stdin.write(hand.framed(work))
            await process.stdin.drain()
            size = int.from_bytes(await process.stdout.readexactly(hand.SIZE), "big")
            outcome: hand.Outcome = pickle.loads(await process.stdout.readexactly(size))  # noqa: S301 - our own process
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise HandsLost from error
        return outcome

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()


_kept: WeakKeyDictionary[asyncio.AbstractEventLoop, _Process] = WeakKeyDictionary()


@asynccontextmanager
async def hands(tools: Tools, *, in_thread: bool = False) -> AsyncGenerator[Hands]:
    """Hands for the block; `in_thread` when what they use is in this process anyway."""
    if in_thread or locks.holder(tools.settings.data / locks.SERVER) is None:
        executor = ThreadPoolExecutor(1, thread_name_prefix="import")
        try:
            yield _Thread(executor)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        return
    yield _kept.setdefault(asyncio.get_running_loop(), _Process())
