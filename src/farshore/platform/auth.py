"""The owner's way in: a link that works once, then a session cookie. Only hashes are kept.

A write with the cookie must come from our own pages: browsers say where a request comes from
(`Sec-Fetch-Site`, else `Origin`), and what comes from elsewhere is refused. No token is needed in
forms. Source: Filippo Valsorda 2025, "Cross-Site Request Forgery" (words.filippo.io/csrf), the
method of Go's net/http CrossOriginProtection; read 2026-11.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends
from sqlalchemy import CursorResult, String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from starlette.requests import HTTPConnection

from farshore.platform import clock
from farshore.platform.access import OWNER, LoginRequired, Who
from farshore.platform.db import Base, read_session, sessions_of
from farshore.platform.errors import Forbidden, NotFound
from farshore.platform.ids import new_id
from farshore.platform.settings import settings_of

COOKIE = "farshore_session"
LINK_HOURS = 24
SESSION_DAYS = 30
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnerLinkRow(Base):
    """A link that lets its bearer in once."""

    __tablename__ = "platform_owner_link"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class SessionRow(Base):
    """A browser that came in by a link."""

    __tablename__ = "platform_session"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]


class OwnerLinkSpent(NotFound):
    """The link was used, is too old, or never was."""

    code = "platform.owner_link_spent"
    text = "This link has been used or is too old. `farshore owner-link` prints a new one."


class CrossSite(Forbidden):
    """A page of another site tried to write with the owner's cookie."""

    code = "platform.cross_site"
    text = "This request comes from another site and was refused."


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def make_owner_link(session: AsyncSession) -> str:
    """The token of a new link, good once within 24 hours; the text is kept nowhere."""
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(hours=LINK_HOURS)
    session.add(OwnerLinkRow(token_hash=_hash(token), expires_at=until))
    await session.flush()
    return token


async def open_session(session: AsyncSession, link_token: str) -> str:
    """Spend a link and return the token of a new session, good for 30 days.

    Raises:
        OwnerLinkSpent: the link does not work (any more).
    """
    spent = await session.execute(
        update(OwnerLinkRow)
        .where(
            OwnerLinkRow.token_hash == _hash(link_token),
            OwnerLinkRow.used_at.is_(None),
            OwnerLinkRow.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
    )
    if not isinstance(spent, CursorResult) or spent.rowcount != 1:
        raise OwnerLinkSpent
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(days=SESSION_DAYS)
    session.add(SessionRow(token_hash=_hash(token), expires_at=until))
    return token


async def close_session(session: AsyncSession, token: str) -> None:
    """Forget a session; nothing happens when it is gone already."""
    await session.execute(delete(SessionRow).where(SessionRow.token_hash == _hash(token)))


async def purge_expired(session: AsyncSession) -> None:
    """Forget links and sessions that are too old to be used."""
    for table in (OwnerLinkRow, SessionRow):
        await session.execute(delete(table).where(table.expires_at < clock.now()))


async def _is_open(session: AsyncSession, token: str) -> bool:
    query = select(SessionRow.expires_at).where(SessionRow.token_hash == _hash(token))
    until = await session.scalar(query)
    return until is not None and until > clock.now()


def check_same_site(connection: HTTPConnection) -> None:
    """Refuse a write, or a WebSocket, that another site's page makes in the owner's browser.

    Raises:
        CrossSite: it comes from elsewhere.
    """
    method = connection.scope.get("method", "WEBSOCKET")
    if method in SAFE_METHODS:
        return
    site = connection.headers.get("sec-fetch-site")
    if site in {"same-origin", "none"}:
        return
    origin = connection.headers.get("origin")
    if site is None and origin is None:
        return  # not a browser: no cookie was lent
    if origin is not None and urlsplit(origin).netloc in _own_hosts(connection):
        return
    raise CrossSite


def _own_hosts(connection: HTTPConnection) -> set[str]:
    public = urlsplit(settings_of(connection).url).netloc
    return {connection.headers.get("host", ""), public} - {""}


async def check_owner(connection: HTTPConnection) -> Who:
    """The owner, by the session cookie.

    Raises:
        LoginRequired: no session, or it is over.
        CrossSite: the cookie was lent by another site.
    """
    token = connection.cookies.get(COOKIE)
    if token is None:
        raise LoginRequired
    async with read_session(sessions_of(connection)) as session:
        if not await _is_open(session, token):
            raise LoginRequired
    check_same_site(connection)
    return OWNER


Owner = Annotated[Who, Depends(check_owner)]
"""A route parameter that lets only the owner in: `who: Owner`."""
