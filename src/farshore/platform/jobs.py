"""Durable jobs as rooms see them. What runs them is `durable.py` in the worker, or `run_here`.

`start` writes a request row in the caller's transaction; after the commit the worker takes it up and
finishes it, also over a kill -9. A job's body is an async function of a `Job`: it splits its work into
named steps, each safe to run twice, whose results (JSON) are remembered, and reports its progress.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any, Literal, Protocol, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import String, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import clock, metrics, problem
from farshore.platform.db import Base, Json, Sessions, read_session, unit_of_work
from farshore.platform.errors import AppError, NotFound
from farshore.platform.ids import new_id
from farshore.platform.tools import Tools

PROGRESS_EVERY_S = 0.3
DATABASE_PAUSE_S = 5.0
LONGEST_TEXT = 2000
Queue = Literal["bulk", "quick"]
T = TypeVar("T")
log = structlog.get_logger(__name__)


class JobNotFound(NotFound):
    """There is no such job, or it is not the caller's to know."""

    code = "platform.job_not_found"
    text = "There is no job {id}."


class JobBroken(AppError):
    """A bug of ours ended the job."""

    code = "platform.job_broken"
    status = 500
    text = "Something went wrong on our side. It has been noted; the log has the details."


class JobRow(Base):
    """A piece of work that was asked for, and how far it is."""

    __tablename__ = "platform_job"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(100))
    shop_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    args: Mapped[Json] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="requested", index=True)
    """requested, queued, running, done or failed."""
    runner: Mapped[str] = mapped_column(String(100), default="")
    """Name of the lock of the command that runs it in its own process; empty: the worker."""
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[Json | None] = mapped_column(default=None)
    error_code: Mapped[str | None] = mapped_column(String(100), default=None)
    error_text: Mapped[str | None] = mapped_column(String(LONGEST_TEXT), default=None)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "failed"}


class Step(Protocol):
    """How a runner performs one step and remembers what it gave."""

    async def __call__(self, name: str, call: Callable[[], Awaitable[T]]) -> T:
        """Run `call`, or give what it gave before the crash."""
        ...


@dataclass
class Job:
    """What a job's body gets.

    Attributes:
        args: as given to `start`; JSON.
        sessions: the runner's; open short transactions only.
        tools: engines, files and settings that `app` wired in.
    """

    id: UUID
    kind: str
    shop_id: UUID | None
    args: Json
    sessions: Sessions
    tools: Tools
    _step: Step
    _last: float = field(default=0.0)

    async def step(self, name: str, call: Callable[..., Awaitable[T]], *args: Any) -> T:  # noqa: ANN401 - the call's own
        """Do one unit of work, or give its result from before a crash.

        Args:
            name: unique within the job, the same on every run: `page-7`.
            call: safe to run twice; returns JSON (None, numbers, text, lists, dicts).
            args: passed on to `call`.
        """
        return await self._step(name, lambda: call(*args))

    async def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Tell how far it is; written at most every 0.3 s, and when done equals total."""
        now = monotonic()
        if done != total and now - self._last < PROGRESS_EVERY_S:
            return
        self._last = now
        async with unit_of_work(self.sessions) as session:
            await session.execute(
                update(JobRow).where(JobRow.id == self.id).values(done_count=done, total_count=total, note=note[:500])
            )


Body = Callable[[Job], Awaitable[Json | None]]


@dataclass(frozen=True)
class Kind:
    """One kind of job: its body and the queue it waits in."""

    name: str
    body: Body
    queue: Queue


class Kinds:
    """Every kind of job that the program knows; filled by each room's `workflows.register`."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def add(self, name: str, body: Body, *, queue: Queue = "bulk") -> None:
        """Make a kind known.

        Args:
            name: `<room>.<what>`, stable: rows of it wait in databases.
            body: see the module's docstring; a changed body that would misread the steps of a
                running job gets a new name.
            queue: `bulk` runs one after the other, `quick` four at a time.
        """
        if name in self._kinds:
            raise ValueError(f"two kinds of job are called {name}")  # noqa: EM102 - a bug
        self._kinds[name] = Kind(name, body, queue)

    def get(self, name: str) -> Kind:
        """The kind of that name; KeyError when no room brought it."""
        return self._kinds[name]

    def all(self) -> list[Kind]:
        """Every kind, by name."""
        return sorted(self._kinds.values(), key=lambda k: k.name)


