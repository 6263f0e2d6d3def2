"""Jobs from the command line: handed to the running server's worker, else done in this process."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform import clock, jobs, locks
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.errors import AppError
from farshore.platform.ids import new_id
from farshore.platform.jobs import JobRow, Kinds
from farshore.platform.tools import Tools

POLL_S = 0.2
Say = Callable[[JobRow], None]
"""Shown the job each time it was looked at."""


class JobFailed(AppError):
    """A job ended with an expected failure, or with a bug."""

    code = "app.job_failed"
    status = 500
    text = "{why}"


class JobInterrupted(AppError):
    """What a killed command left behind was given up for a newer job of its kind."""

    code = "app.job_interrupted"
    status = 409
    text = "The command that ran this job was killed, and a newer one took its place."


async def do_job(
    tools: Tools, kinds: Kinds, kind: str, *, shop_id: UUID | None, args: dict[str, Any], say: Say
) -> JobRow:
    """Have a job done and wait for its end.

    With a server on the data folder its worker does the job; without one this process does.

    Args:
        tools: of this process.
        kinds: every kind of job.
        kind: which one.
        shop_id: whose work it is.
        args: of the job; JSON.
        say: shown the row five times a second.

    Raises:
        JobFailed: with the text of what went wrong.
    """
    if locks.holder(tools.settings.data / locks.SERVER) is not None:
        job_id = await _ask(tools.sessions, kind, shop_id, args, runner="")
        row = await _watch(tools.sessions, job_id, say)
    else:
        runner = f"job-{new_id().hex}.lock"
        with locks.held(tools.settings.data / locks.RUNNING / runner):
            await _give_up_orphans(tools, kind, shop_id)
            job_id = await _ask(tools.sessions, kind, shop_id, args, runner=runner)
            watching = asyncio.create_task(_watch(tools.sessions, job_id, say))
            await jobs.run_here(kinds, job_id, tools=tools)
            row = await watching
        (tools.settings.data / locks.RUNNING / runner).unlink(missing_ok=True)
    if row.state == "failed":
        raise JobFailed(why=row.error_text or "")
    return row


async def _ask(sessions: Sessions, kind: str, shop_id: UUID | None, args: dict[str, Any], *, runner: str) -> UUID:
    async with unit_of_work(sessions) as session:
        return await jobs.start(session, kind, new_id(), shop_id=shop_id, runner=runner, **args)


async def _watch(sessions: Sessions, job_id: UUID, say: Say) -> JobRow:
    while True:
        async with read_session(sessions) as session:
            row = await jobs.get_job(session, job_id)
        say(row)
        if row.is_over:
            return row
        await asyncio.sleep(POLL_S)


async def _give_up_orphans(tools: Tools, kind: str, shop_id: UUID | None) -> None:
    """An older job of the same kind must not be resumed over what the new one writes."""
    async with unit_of_work(tools.sessions) as session:
        for row in await _orphans(session, kind, shop_id):
            if locks.holder(tools.settings.data / locks.RUNNING / row.runner) is None:
                row.state, row.ended_at = "failed", clock.now()
                row.error_code, row.error_text = JobInterrupted.code, JobInterrupted.text


async def _orphans(session: AsyncSession, kind: str, shop_id: UUID | None) -> list[JobRow]:
    query = select(JobRow).where(
        JobRow.kind == kind,
        JobRow.shop_id == shop_id,
        JobRow.runner != "",
        JobRow.state.not_in(["done", "failed"]),
    )
    return list(await session.scalars(query))
