"""The owner's way in, and who is kept out."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import httpx
import pytest
from dirty_equals import IsStr
from fastapi import FastAPI
from sqlalchemy import func, select

from farshore.platform import auth, clock
from farshore.platform.auth import SessionRow
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.shops import Shop

pytestmark = pytest.mark.room
SHOP = {"name": "Lampenladen", "currency": "EUR", "country": "DE", "time_zone": "Europe/Berlin"}


async def _link(sessions: Sessions) -> str:
    async with unit_of_work(sessions) as session:
        return await auth.make_owner_link(session)


@pytest.fixture
async def owner(app: FastAPI, sessions: Sessions) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.post("/api/v1/session", json={"token": await _link(sessions)})
        assert answer.status_code == 201
        yield client


async def test_a_link_works_once(client: httpx.AsyncClient, sessions: Sessions) -> None:
    token = await _link(sessions)

    first = await client.post("/api/v1/session", json={"token": token})
    second = await client.post("/api/v1/session", json={"token": token})

    assert (first.status_code, first.json()) == (201, {"role": "owner"})
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert (second.status_code, second.json()["code"]) == (404, "platform.owner_link_spent")
    async with read_session(sessions) as session:
        assert await session.scalar(select(func.count()).select_from(SessionRow)) == 1


async def test_a_link_is_too_old_after_a_day(client: httpx.AsyncClient, sessions: Sessions) -> None:
    with clock.held_at(clock.now() - timedelta(hours=25)):
        token = await _link(sessions)

    answer = await client.post("/api/v1/session", json={"token": token})

    assert answer.json()["code"] == "platform.owner_link_spent"


async def test_a_session_ends_after_a_month_and_when_it_is_closed(owner: httpx.AsyncClient, sessions: Sessions) -> None:
    assert (await owner.get("/api/v1/session")).status_code == 200
    with clock.held_at(clock.now() + timedelta(days=31)):
        assert (await owner.get("/api/v1/session")).status_code == 401
    kept = owner.cookies[auth.COOKIE]

    assert (await owner.delete("/api/v1/session")).status_code == 204

    owner.cookies.set(auth.COOKIE, kept)
    assert (await owner.get("/api/v1/session")).status_code == 401


OWNED = [
    ("GET", "/api/v1/shops"),
    ("POST", "/api/v1/shops"),
    ("GET", "/api/v1/shops/demo"),
    ("PATCH", "/api/v1/shops/demo"),
    ("GET", "/api/v1/jobs"),
    ("GET", "/api/v1/jobs/01900000-0000-7000-8000-000000000000"),
    ("DELETE", "/api/v1/session"),
]


@pytest.mark.parametrize(("method", "path"), OWNED)
@pytest.mark.parametrize("cookie", [None, "made-up"])
async def test_strangers_are_told_to_open_a_link(
    client: httpx.AsyncClient, method: str, path: str, cookie: str | None
) -> None:
    if cookie:
        client.cookies.set(auth.COOKIE, cookie)

    answer = await client.request(method, path, json=SHOP if method == "POST" else {})

    assert (answer.status_code, answer.json()["code"]) == (401, "platform.login_required")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"sec-fetch-site": "same-origin"}, 201),
        ({"sec-fetch-site": "none"}, 201),
        ({"origin": "http://test"}, 201),
        ({"sec-fetch-site": "cross-site", "origin": "http://evil"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://sub.test"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil"}, 403),
    ],
)
async def test_other_sites_cannot_write_with_the_owner_s_cookie(
    owner: httpx.AsyncClient, sessions: Sessions, headers: dict[str, str], status: int
) -> None:
    answer = await owner.post("/api/v1/shops", json=SHOP, headers=headers)

    assert answer.status_code == status
    async with read_session(sessions) as session:
        expected = 1 if status == 201 else 0
        assert await session.scalar(select(func.count()).select_from(Shop)) == expected


async def test_a_shop_is_opened_changed_and_read(owner: httpx.AsyncClient) -> None:
    made = await owner.post("/api/v1/shops", json=SHOP)
    again = await owner.post("/api/v1/shops", json=SHOP)
    origins = {"allowed_origins": ["https://shop.example.com"], "currency": "USD"}

    changed = await owner.patch("/api/v1/shops/lampenladen", json=origins)

    assert made.status_code == 201
    assert made.json() == {
        **SHOP,
        "key": "lampenladen",
        "allowed_origins": [],
        "counts": dict.fromkeys(["products", "variants", "facts", "policies", "conversations"], 0),
        "rooms": [
            {"name": n, "is_on": n == "support", "is_built": n == "support"}
            for n in ("support", "live", "showroom", "reputation")
        ],
        "created_at": IsStr(regex=r".*(Z|\+00:00)"),
    }
    assert again.json()["key"] == "lampenladen-2"
    assert changed.json() == {**made.json(), **origins}
    assert (await owner.get("/api/v1/shops/lampenladen")).json() == changed.json()
    assert [s["key"] for s in (await owner.get("/api/v1/shops")).json()["items"]] == [
        "lampenladen",
        "lampenladen-2",
    ]


@pytest.mark.parametrize(
    ("patch", "status", "code"),
    [
        ({"time_zone": "Mars/Base"}, 400, "platform.shop_field_invalid"),
        ({"currency": "euro"}, 422, "http.422"),
        ({"color": "red"}, 422, "http.422"),
        ({"rooms": ["reputation"]}, 400, "app.room_unknown"),
    ],
)
async def test_a_wrong_change_changes_nothing(
    owner: httpx.AsyncClient, patch: dict[str, object], status: int, code: str
) -> None:
    before = (await owner.post("/api/v1/shops", json=SHOP)).json()

    answer = await owner.patch("/api/v1/shops/lampenladen", json={"name": "Other", **patch})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await owner.get("/api/v1/shops/lampenladen")).json() == before