async def start(
    session: AsyncSession,
    kind: str,
    job_id: UUID,
    *,
    shop_id: UUID | None = None,
    runner: str = "",
    **args: Any,  # noqa: ANN401 - JSON
) -> UUID:
    """Ask for a job; it begins after the caller's commit. The same id twice is one job.

    Args:
        session: the caller's.
        kind: as registered.
        job_id: the business key, or a new id.
        shop_id: whose work it is.
        runner: the lock of the process that will `run_here`; empty: the worker.
        args: ids and JSON.
    """
    if await session.get(JobRow, job_id) is None:
        session.add(JobRow(id=job_id, kind=kind, shop_id=shop_id, runner=runner, args=args))
        await session.flush()
    return job_id


async def get_job(session: AsyncSession, job_id: UUID) -> JobRow:
    """The job's row.

    Raises:
        JobNotFound: there is none.
    """
    row = await session.get(JobRow, job_id, populate_existing=True)
    if row is None:
        raise JobNotFound(id=str(job_id))
    return row


async def list_jobs(session: AsyncSession, shop_id: UUID | None = None, *, limit: int = 50) -> list[JobRow]:
    """Newest first; of one shop, or all."""
    query = select(JobRow).order_by(JobRow.created_at.desc()).limit(limit)
    if shop_id is not None:
        query = query.where(JobRow.shop_id == shop_id)
    return list(await session.scalars(query))


async def perform(kind: Kind, job_id: UUID, *, tools: Tools, step: Step) -> None:
    """Run a job's body and note its end; a job that is over is left alone.

    An expected failure is kept with its code; a bug is logged with its trace and kept as such. While
    the database takes no writes, the beginning and the end wait for it.
    """
    job = await _insist(lambda: _begin(job_id, tools, step))
    if job is None:
        return
    try:
        end: dict[str, Any] = {"state": "done", "result": await kind.body(job)}
    except AppError as error:
        end = _failure(error)
    except OperationalError as error:
        log.exception("job_lost_database", job_id=str(job_id), kind=kind.name)
        end = _failure(problem.from_database(error) or JobBroken())
    except Exception:
        log.exception("job_failed", job_id=str(job_id), kind=kind.name)
        end = _failure(JobBroken())
    await _insist(lambda: _end(tools.sessions, job_id, end))


def _failure(error: AppError) -> dict[str, Any]:
    text = str(error)[:LONGEST_TEXT]
    return {"state": "failed", "error_code": error.code, "error_text": text}


async def _begin(job_id: UUID, tools: Tools, step: Step) -> Job | None:
    async with unit_of_work(tools.sessions) as session:
        row = await get_job(session, job_id)
        if row.is_over:
            return None
        row.state = "running"
        row.started_at = row.started_at or clock.now()
        return Job(job_id, row.kind, row.shop_id, dict(row.args), tools.sessions, tools, step)


async def _end(sessions: Sessions, job_id: UUID, values: dict[str, Any]) -> None:
    async with unit_of_work(sessions) as session:
        row = await get_job(session, job_id)
        for name, value in values.items():
            setattr(row, name, value)
        row.ended_at = clock.now()
        metrics.JOBS.labels(row.kind, row.state).inc()


async def _insist(write: Callable[[], Awaitable[T]]) -> T:
    """Write, however long the database refuses (disk full, away): a job must not be lost to that."""
    while True:
        try:
            return await write()
        except OperationalError:
            log.warning("job_waits_for_database")
            await asyncio.sleep(DATABASE_PAUSE_S)


async def plain_step(name: str, call: Callable[[], Awaitable[T]]) -> T:
    """A step that is not remembered: for a job in a command's own process."""
    return await call()


async def run_here(kinds: Kinds, job_id: UUID, *, tools: Tools) -> JobRow:
    """Run a requested job in this process, when no server is there to take it; its row at the end.

    Args:
        kinds: what is known.
        job_id: a committed request that names this process as its `runner`.
        tools: of this process.
    """
    async with read_session(tools.sessions) as session:
        kind = kinds.get((await get_job(session, job_id)).kind)
    await perform(kind, job_id, tools=tools, step=plain_step)
    async with read_session(tools.sessions) as session:
        return await get_job(session, job_id)
