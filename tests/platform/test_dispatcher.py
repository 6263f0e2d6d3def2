"""Events: written with their cause, heard once by each handler, in order, without blocking others."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform import clock, dispatcher, events
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.dispatcher import Dispatcher
from farshore.platform.events import Bus, DeliveryRow, Event, OutboxRow
from farshore.platform.shops import Shop, add_shop

pytestmark = pytest.mark.room
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Rang(Event):
    name: ClassVar[str] = "support.rang"
    order_by: ClassVar[str] = "door"
    door: str
    number: int


class Ear:
    """Handlers that remember what they heard, and fail when they are told to."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.poison: set[int] = set()

    def handler(self, name: str) -> Callable[[AsyncSession, Rang], Awaitable[None]]:
        async def hear(session: AsyncSession, event: Rang) -> None:
            await add_shop(session, f"{name}-{event.number}", "EUR")
            if event.number in self.poison:
                raise RuntimeError("poisoned")
            self.heard.append(event.number)

        hear.__name__ = name
        return hear


def _bus(*ears: tuple[Ear, str, str]) -> Bus:
    bus = Bus()
    for ear, name, room in ears:
        bus.on(Rang, ear.handler(name), room=room)
    return bus


async def _ring(sessions: Sessions, *numbers: int, door: str = "front") -> None:
    async with unit_of_work(sessions) as session:
        for number in numbers:
            events.publish(session, Rang(door=door, number=number))
            await session.flush()


async def _states(sessions: Sessions) -> list[tuple[str, str, int]]:
    async with read_session(sessions) as session:
        rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.position, DeliveryRow.handler))
        return [(r.handler, r.state, r.attempts) for r in rows]


async def test_each_handler_hears_each_event_once_and_in_order(sessions: Sessions) -> None:
    one, two = Ear(), Ear()
    bus = _bus((one, "one", "support"), (two, "two", "catalog"))
    post = Dispatcher(sessions, bus, frozenset({"support", "catalog"}))
    await _ring(sessions, 1, 2, 3)

    assert await post.drain() == 6
    assert await post.drain() == 0

    assert (one.heard, two.heard) == ([1, 2, 3], [1, 2, 3])


async def test_what_was_rolled_back_is_not_heard(sessions: Sessions) -> None:
    ear = Ear()
    post = Dispatcher(sessions, _bus((ear, "one", "support")), frozenset({"support"}))

    async def ring_and_fail() -> None:
        async with unit_of_work(sessions) as session:
            events.publish(session, Rang(door="front", number=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await ring_and_fail()

    assert await post.drain() == 0
    assert ear.heard == []


async def test_a_poisoned_delivery_parks_alone_and_leaves_nothing_behind(
    sessions: Sessions,
) -> None:
    bad, good = Ear(), Ear()
    bad.poison = {1}
    bus = _bus((bad, "bad", "support"), (good, "good", "support"))
    post = Dispatcher(sessions, bus, frozenset({"support"}))
    await _ring(sessions, 1, 2)
    await _ring(sessions, 3, door="back")

    with clock.held_at(clock.now()):
        await post.drain()
    assert good.heard == [1, 2, 3]
    assert bad.heard == [3], "2 is behind 1 at the same door, 3 is not"

    for hours in range(1, dispatcher.ATTEMPTS + 1):
        with clock.held_at(clock.now() + timedelta(hours=hours)):
            await post.drain()

    assert bad.heard == [3, 2]
    assert await _states(sessions) == [
        ("support.bad", "parked", 8),
        ("support.good", "done", 0),
        ("support.bad", "done", 0),
        ("support.good", "done", 0),
        ("support.bad", "done", 0),
        ("support.good", "done", 0),
    ]
    async with read_session(sessions) as session:
        keys = set(await session.scalars(select(Shop.key)))
    assert "bad-1" not in keys, "what a failed handler wrote is rolled back"


async def test_a_parked_delivery_can_be_tried_again(sessions: Sessions) -> None:
    ear = Ear()
    ear.poison = {1}
    post = Dispatcher(sessions, _bus((ear, "one", "support")), frozenset({"support"}))
    await _ring(sessions, 1)
    for hours in range(dispatcher.ATTEMPTS):
        with clock.held_at(clock.now() + timedelta(hours=hours)):
            await post.drain()
    assert await _states(sessions) == [("support.one", "parked", 8)]
    ear.poison = set()

    async with unit_of_work(sessions) as session:
        row = (await session.scalars(select(DeliveryRow))).one()
        assert await dispatcher.retry_parked(session, row.id) is True
    await post.drain()

    assert ear.heard == [1]


async def test_a_room_that_is_off_catches_up_when_it_is_switched_on(sessions: Sessions) -> None:
    ear = Ear()
    bus = _bus((ear, "one", "reputation"))
    await _ring(sessions, 1, 2)

    await Dispatcher(sessions, bus, frozenset({"support"})).drain()
    assert await _states(sessions) == [("reputation.one", "waiting", 0)] * 2

    await Dispatcher(sessions, bus, frozenset({"reputation"})).drain()
    assert ear.heard == [1, 2]


async def test_two_dispatchers_hand_over_once(sessions: Sessions) -> None:
    ear = Ear()
    bus = _bus((ear, "one", "support"))
    first, second = (Dispatcher(sessions, bus, frozenset({"support"})) for _ in range(2))
    await _ring(sessions, 1)
    await first._route()
    due = await first._due()

    assert [await first._deliver(due[0][0]), await second._deliver(due[0][0])] == [True, False]
    assert ear.heard == [1]


async def test_old_events_are_forgotten_but_not_what_still_waits(sessions: Sessions) -> None:
    heard, off = Ear(), Ear()
    bus = _bus((heard, "one", "support"), (off, "two", "reputation"))
    alone = _bus((heard, "one", "support"))
    with clock.held_at(NOON):
        await _ring(sessions, 1)
        await Dispatcher(sessions, bus, frozenset({"support"})).drain()
        await _ring(sessions, 2)
        await Dispatcher(sessions, alone, frozenset({"support"})).drain()

    async def left() -> int:
        async with read_session(sessions) as session:
            return len((await session.scalars(select(OutboxRow))).all())

    for days, expected in ((29, 2), (31, 1), (89, 1), (91, 0)):
        with clock.held_at(NOON + timedelta(days=days)):
            await dispatcher.purge(sessions)
            assert await left() == expected, days
