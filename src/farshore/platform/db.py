"""Engine, base class and unit of work, the same on SQLite and PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, cast
from weakref import WeakKeyDictionary

from fastapi import Depends
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator
from starlette.requests import HTTPConnection
from typing_extensions import override

Sessions = async_sessionmaker[AsyncSession]
Json = dict[str, Any]
"""A JSON object as a column: `Mapped[Json]`."""

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    # FULL: a lost accepted message is worse than a slow one (ADR 0003).
    "synchronous=FULL",
    "journal_size_limit=67108864",
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime")  # noqa: EM101
        return value if value is None else value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """Tables are named `<room>_<thing>`; every constraint gets a predictable name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, Json: JSON}


def _prepare_sqlite(dbapi: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = bool(connection.get_execution_options().get("write", True))
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN DEFERRED")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("write", True):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def is_sqlite(url: str) -> bool:
    """Whether a database URL means a SQLite file."""
    return url.startswith("sqlite")


def make_engine(url: str) -> AsyncEngine:
    """Open a database; nothing is connected yet.

    SQLite gets write-ahead logging, foreign keys on, 30 s of patience, and BEGIN IMMEDIATE, so that
    two writers queue instead of failing with "database is locked" when a read turns into a write.
    On both databases a reader sees one snapshot and cannot write.

    Args:
        url: `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`.

    Source: https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
    """
    serializer = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    # hide_parameters: what a statement carried is personal, and errors end up in the log.
    engine = create_async_engine(
        url, json_serializer=serializer, hide_parameters=True, pool_pre_ping=not is_sqlite(url)
    )
    if is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    else:
        event.listen(engine.sync_engine, "begin", _begin_postgresql)
    return engine


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Session factory; objects stay readable after the commit at the edge."""
    return async_sessionmaker(engine, expire_on_commit=False)


class _Turn:
    """One writer of this process at a time, first come first served; SQLite only.

    SQLite's own waiting is polling with growing pauses; queueing here keeps the tail short.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None

    async def __aenter__(self) -> None:
        if self._owner is not None and self._owner is asyncio.current_task():
            raise RuntimeError("a write transaction inside a write transaction")  # noqa: EM101
        await self._lock.acquire()
        self._owner = asyncio.current_task()

    async def __aexit__(self, *_: object) -> None:
        self._owner = None
        self._lock.release()


_turns: WeakKeyDictionary[Engine, _Turn] = WeakKeyDictionary()


def _engine_of(sessions: Sessions) -> AsyncEngine:
    return cast("AsyncEngine", sessions.kw["bind"])


@asynccontextmanager
async def unit_of_work(sessions: Sessions) -> AsyncGenerator[AsyncSession]:
    """One write transaction: everything or nothing. Nobody else calls commit.

    Keep it short: no vector, no answer, no network inside (facts: one writer at a time on SQLite).
    """
    engine = _engine_of(sessions)
    queues = engine.dialect.name == "sqlite"
    turn = _turns.setdefault(engine.sync_engine, _Turn()) if queues else nullcontext()
    async with turn, sessions() as session, session.begin():
        yield session


@asynccontextmanager
async def read_session(sessions: Sessions) -> AsyncGenerator[AsyncSession]:
    """One snapshot to read from; a write in it is an error of the database."""
    reader = _engine_of(sessions).execution_options(write=False)
    async with sessions(bind=reader) as session:
        yield session


async def _write(connection: HTTPConnection) -> AsyncGenerator[AsyncSession]:
    async with unit_of_work(connection.app.state.sessions) as session:
        yield session


async def _read(connection: HTTPConnection) -> AsyncGenerator[AsyncSession]:
    async with read_session(connection.app.state.sessions) as session:
        yield session


def sessions_of(connection: HTTPConnection) -> Sessions:
    """The session factory of the running application."""
    return cast("Sessions", connection.app.state.sessions)


# scope="function": the commit happens before the answer is sent, so a 201 is never a lie.
WriteSession = Annotated[AsyncSession, Depends(_write, scope="function")]
ReadSession = Annotated[AsyncSession, Depends(_read, scope="function")]
# For what must not hold a transaction while it computes: several short ones, each its own.
AppSessions = Annotated[Sessions, Depends(sessions_of)]
