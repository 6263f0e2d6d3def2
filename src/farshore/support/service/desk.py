"""The bot's desk in this process: open messages come in, are answered in order, and nothing is lost when it ends.

What a process held when it was killed is taken up by the next of its name; what others let lie, when its lease ends.
"""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import SQLAlchemyError

from farshore.platform import clock
from farshore.platform.db import read_session, unit_of_work
from farshore.platform.tools import Tools
from farshore.support import repository
from farshore.support.models import Message
from farshore.support.service import turns
from farshore.support.service.answerer import Answerer
from farshore.support.service.conversations import Lease
from farshore.support.service.hub import Hub
from farshore.support.settings import SupportSettings

AT_ONCE = 4
SWEEP_S = 2.0
AFTER_ERROR_S = 2.0
CLAIMED_AT_ONCE = 50
log = structlog.get_logger(__name__)
Told = Callable[[Message], Awaitable[None]]


class Desk:
    """Answers open messages until it is stopped."""

    def __init__(self, tools: Tools) -> None:
        self.answerer = Answerer(tools)
        self.hub = Hub()
        self._sessions = tools.sessions
        self._settings = tools.settings.section(SupportSettings)
        self._name = f"api-{tools.settings.worker}"
        self._queue: asyncio.Queue[UUID] = asyncio.Queue()
        self._busy: set[UUID] = set()
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._tasks: list[asyncio.Task[None]] = []
        self._told: Told | None = None

    @property
    def lease(self) -> Lease:
        """What a new message is marked with, so that we answer it and nobody else does."""
        return Lease(self._name, self._settings.lease_s)

    def on_answer(self, told: Told) -> None:
        """Let somebody pass each stored answer on."""
        self._told = told

    def submit(self, message_id: UUID) -> None:
        """A committed message is to be answered."""
        if self._tasks and message_id not in self._busy:
            self._busy.add(message_id)
            self._queue.put_nowait(message_id)

    async def start(self) -> None:
        """Begin: load in the background, take up what was left, answer as soon as it is warm."""
        async with unit_of_work(self._sessions) as session:
            await repository.release_leases(session, self._name)
        warm = asyncio.Event()
        self._tasks = [asyncio.create_task(self._warm(warm)), asyncio.create_task(self._sweep(warm))]
        self._tasks += [asyncio.create_task(self._work(warm)) for _ in range(AT_ONCE)]

    async def stop(self) -> None:
        """End; what is open stays open for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self.answerer.close()

    async def _warm(self, warm: asyncio.Event) -> None:
        try:
            await self.answerer.warm()
        except Exception:
            log.exception("answers_do_not_load")
        warm.set()

    async def _sweep(self, warm: asyncio.Event) -> None:
        """Take up what nobody works on: left by a process that ended, or refused by a full disk."""
        await warm.wait()
        while True:
            try:
                for message_id in await self._claim():
                    self.submit(message_id)
            except SQLAlchemyError:
                log.warning("sweep_failed", exc_info=True)  # tried again after the pause
            await asyncio.sleep(SWEEP_S)

    async def _claim(self) -> list[UUID]:
        now = clock.now()
        async with read_session(self._sessions) as session:
            if not await repository.has_unclaimed(session, now):
                return []
        async with unit_of_work(self._sessions) as session:
            return await repository.claim_open(
                session, self._name, now=now, lease_s=self._settings.lease_s, limit=CLAIMED_AT_ONCE
            )

    async def _work(self, warm: asyncio.Event) -> None:
        await warm.wait()
        while True:
            message_id = await self._queue.get()
            try:
                await self.answer(message_id)
            except SQLAlchemyError:
                log.warning("answer_not_stored")  # its lease ends, and the sweep takes it up again
                await asyncio.sleep(AFTER_ERROR_S)
            except Exception:
                log.exception("turn_failed")
            finally:
                self._busy.discard(message_id)

    async def answer(self, message_id: UUID) -> Message | None:
        """Answer one open message; None when there was nothing to answer or it was not to be stored."""
        async with read_session(self._sessions) as session:
            message = await repository.find_message(session, message_id)
        if message is None:
            return None
        lock = self._locks.setdefault(message.conversation_id, asyncio.Lock())
        async with lock:
            row = await self._turn(message_id)
        if row is not None and self._told is not None:
            await self._told(row)
        return row

    async def _turn(self, message_id: UUID) -> Message | None:
        async with read_session(self._sessions) as session:
            given = await turns.prepare(session, message_id, has_person=self._settings.has_person)
        if given is None:
            return None
        try:
            composed = await self.answerer.answer(given.view, given.question, at=clock.now())
        except Exception:
            log.exception("composing_failed", message_id=str(message_id))
            composed = turns.apology(given)
        async with unit_of_work(self._sessions) as session:
            return await turns.store(session, given, composed)
