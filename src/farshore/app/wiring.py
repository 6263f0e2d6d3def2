"""Which rooms there are, what each brings, and who hears what.

A room brings, each only if it has it: `api.router`; `handlers.subscribe(bus)`;
`workflows.register(kinds)`. A room that is off is not imported by the API; its handlers are known
to the dispatcher all the same, so that its deliveries wait.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform.db import Sessions
from farshore.platform.errors import BadInput
from farshore.platform.events import Bus
from farshore.platform.files import Files
from farshore.platform.jobs import Kinds
from farshore.platform.secret import load_secret
from farshore.platform.settings import Settings
from farshore.platform.tools import Tools

ROOMS = ("support", "live", "showroom", "reputation")
SHARED = ("catalog", "orders", "people", "translation", "metering")


def _encoder(provider: str, kind: str) -> object:
    """An encoder in a thread of its own; numpy and the weights are loaded now, not before."""
    module = import_module(f"farshore.engines.embed.{provider}")
    contract = import_module("farshore.engines.embed.contract")
    return contract.EncoderThread(getattr(module, kind)())


ENGINES: Mapping[str, Callable[[], object]] = {
    "embed.use": partial(_encoder, "use", "UseEncoder"),
    "embed.e5": partial(_encoder, "e5", "E5Encoder"),
}


class RoomUnknown(BadInput):
    """A name that is no room, or not built yet."""

    code = "app.room_unknown"
    text = "There is no room {room}. Rooms: {rooms}."


def built_rooms() -> tuple[str, ...]:
    """The rooms that one can switch on in this version."""
    return tuple(r for r in ROOMS if find_spec(f"farshore.{r}") is not None)


def check_rooms(chosen: tuple[str, ...]) -> frozenset[str]:
    """The rooms to run; all when none is chosen.

    Raises:
        RoomUnknown: a name is none of them.
    """
    built = built_rooms()
    for room in chosen:
        if room not in built:
            raise RoomUnknown(room=room, rooms=", ".join(built))
    return frozenset(chosen or built)


def door(room: str, name: str) -> ModuleType | None:
    """A room's module of that name, if it has one."""
    if find_spec(f"farshore.{room}") is None or find_spec(f"farshore.{room}.{name}") is None:
        return None
    return import_module(f"farshore.{room}.{name}")


def routers(rooms: frozenset[str]) -> list[APIRouter]:
    """The routes of the shared rooms and of the rooms that are on."""
    doors = [door(r, "api") for r in (*SHARED, *sorted(rooms))]
    return [d.router for d in doors if d is not None]


def make_bus() -> Bus:
    """Who listens to what, in all rooms, on or off."""
    bus = Bus()
    for room in (*SHARED, *ROOMS):
        handlers = door(room, "handlers")
        if handlers is not None:
            handlers.subscribe(bus)
    return bus


async def counts(session: AsyncSession, shop_id: UUID) -> dict[str, int]:
    """How much a shop has of each thing, as the rooms count it."""
    found: dict[str, int] = {}
    for room in ("catalog", "support"):
        public = door(room, "public")
        if public is not None and hasattr(public, "count_things"):
            found |= await public.count_things(session, shop_id)
    return found


def make_kinds() -> Kinds:
    """Every kind of job, of all rooms, on or off: what was asked for is finished."""
    kinds = Kinds()
    for room in (*SHARED, *ROOMS):
        workflows = door(room, "workflows")
        if workflows is not None:
            workflows.register(kinds)
    return kinds


def make_tools(settings: Settings, sessions: Sessions) -> Tools:
    """What the rooms get at run time; engines load when they are first used."""
    return Tools(
        settings=settings,
        sessions=sessions,
        files=Files(settings.data / "files", limit_mb=settings.upload_mb),
        secret=load_secret(settings.data),
        makers=ENGINES,
    )


def import_tables() -> None:
    """Let `Base.metadata` know the tables of every room, on or off."""
    for module in ("audit", "auth", "choices", "events", "jobs", "shops"):
        import_module(f"farshore.platform.{module}")
    for room in (*SHARED, *ROOMS):
        door(room, "models")
