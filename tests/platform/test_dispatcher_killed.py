"""A kill -9 in the middle of an event: what the handler wrote is gone, and it is heard again, once."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.platform.killed_dispatcher import Rang

from farshore.platform import events
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.events import DeliveryRow
from farshore.platform.shops import Shop

pytestmark = pytest.mark.room
SCRIPT = Path(__file__).with_name("killed_dispatcher.py")


async def _dispatch(url: str, *arguments: str) -> int:
    process = await asyncio.create_subprocess_exec(sys.executable, str(SCRIPT), url, *arguments)
    return await process.wait()


async def _found(sessions: Sessions) -> tuple[list[str], list[str]]:
    async with read_session(sessions) as session:
        shops = list(await session.scalars(select(Shop.key)))
        return shops, list(await session.scalars(select(DeliveryRow.state)))


async def test_killed_in_a_handler(sessions: Sessions, db_url: str) -> None:
    async with unit_of_work(sessions) as session:
        events.publish(session, Rang(door="front"))

    assert await _dispatch(db_url, "die") == -9
    assert await _found(sessions) == ([], ["waiting"])

    assert await _dispatch(db_url) == 0
    assert await _dispatch(db_url) == 0
    assert await _found(sessions) == (["front"], ["done"])
