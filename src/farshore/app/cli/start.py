"""What most commands begin with: settings, an up-to-date data folder, sessions."""

import asyncio
import errno
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from farshore.app import migrate, wiring
from farshore.platform import logs
from farshore.platform.db import make_engine, make_sessions
from farshore.platform.errors import StorageFull
from farshore.platform.settings import Settings, load
from farshore.platform.tools import Tools

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
T = TypeVar("T")


def prepared(data: Path | None) -> Settings:
    """Settings, with the folder made and the database migrated."""
    settings = load(data)
    logs.configure("warning", settings.log_format)
    migrate.prepare(settings)
    return settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Tools]:
    """Tools on an open database, closed after the block."""
    engine = make_engine(settings.database_url)
    try:
        yield wiring.make_tools(settings, make_sessions(engine))
    finally:
        await engine.dispose()


def run(data: Path | None, work: Callable[[Tools], Awaitable[T]]) -> T:
    """Prepare, open, do the work, close; what the work gives.

    Raises:
        FolderUnusable, StorageFull, DatabaseUnreachable: it could not be written or read on the way.
    """
    settings = prepared(data)

    async def with_tools() -> T:
        async with opened(settings) as tools:
            return await work(tools)

    try:
        return asyncio.run(with_tools())
    except OperationalError as error:
        raise migrate.to_expected(error) from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFull from error
        if error.errno in NOT_ALLOWED:
            raise migrate.FolderUnusable(folder=str(settings.data), why=error.strerror or "") from error
        raise
