"""A shop with a shelf."""

import httpx
import pytest
from fastapi import FastAPI
from tests.catalog.shelf import Shelf, shelf_of

from farshore.platform import auth
from farshore.platform.auth import COOKIE
from farshore.platform.db import Sessions, unit_of_work
from farshore.platform.shops import Shop
from farshore.platform.tools import Tools


@pytest.fixture
def tools(app: FastAPI) -> Tools:
    tools: Tools = app.state.tools
    tools.makers = {}  # names without vectors: nothing here is about meaning
    return tools


@pytest.fixture
def shelf(tools: Tools, shop: Shop) -> Shelf:
    return shelf_of(tools, shop)


@pytest.fixture
async def owner(client: httpx.AsyncClient, sessions: Sessions) -> httpx.AsyncClient:
    """A caller with the owner's session."""
    async with unit_of_work(sessions) as session:
        token = await auth.open_session(session, await auth.make_owner_link(session))
    client.cookies.set(COOKIE, token)
    return client
