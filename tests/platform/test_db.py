"""The unit of work on a real database."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from farshore.platform.access import OWNER, SYSTEM, Who
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.ids import new_id
from farshore.platform.shops import Shop, ShopFieldInvalid, ShopKeyTaken, ShopNotFound, access_shop, add_shop

pytestmark = pytest.mark.room


async def _count(sessions: Sessions) -> int:
    async with read_session(sessions) as session:
        return await session.scalar(select(func.count()).select_from(Shop)) or 0


async def test_a_reader_cannot_write(sessions: Sessions) -> None:
    async def write() -> None:
        async with read_session(sessions) as session:
            session.add(Shop(key="a", name="A", currency="EUR"))
            await session.flush()

    with pytest.raises(DBAPIError):
        await write()
    assert await _count(sessions) == 0


async def test_an_error_keeps_nothing(sessions: Sessions) -> None:
    async def add_twice() -> None:
        async with unit_of_work(sessions) as session:
            await add_shop(session, "a", "EUR")
            await add_shop(session, "a", "EUR")

    with pytest.raises(ShopKeyTaken):
        await add_twice()
    assert await _count(sessions) == 0


async def test_twenty_writers_queue_instead_of_failing(sessions: Sessions) -> None:
    async def add(number: int) -> None:
        async with unit_of_work(sessions) as session:
            await add_shop(session, f"shop-{number}", "EUR")

    await asyncio.gather(*(add(n) for n in range(20)))

    assert await _count(sessions) == 20


async def test_a_reader_does_not_wait_for_a_writer(sessions: Sessions, shop: Shop) -> None:
    async with unit_of_work(sessions) as session:
        await add_shop(session, "other", "EUR")
        assert await asyncio.wait_for(_count(sessions), 2) == 1


async def test_times_come_back_aware_in_utc(sessions: Sessions, shop: Shop) -> None:
    async with read_session(sessions) as session:
        found = await access_shop(session, SYSTEM, "demo")

    assert found.created_at == shop.created_at
    assert found.created_at.utcoffset() == datetime.now(UTC).utcoffset()  # noqa: TID251


async def test_a_visitor_knows_only_their_shop(sessions: Sessions, shop: Shop) -> None:
    theirs, other = Who("visitor", shop_id=shop.id), Who("visitor", shop_id=new_id())
    async with read_session(sessions) as session:
        assert (await access_shop(session, theirs, "demo")).id == shop.id
        with pytest.raises(ShopNotFound):
            await access_shop(session, other, "demo")


@pytest.mark.parametrize("name", ["x" * 201, "a\x00b", "a\u202eb", "a\ud800"])
async def test_a_name_that_cannot_be_kept_is_refused(sessions: Sessions, name: str) -> None:
    with pytest.raises(ShopFieldInvalid):
        async with unit_of_work(sessions) as session:
            await add_shop(session, "a", "EUR", name=name)


@pytest.mark.parametrize("key", ["\ud800", "a\x00", "", "' OR 1=1"])
async def test_a_key_out_of_form_is_no_shop(sessions: Sessions, key: str) -> None:
    async with read_session(sessions) as session:
        with pytest.raises(ShopNotFound):
            await access_shop(session, OWNER, key)
