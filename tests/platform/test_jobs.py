"""Jobs: asked for in a transaction, done once, resumed after kill -9, never lost to an error."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from farshore.platform import jobs
from farshore.platform.db import Json, Sessions, read_session, unit_of_work
from farshore.platform.files import Files
from farshore.platform.ids import new_id
from farshore.platform.jobs import Job, JobRow, Kinds
from farshore.platform.settings import Settings
from farshore.platform.shops import ShopNotFound
from farshore.platform.tools import Tools

pytestmark = pytest.mark.room
WORKER = Path(__file__).with_name("counting_worker.py")


@pytest.fixture
def tools(settings: Settings, sessions: Sessions) -> Tools:
    return Tools(settings, sessions, Files(settings.data / "files"), b"", {})


async def _ask(sessions: Sessions, kind: str, **args: object) -> UUID:
    async with unit_of_work(sessions) as session:
        return await jobs.start(session, kind, new_id(), **args)


async def _row(sessions: Sessions, job_id: UUID) -> JobRow:
    async with read_session(sessions) as session:
        return await jobs.get_job(session, job_id)


async def test_a_job_is_asked_for_once_by_its_id(sessions: Sessions) -> None:
    job_id = new_id()
    for number in (1, 2):
        async with unit_of_work(sessions) as session:
            assert await jobs.start(session, "catalog.x", job_id, number=number) == job_id

    async with read_session(sessions) as session:
        rows = await jobs.list_jobs(session)
    assert [(r.id, r.args) for r in rows] == [(job_id, {"number": 1})]


async def test_a_job_in_this_process_reports_and_ends(tools: Tools) -> None:
    async def body(job: Job) -> Json:
        done = [await job.step(f"s{n}", _double, n) for n in range(3)]
        await job.progress(3, 3, "rows")
        return {"done": done}

    kinds = Kinds()
    kinds.add("catalog.x", body)
    job_id = await _ask(tools.sessions, "catalog.x")

    row = await jobs.run_here(kinds, job_id, tools=tools)

    assert (row.state, row.result, row.done_count, row.total_count, row.note) == (
        "done",
        {"done": [0, 2, 4]},
        3,
        3,
        "rows",
    )


async def _double(number: int) -> int:
    return number * 2


async def test_a_job_that_is_over_is_not_done_again(tools: Tools) -> None:
    calls = list[int]()

    async def body(_job: Job) -> None:
        calls.append(1)

    kinds = Kinds()
    kinds.add("catalog.x", body)
    job_id = await _ask(tools.sessions, "catalog.x")
    await jobs.run_here(kinds, job_id, tools=tools)

    await jobs.run_here(kinds, job_id, tools=tools)

    assert calls == [1]


async def test_an_expected_failure_keeps_its_code_and_a_bug_keeps_none_of_its_words(
    tools: Tools,
) -> None:
    async def refuse(_job: Job) -> None:
        raise ShopNotFound(key="nope")

    async def stumble(_job: Job) -> None:
        raise ValueError("a shopper's words")

    kinds = Kinds()
    kinds.add("catalog.refuse", refuse)
    kinds.add("catalog.stumble", stumble)

    ends = [
        await jobs.run_here(kinds, await _ask(tools.sessions, kind), tools=tools)
        for kind in ("catalog.refuse", "catalog.stumble")
    ]

    assert [(e.state, e.error_code) for e in ends] == [
        ("failed", "platform.shop_not_found"),
        ("failed", "platform.job_broken"),
    ]
    assert "shopper" not in (ends[1].error_text or "")


def _spawn(settings: Settings, url: str, job_id: UUID) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, WORKER, settings.data, url, str(job_id)])


async def _wait(process: subprocess.Popen[bytes], sessions: Sessions, job_id: UUID) -> JobRow:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        row = await _row(sessions, job_id)
        if row.is_over or process.poll() is not None:
            return row
        await asyncio.sleep(0.2)
    raise TimeoutError


async def test_a_killed_job_goes_on_where_it_was(sessions: Sessions, settings: Settings, db_url: str) -> None:
    """DBOS in a process of its own; the third step kills it, its successor finishes the job."""
    job_id = await _ask(sessions, "catalog.count", folder=str(settings.data))
    first = _spawn(settings, db_url, job_id)
    killed = await _wait(first, sessions, job_id)
    assert (first.wait(), killed.state) == (-9, "running")

    second = _spawn(settings, db_url, job_id)
    try:
        row = await _wait(second, sessions, job_id)
    finally:
        second.kill()
        second.wait()

    assert (row.state, row.result) == ("done", {"total": 10})
    steps = (settings.data / "log").read_text().split()
    assert steps == ["0", "1", "2", "2", "3", "4"], "only the step that was cut off is repeated"
