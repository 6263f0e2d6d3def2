"""A shop with goods and a chat that answers, by the real encoders."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from tests.catalog.shelf import SHOP, Shelf, shelf_of

from farshore.app import wiring
from farshore.platform import auth
from farshore.platform.auth import COOKIE
from farshore.platform.db import Sessions, unit_of_work
from farshore.platform.shops import Shop
from farshore.support.api.desks import desk_of_app
from farshore.support.service.desk import Desk

LOADED_ONCE = {name: cache(maker) for name, maker in wiring.ENGINES.items()}
"""The weights are the same for every test."""


@pytest.fixture
async def shelf(app: FastAPI, shop: Shop) -> Shelf:
    """The shop with its goods and policies taken in."""
    app.state.tools.makers = LOADED_ONCE
    shelf = shelf_of(app.state.tools, shop)
    await shelf.bring(SHOP)
    await shelf.bring_policies()
    return shelf


@pytest.fixture
def desk(app: FastAPI) -> Desk:
    """The desk; a test answers by `visitor.answered()`."""
    return desk_of_app(app)


@pytest.fixture
async def owner(app: FastAPI, sessions: Sessions) -> AsyncGenerator[httpx.AsyncClient]:
    """A caller with the owner's session."""
    async with unit_of_work(sessions) as session:
        token = await auth.open_session(session, await auth.make_owner_link(session))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", cookies={COOKIE: token}) as client:
        yield client


@dataclass
class Visitor:
    """A shopper with an open chat."""

    client: httpx.AsyncClient
    desk: Desk
    started: dict[str, Any]
    sent: int = 0

    @property
    def address(self) -> str:
        return f"/api/v1/widget/conversations/{self.started['conversation_id']}/messages"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.started['visitor_token']}"}

    async def send(self, text: str, client_id: str = "", page: str | None = None) -> httpx.Response:
        """Write; nothing answers yet."""
        self.sent += 1
        body = {"client_id": client_id or f"c{self.sent}", "text": text, "page": page}
        return await self.client.post(self.address, json=body, headers=self.headers)

    async def ask(self, text: str, page: str | None = None) -> dict[str, Any]:
        """Write, and the answer."""
        sent = await self.send(text, page=page)
        assert sent.status_code == 202, sent.text
        await self.desk.answer(UUID(sent.json()["id"]))
        answer = (await self.messages())[-1]
        assert answer["role"] == "assistant"
        return answer

    async def messages(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = (await self.client.get(self.address, headers=self.headers)).json()["items"]
        return items


@pytest.fixture
async def visitor(client: httpx.AsyncClient, desk: Desk, shelf: Shelf) -> Visitor:
    """A shopper on the page of the mug."""
    given = {"page": "https://shop.example/products/clay-mug?variant=1", "locale": "en-US"}
    started = await client.post("/api/v1/widget/demo/conversations", json=given)
    assert started.status_code == 201, started.text
    return Visitor(client, desk, started.json())
