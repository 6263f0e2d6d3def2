"""The edge: problems, limits, probes, headers, and a disk that is full."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event, func, select

from farshore.app.middleware import ConnectionLimit
from farshore.platform.db import Sessions, WriteSession, read_session
from farshore.platform.events import OutboxRow
from farshore.platform.shops import Shop, add_shop

pytestmark = pytest.mark.room
PROBLEM = "application/problem+json"


async def test_framework_errors_are_problems_too(client: httpx.AsyncClient) -> None:
    missing = await client.get("/api/v1/nothing")
    malformed = await client.post("/api/v1/session", json={"token": 7, "secret": "said"})

    assert (missing.status_code, missing.headers["content-type"]) == (404, PROBLEM)
    assert missing.json()["code"] == "http.404"
    assert malformed.status_code == 422
    assert [f["where"] for f in malformed.json()["faults"]] == [
        ["body", "token"],
        ["body", "secret"],
    ]
    assert "said" not in malformed.text, "what was sent is not repeated"


def _route(app: FastAPI, work: Any) -> httpx.AsyncClient:
    app.router.routes.insert(0, app.router.route_class("/try", work, methods=["POST"]))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def test_a_bug_is_a_problem_without_its_words(app: FastAPI) -> None:
    async def stumble() -> None:
        raise RuntimeError("a shopper's address")

    async with _route(app, stumble) as client:
        answer = await client.post("/try")

    assert (answer.status_code, answer.json()["code"]) == (500, "http.500")
    assert "address" not in answer.text


async def test_the_answer_waits_for_the_commit(app: FastAPI) -> None:
    """A commit that fails must never have been answered with 201."""

    async def add(session: WriteSession) -> None:
        await add_shop(session, "a", "EUR")

    def refuse(_connection: object) -> None:
        raise RuntimeError("power cut")

    async with _route(app, add) as client:
        event.listen(app.state.engine.sync_engine, "commit", refuse)
        answer = await client.post("/try")
        event.remove(app.state.engine.sync_engine, "commit", refuse)

    assert answer.status_code == 500


async def test_a_full_disk_is_said_and_keeps_nothing_half(app: FastAPI, sessions: Sessions, shop: Shop) -> None:
    if app.state.engine.dialect.name != "sqlite":
        pytest.skip("SQLite's own limit of pages plays the full disk")

    async def add(session: WriteSession) -> None:
        for number in range(500):
            session.add(Shop(key=f"s{number}", name="x" * 200, currency="EUR"))
            session.add(OutboxRow(name="a", order_key="b", body={"c": "d" * 1000}))
        await session.flush()

    def fill(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=60")

    async with _route(app, add) as client:
        event.listen(app.state.engine.sync_engine, "begin", fill)
        answer = await client.post("/try")
        event.remove(app.state.engine.sync_engine, "begin", fill)

    assert (answer.status_code, answer.json()["code"]) == (507, "platform.storage_full")
    async with read_session(sessions) as session:
        assert await session.scalar(select(func.count()).select_from(Shop)) == 1


async def test_probes(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json()["status"] == "ready"


async def test_figures_are_not_public(app: FastAPI) -> None:
    async def ask(address: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/metrics", headers=headers)

    assert (await ask("127.0.0.1", {})).status_code == 200
    assert (await ask("127.0.0.1", {"x-forwarded-for": "9.9.9.9"})).status_code == 403
    assert (await ask("9.9.9.9", {})).status_code == 403
    assert (await ask("9.9.9.9", {"authorization": "Bearer "})).status_code == 403
    app.state.settings = app.state.settings.model_copy(update={"metrics_token": "t0ken"})
    assert (await ask("9.9.9.9", {"authorization": "Bearer t0ken"})).status_code == 200
    text = (await ask("127.0.0.1", {})).text
    assert 'farshore_waiting{what="parked_deliveries"} 0.0' in text


async def test_one_address_gets_its_share_and_the_others_theirs() -> None:
    release = asyncio.Event()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    limited = ConnectionLimit(slow, per_address=2)

    def caller(address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=limited, client=(address, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://test")

    async with caller("1.1.1.1") as greedy, caller("2.2.2.2") as modest:
        waiting = [asyncio.create_task(greedy.get("/")) for _ in range(2)]
        await asyncio.sleep(0.05)
        refused = await greedy.get("/")
        other = asyncio.create_task(modest.get("/"))
        await asyncio.sleep(0.05)
        release.set()
        served = [(await t).status_code for t in [*waiting, other]]
        after = await greedy.get("/")

    assert (refused.status_code, refused.json()["code"]) == (429, "app.too_many_connections")
    assert refused.headers["retry-after"] == "5"
    assert served == [200, 200, 200]
    assert after.status_code == 200


async def test_a_path_cannot_leave_the_folder_of_pages(client: httpx.AsyncClient) -> None:
    for path in ("/widget/../../pyproject.toml", "/widget/%2e%2e/%2e%2e/pyproject.toml"):
        assert (await client.get(path)).status_code == 404
