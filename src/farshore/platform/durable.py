"""Jobs that survive a kill -9: DBOS, only ever imported by the worker (it costs seconds and memory).

DBOS keeps its own database: `jobs.db` beside ours on SQLite, schema `dbos` on PostgreSQL. Traps that
are met here: its version must not be a hash of the code, or waiting jobs wait for ever after an edit;
the executor's name must be stable, or nobody resumes its jobs; write-ahead logging is ours to set; it
adopts the loop that runs when it is launched, so bodies share the worker's sessions (ADR 0005).
"""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID

from farshore.platform.jobs import Kinds, perform
from farshore.platform.tools import Tools

VERSION = "1"
POLL_S = 0.2
CONCURRENT = {"bulk": 1, "quick": 4}
T = TypeVar("T")
log = structlog.get_logger(__name__)


async def _durable_step(name: str, call: Callable[[], Awaitable[T]]) -> T:
    async def once() -> T:
        return await call()

    return await DBOS.run_step_async({"name": name}, once)


class Durable:
    """The job runner of one worker process."""

    def __init__(self, kinds: Kinds, *, tools: Tools, url: str, worker: str) -> None:
        """Prepare; `launch` starts.

        Args:
            kinds: every kind that may be asked for.
            tools: handed to the bodies.
            url: of DBOS's database, with a synchronous driver.
            worker: this worker's name, the same after each restart, different from every other's.
        """
        self._kinds = kinds
        self._tools = tools
        self._url = url
        self._worker = worker

    async def launch(self) -> None:
        """Start, and resume what a crash interrupted. Call from the worker's loop."""
        config: DBOSConfig = {
            "name": "farshore",
            "system_database_url": self._url,
            "application_version": VERSION,
            "executor_id": self._worker,
            "log_level": "WARNING",
            "enable_otlp": False,
            "notification_listener_polling_interval_sec": 1.0,
        }
        if self._url.startswith("sqlite"):
            _prepare_file(Path(self._url.removeprefix("sqlite:///")))
        DBOS(config=config)

        @DBOS.workflow(name="farshore.job")
        async def run_job(kind: str, job_id: str) -> None:
            await perform(
                self._kinds.get(kind),
                UUID(job_id),
                tools=self._tools,
                step=_durable_step,
            )

        self._run_job = run_job
        DBOS.launch()
        for queue, many in CONCURRENT.items():
            await DBOS.register_queue_async(
                queue,
                worker_concurrency=many,
                polling_interval_sec=POLL_S,
                on_conflict="always_update",
            )

    async def take(self, kind: str, job_id: UUID) -> None:
        """Queue a requested job; the same job twice is once."""
        with SetWorkflowID(str(job_id)):
            await DBOS.enqueue_workflow_async(self._kinds.get(kind).queue, self._run_job, kind, str(job_id))

    def stop(self) -> None:
        """Stop taking work; what runs is resumed at the next launch."""
        DBOS.destroy(workflow_completion_timeout_sec=0)


def _prepare_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def jobs_url(database_url: str, data: Path) -> str:
    """Where DBOS keeps its state, given our database."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{data / 'jobs.db'}"
    return "postgresql+psycopg://" + database_url.partition("://")[2]
