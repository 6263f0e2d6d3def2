"""Shops: the tenants. Every table of a shop has `shop_id`; `access_shop` is the way in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import JSON, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import audit, clock
from farshore.platform.access import Who
from farshore.platform.db import Base
from farshore.platform.errors import BadInput, Conflict, NotFound
from farshore.platform.ids import new_id

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_NAME = 200
_UNSEEN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COUNTRY = re.compile(r"[A-Z]{2}")


class Shop(Base):
    """One seller's shop."""

    __tablename__ = "platform_shop"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(63), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217; the currency of prices that name none."""
    country: Mapped[str | None] = mapped_column(String(2), default=None)
    """ISO 3166, where the seller is; the market of an answer when nothing else is known."""
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    allowed_origins: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Web origins whose pages may embed the chat: `https://shop.example.com`."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.timezone)


class ShopNotFound(NotFound):
    """There is no such shop, or the caller may not know of it."""

    code = "platform.shop_not_found"
    text = "There is no shop {key}. `farshore shop list` shows all; `farshore shop add` makes one."


class ShopKeyTaken(Conflict):
    """Two shops cannot share a key."""

    code = "platform.shop_key_taken"
    text = "There is already a shop {key}."


class ShopFieldInvalid(BadInput):
    """A field of a shop is not usable."""

    code = "platform.shop_field_invalid"
    text = "{field} {value} is not usable: {why}."


async def add_shop(
    session: AsyncSession,
    key: str,
    currency: str,
    *,
    name: str = "",
    country: str | None = None,
    timezone: str = "UTC",
) -> Shop:
    """Open a shop.

    Raises:
        ShopFieldInvalid: key, currency, country or time zone is not in its form.
        ShopKeyTaken: another shop has this key.
    """
    check_fields(key, currency, country=country, timezone=timezone)
    check_name(name)
    if await session.scalar(select(Shop.id).where(Shop.key == key)) is not None:
        raise ShopKeyTaken(key=key)
    shop = Shop(key=key, name=name or key, currency=currency, country=country, timezone=timezone)
    session.add(shop)
    await session.flush()
    return shop


def check_fields(key: str, currency: str, *, country: str | None, timezone: str) -> None:
    """Refuse fields that are not in their form.

    Raises:
        ShopFieldInvalid: naming the first one that is not.
    """
    for field, value, why, ok in (
        ("key", key, "use 1–63 of a–z, 0–9 and -", KEY.fullmatch(key)),
        ("currency", currency, "use an ISO 4217 code such as EUR", CURRENCY.fullmatch(currency)),
        (
            "country",
            country or "",
            "use an ISO 3166 code such as DE",
            country is None or COUNTRY.fullmatch(country),
        ),
        (
            "timezone",
            timezone,
            "use an IANA name such as Europe/Berlin",
            timezone in available_timezones(),
        ),
    ):
        if not ok:
            raise ShopFieldInvalid(field=field, value=value, why=why)


def check_name(name: str) -> None:
    """Refuse a name that is too long, or has what turns text around or cannot be kept.

    Raises:
        ShopFieldInvalid: it is not usable.
    """
    if len(name) > LONGEST_NAME or _UNSEEN.search(name):
        shown = _UNSEEN.sub("\ufffd", name[:40])
        raise ShopFieldInvalid(field="name", value=shown, why=f"use up to {LONGEST_NAME} ordinary characters")


async def access_shop(session: AsyncSession, who: Who, key: str) -> Shop:
    """The shop that this caller may touch.

    Raises:
        ShopNotFound: there is none, or it is not this caller's to know.
    """
    is_key = KEY.fullmatch(key) is not None
    shop = await session.scalar(select(Shop).where(Shop.key == key)) if is_key else None
    if shop is None or not who.may_know(shop.id):
        raise ShopNotFound(key=key)
    return shop


async def find_shop_by_id(session: AsyncSession, shop_id: UUID) -> Shop | None:
    """The shop with this id; for our own processes that hold an id already."""
    return await session.get(Shop, shop_id)


async def list_shops(session: AsyncSession, who: Who) -> Sequence[Shop]:
    """Every shop that this caller may know of, by key."""
    shops = (await session.scalars(select(Shop).order_by(Shop.key))).all()
    return [s for s in shops if who.may_know(s.id)]


async def change_shop(session: AsyncSession, who: Who, key: str, changes: Mapping[str, Any]) -> Shop:
    """Change a shop's fields, and note who did.

    Args:
        session: the caller's.
        who: who asks.
        key: which shop; the key itself never changes.
        changes: by field: name, currency, country, timezone, allowed_origins.

    Raises:
        ShopNotFound: there is none, or it is not this caller's to know.
        ShopFieldInvalid: a value is not in its form; nothing was changed.
    """
    shop = await access_shop(session, who, key)
    before = {name: getattr(shop, name) for name in changes}
    check_fields(
        key,
        changes.get("currency", shop.currency),
        country=changes.get("country", shop.country),
        timezone=changes.get("timezone", shop.timezone),
    )
    check_name(changes.get("name", ""))
    for name, value in changes.items():
        setattr(shop, name, value)
    audit.note(session, who, "platform.shop_changed", shop_id=shop.id, before=before, after=dict(changes))
    return shop


async def free_key(session: AsyncSession, name: str) -> str:
    """A key that no shop has, made from a name; `shop` when the name has no Latin letter."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "shop"
    taken = set(await session.scalars(select(Shop.key).where(Shop.key.startswith(stem))))
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(key for key in numbered if key not in taken)
