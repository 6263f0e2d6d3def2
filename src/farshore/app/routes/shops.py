"""Shops, as the console sees them."""

import os
import signal
from datetime import datetime
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, BackgroundTasks, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.app import wiring
from farshore.app.wiring import RoomUnknown
from farshore.platform import choices, shops
from farshore.platform.access import LoginRequired
from farshore.platform.auth import CrossSite, Owner
from farshore.platform.db import ReadSession, WriteSession
from farshore.platform.problem import responses
from farshore.platform.shops import Shop, ShopFieldInvalid, ShopKeyTaken, ShopNotFound

router = APIRouter(prefix="/api/v1/shops", tags=["shops"])

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166.")]
Zone = Annotated[str, Field(max_length=64, description="IANA time zone.")]
Origin = Annotated[str, Field(max_length=300, pattern=r"^https?://[^/\s]+$")]
RoomName = Literal["support", "live", "showroom", "reputation"]
T = TypeVar("T")


class ShopIn(BaseModel):
    """A shop to open. Without a key one is made from the name."""

    model_config = ConfigDict(extra="forbid")
    key: Key | None = None
    name: Name
    currency: Currency
    country: Country
    time_zone: Zone


class ShopPatch(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    name: Name | None = None
    currency: Currency | None = None
    country: Country | None = None
    time_zone: Zone | None = None
    allowed_origins: list[Origin] | None = Field(default=None, max_length=50)
    rooms: list[RoomName] | None = Field(
        default=None, description="Rooms that are on, for the whole program; the server restarts."
    )


class RoomOut(BaseModel):
    """One room of the house."""

    name: RoomName
    is_on: bool
    is_built: bool


class ShopCountsOut(BaseModel):
    """How much there is of each thing."""

    products: int
    variants: int
    facts: int
    policies: int
    conversations: int


class ShopOut(BaseModel):
    """A shop."""

    key: str
    name: str
    currency: str
    country: str | None
    time_zone: str
    allowed_origins: list[str]
    counts: ShopCountsOut
    rooms: list[RoomOut]
    created_at: datetime


class ShopsOut(BaseModel):
    """All shops of the owner."""

    items: list[ShopOut]


def _rooms(on: frozenset[str]) -> list[RoomOut]:
    built = wiring.built_rooms()
    names: tuple[RoomName, ...] = ("support", "live", "showroom", "reputation")
    return [RoomOut(name=n, is_on=n in on, is_built=n in built) for n in names]


async def _to_out(session: AsyncSession, shop: Shop, rooms: frozenset[str]) -> ShopOut:
    counts = await wiring.counts(session, shop.id)
    return ShopOut(
        key=shop.key,
        name=shop.name,
        currency=shop.currency,
        country=shop.country,
        time_zone=shop.timezone,
        allowed_origins=shop.allowed_origins,
        counts=ShopCountsOut(**{n: counts.get(n, 0) for n in ShopCountsOut.model_fields}),
        rooms=_rooms(rooms),
        created_at=shop.created_at,
    )


@router.get("", responses=responses(LoginRequired))
async def list_shops(request: Request, session: ReadSession, who: Owner) -> ShopsOut:
    """All shops, by key."""
    found = await shops.list_shops(session, who)
    return ShopsOut(items=[await _to_out(session, s, request.app.state.rooms) for s in found])


@router.post(
    "",
    status_code=201,
    responses=responses(LoginRequired, CrossSite, ShopFieldInvalid, ShopKeyTaken),
)
async def add_shop(request: Request, session: WriteSession, _who: Owner, given: ShopIn) -> ShopOut:
    """Open a shop."""
    key = given.key or await shops.free_key(session, given.name)
    shop = await shops.add_shop(
        session,
        key,
        given.currency,
        name=given.name,
        country=given.country,
        timezone=given.time_zone,
    )
    return await _to_out(session, shop, request.app.state.rooms)


@router.get("/{shop_key}", responses=responses(LoginRequired, ShopNotFound))
async def get_shop(request: Request, session: ReadSession, who: Owner, shop_key: str) -> ShopOut:
    """One shop."""
    shop = await shops.access_shop(session, who, shop_key)
    return await _to_out(session, shop, request.app.state.rooms)


@router.patch(
    "/{shop_key}",
    responses=responses(LoginRequired, CrossSite, ShopNotFound, ShopFieldInvalid, RoomUnknown),
)
async def change_shop(
    request: Request,
    session: WriteSession,
    who: Owner,
    shop_key: str,
    given: ShopPatch,
    after: BackgroundTasks,
) -> ShopOut:
    """Change a shop, or which rooms are on."""
    changes = given.model_dump(exclude_none=True, exclude={"rooms", "time_zone"})
    if given.time_zone is not None:
        changes["timezone"] = given.time_zone
    shop = await shops.change_shop(session, who, shop_key, changes)
    rooms: frozenset[str] = request.app.state.rooms
    if given.rooms is not None:
        rooms = wiring.check_rooms(tuple(given.rooms))
        await choices.choose(session, who, choices.ROOMS, sorted(rooms))
        after.add_task(ask_for_restart, request.app.state.supervisor_pid)
    return await _to_out(session, shop, rooms)


def ask_for_restart(supervisor_pid: int | None) -> None:
    """Let the supervisor start the server's processes anew; nothing without one."""
    if supervisor_pid is not None:
        os.kill(supervisor_pid, signal.SIGHUP)
