"""A dispatcher of its own process for test_dispatcher_killed: its handler writes, then kills the process."""

import asyncio
import os
import signal
import sys
from typing import ClassVar

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform.db import make_engine, make_sessions
from farshore.platform.dispatcher import Dispatcher
from farshore.platform.events import Bus, Event
from farshore.platform.shops import add_shop


class Rang(Event):
    """Someone rang."""

    name: ClassVar[str] = "support.rang"
    order_by: ClassVar[str] = "door"
    door: str


async def hear(session: AsyncSession, event: Rang) -> None:
    """Write, then die before the commit when told to."""
    await add_shop(session, event.door, "EUR")
    if sys.argv[2:] == ["die"]:
        os.kill(os.getpid(), signal.SIGKILL)


def make_bus() -> Bus:
    """One hearer."""
    bus = Bus()
    bus.on(Rang, hear, room="support")
    return bus


async def main(url: str) -> None:
    """Deliver all that is due."""
    engine = make_engine(url)
    await Dispatcher(make_sessions(engine), make_bus(), frozenset({"support"})).drain()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
