"""Who does a job: the worker, the command itself, or the worker after the command was killed."""

import asyncio
from uuid import UUID

import pytest

from farshore.app import wiring
from farshore.app.cli import work
from farshore.app.cli.work import JobFailed
from farshore.app.serve.worker import Worker
from farshore.platform import jobs, locks
from farshore.platform.db import Json, Sessions, read_session, unit_of_work
from farshore.platform.files import Files
from farshore.platform.ids import new_id
from farshore.platform.jobs import Job, JobRow, Kinds, plain_step
from farshore.platform.settings import Settings
from farshore.platform.shops import Shop, ShopNotFound
from farshore.platform.tools import Tools

pytestmark = pytest.mark.room
KIND = "catalog.sum"


async def add_up(job: Job) -> Json:
    """The sum of its numbers."""
    numbers: list[int] = job.args["numbers"]
    if not numbers:
        raise ShopNotFound(key="nope")
    await job.progress(len(numbers), len(numbers))
    return {"sum": sum(numbers)}


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    kinds = Kinds()
    kinds.add(KIND, add_up)
    monkeypatch.setattr(wiring, "make_kinds", lambda: kinds)
    return kinds


@pytest.fixture
def tools(settings: Settings, sessions: Sessions) -> Tools:
    return Tools(settings, sessions, Files(settings.data / "files"), b"", {})


class FakeDurable:
    """Does a job at once and remembers which."""

    def __init__(self, kinds: Kinds, tools: Tools) -> None:
        self._kinds, self._tools = kinds, tools
        self.taken: list[UUID] = []

    async def take(self, kind: str, job_id: UUID) -> None:
        self.taken.append(job_id)
        await jobs.perform(self._kinds.get(kind), job_id, tools=self._tools, step=plain_step)


@pytest.fixture
def durable(kinds: Kinds, tools: Tools) -> FakeDurable:
    return FakeDurable(kinds, tools)


@pytest.fixture
def worker(tools: Tools, settings: Settings, durable: FakeDurable) -> Worker:
    worker = Worker(settings, tools, frozenset({"support"}))
    worker._durable = durable
    return worker


async def _row(tools: Tools, job_id: UUID) -> JobRow:
    async with read_session(tools.sessions) as session:
        return await jobs.get_job(session, job_id)


async def _leave(tools: Tools, runner: str) -> UUID:
    """A job as a command leaves it when it is killed."""
    async with unit_of_work(tools.sessions) as session:
        job_id = await jobs.start(session, KIND, new_id(), runner=runner, numbers=[1, 2])
        (await jobs.get_job(session, job_id)).state = "running"
        return job_id


async def test_the_worker_takes_what_was_asked_for_once(tools: Tools, worker: Worker, durable: FakeDurable) -> None:
    async with unit_of_work(tools.sessions) as session:
        job_id = await jobs.start(session, KIND, new_id(), numbers=[1, 2, 3])

    await worker._take_jobs()
    await worker._take_jobs()

    assert durable.taken == [job_id]
    assert (await _row(tools, job_id)).result == {"sum": 6}


async def test_the_worker_adopts_what_a_killed_command_left_and_no_living_one_s(
    tools: Tools, worker: Worker, durable: FakeDurable
) -> None:
    dead = await _leave(tools, "job-dead.lock")
    alive = await _leave(tools, "job-alive.lock")
    with locks.held(tools.settings.data / locks.RUNNING / "job-alive.lock"):
        await worker._adopt()
        await worker._take_jobs()

    assert durable.taken == [dead]
    assert (await _row(tools, alive)).state == "running"


async def test_without_a_server_the_command_does_the_job_itself(tools: Tools, kinds: Kinds, shop: Shop) -> None:
    seen = list[str]()

    row = await work.do_job(
        tools, kinds, KIND, shop_id=shop.id, args={"numbers": [4, 5]}, say=lambda r: seen.append(r.state)
    )

    assert (row.result, row.done_count, row.shop_id) == ({"sum": 9}, 2, shop.id)
    assert seen[-1] == "done"
    assert list((tools.settings.data / locks.RUNNING).iterdir()) == []


async def test_with_a_server_the_worker_does_it(tools: Tools, kinds: Kinds, worker: Worker) -> None:
    with locks.held(tools.settings.data / locks.SERVER):
        asked = asyncio.create_task(
            work.do_job(tools, kinds, KIND, shop_id=None, args={"numbers": [1]}, say=lambda _: None)
        )
        await asyncio.sleep(0.3)
        assert not asked.done()
        await worker._take_jobs()
        row = await asked

    assert (row.result, row.runner) == ({"sum": 1}, "")


async def test_a_failed_job_is_said(tools: Tools, kinds: Kinds) -> None:
    with pytest.raises(JobFailed, match="There is no shop nope"):
        await work.do_job(tools, kinds, KIND, shop_id=None, args={"numbers": []}, say=lambda _: None)


async def test_an_interrupted_job_is_not_resumed_over_a_newer_one(tools: Tools, kinds: Kinds) -> None:
    old = await _leave(tools, "job-dead.lock")

    await work.do_job(tools, kinds, KIND, shop_id=None, args={"numbers": [7]}, say=lambda _: None)

    row = await _row(tools, old)
    assert (row.state, row.error_code) == ("failed", "app.job_interrupted")


async def test_a_turn_that_fails_is_tried_again(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farshore.app.serve.worker.AFTER_ERROR_S", 0.01)
    calls = list[int]()

    async def turn() -> float:
        calls.append(1)
        if len(calls) < 3:
            raise RuntimeError("disk full")
        return 60

    task = asyncio.create_task(worker._again_and_again(turn))
    await asyncio.sleep(0.2)
    task.cancel()

    assert len(calls) == 3
