"""The worker: events, durable jobs and housekeeping, at a lower priority than the API."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

import structlog
from sqlalchemy import select, update

from farshore.app import wiring
from farshore.platform import auth, dispatcher, locks
from farshore.platform.db import make_engine, make_sessions, read_session, unit_of_work
from farshore.platform.dispatcher import Dispatcher
from farshore.platform.jobs import JobRow
from farshore.platform.settings import Settings
from farshore.platform.tools import Tools

NICE = 10
POLL_S = 0.2
IDLE_POLL_S = 0.5
HOUSEKEEPING_S = 3600.0
AFTER_ERROR_S = 5.0
Turn = Callable[[], Awaitable[float]]
"""One round of a loop; gives the pause before the next, in seconds."""
log = structlog.get_logger(__name__)


class Worker:
    """What one worker process does until it is told to stop."""

    def __init__(self, settings: Settings, tools: Tools, rooms: frozenset[str]) -> None:
        self._settings = settings
        self._tools = tools
        self._sessions = tools.sessions
        self._post = Dispatcher(tools.sessions, wiring.make_bus(), rooms)
        self._kinds = wiring.make_kinds()
        self._durable: Any = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what is unfinished then is resumed at the next start."""
        await self._adopt()
        loops = [
            asyncio.create_task(self._again_and_again(self._deliver)),
            asyncio.create_task(self._again_and_again(self._take_jobs)),
            asyncio.create_task(self._again_and_again(self._keep_house)),
        ]
        await stop.wait()
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)

    async def _again_and_again(self, turn: Turn) -> None:
        """A turn that fails (disk full, database away) is logged once and tried again."""
        failing = False
        while True:
            try:
                pause = await turn()
                failing = False
            except Exception:
                if not failing:
                    log.exception("worker_turn_failed", turn=getattr(turn, "__name__", ""))
                failing, pause = True, AFTER_ERROR_S
            await asyncio.sleep(pause)

    async def _deliver(self) -> float:
        return POLL_S if await self._post.run_once() else IDLE_POLL_S

    async def _take_jobs(self) -> float:
        """Hand requested jobs to DBOS, which is loaded when the first one is there."""
        query = select(JobRow).where(JobRow.state == "requested", JobRow.runner == "")
        async with read_session(self._sessions) as session:
            requested = list(await session.scalars(query.order_by(JobRow.created_at).limit(50)))
        if not requested:
            return IDLE_POLL_S
        durable = self._durable or await self._launch()
        for row in requested:
            await durable.take(row.kind, row.id)
            await self._mark_queued(row)
        return POLL_S

    async def _mark_queued(self, row: JobRow) -> None:
        async with unit_of_work(self._sessions) as session:
            await session.execute(
                update(JobRow).where(JobRow.id == row.id, JobRow.state == "requested").values(state="queued")
            )

    async def _launch(self) -> Any:  # noqa: ANN401 - its module costs seconds: loaded late, so not named here
        module = await asyncio.to_thread(import_module, "farshore.platform.durable")
        url = module.jobs_url(self._settings.database_url, self._settings.data)
        durable = module.Durable(self._kinds, tools=self._tools, url=url, worker=self._settings.worker)
        await durable.launch()
        self._durable = durable
        return durable

    async def _adopt(self) -> None:
        """Take up again whatever is not over; of commands, only what a dead one left behind.

        DBOS knows its own unfinished jobs by their ids and goes on where they were.
        """
        query = select(JobRow).where(JobRow.state.not_in(["done", "failed"]))
        async with unit_of_work(self._sessions) as session:
            for row in await session.scalars(query):
                lock = self._settings.data / locks.RUNNING / row.runner
                if not row.runner or locks.holder(lock) is None:
                    row.state, row.runner = "requested", ""

    async def _keep_house(self) -> float:
        await dispatcher.purge(self._sessions)
        async with unit_of_work(self._sessions) as session:
            await auth.purge_expired(session)
        return HOUSEKEEPING_S


async def run_worker(settings: Settings, rooms: frozenset[str], stop: asyncio.Event) -> None:
    """Be the worker process until `stop` is set."""
    with contextlib.suppress(OSError):
        os.nice(NICE)
    engine = make_engine(settings.database_url)
    tools = wiring.make_tools(settings, make_sessions(engine))
    await Worker(settings, tools, rooms).run(stop)
    await engine.dispose()
