"""Bring the database to this version: after a snapshot, in one transaction, never backwards."""

import fcntl
import re
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

import structlog
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from farshore.platform import clock, problem
from farshore.platform.errors import AppError, Conflict, Unavailable
from farshore.platform.secret import load_secret
from farshore.platform.settings import Settings

SNAPSHOTS_KEPT = 3
REVISION = re.compile(r'^(down_revision|revision) = (?:"(\w+)"|\'(\w+)\'|None)', re.MULTILINE)
log = structlog.get_logger(__name__)


class DatabaseNewer(Conflict):
    """The database was written by a version that we do not know."""

    code = "app.database_newer"
    text = "The database is of another, newer version ({found}). Install that version, or restore a backup."


class DatabaseUnreachable(Unavailable):
    """The database does not answer, or refuses us."""

    code = "app.database_unreachable"
    text = "The database cannot be opened: {why}. Check FARSHORE_DATABASE and the data folder."


class FolderUnusable(Unavailable):
    """We cannot write where everything is kept."""

    code = "app.folder_unusable"
    text = "The data folder {folder} cannot be used: {why}. Choose another with --data or FARSHORE_DATA."


def migrations_folder() -> Path:
    """Where the history lies: beside the sources, or inside the installed package."""
    sources = Path(__file__).parents[3] / "migrations"
    return sources if sources.is_dir() else Path(__file__).parents[1] / "_migrations"


def known_revisions() -> tuple[frozenset[str], str]:
    """Every revision of the history, and the last one; read without Alembic, which is slow to load."""
    own, parents = set[str](), set[str]()
    for path in migrations_folder().glob("versions/*.py"):
        for kind, double, single in REVISION.findall(path.read_text("utf-8")):
            (own if kind == "revision" else parents).add(double or single)
    (head,) = own - parents
    return frozenset(own), head


def prepare(settings: Settings) -> None:
    """Make the data folder, the secret and an up-to-date database; quick when all is there.

    Raises:
        FolderUnusable: the folder cannot be written.
        DatabaseUnreachable: no connection.
        DatabaseNewer: nothing was changed.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        load_secret(settings.data)
        with _alone(settings.data / "migrate.lock"):
            _migrate(settings)
    except OSError as error:
        raise FolderUnusable(folder=str(settings.data), why=error.strerror or "") from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise to_expected(error) from error


def to_expected(error: DatabaseError | sqlite3.DatabaseError) -> AppError:
    """The failure that is meant by an error of the database."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    known = problem.from_database(error) if isinstance(error, OperationalError) else None
    return known or DatabaseUnreachable(why=str(cause).strip().splitlines()[0])


def _migrate(settings: Settings) -> None:
    known, head = known_revisions()
    found = find_revision(settings)
    if found == head:
        return
    if found is not None and found not in known:
        raise DatabaseNewer(found=found)
    if found is not None:
        snapshot(settings, found)
    upgrade(settings.database_url)
    log.info("migrated", before=found, after=head)


def find_revision_safely(settings: Settings) -> str | None:
    """Like `find_revision`, with named failures.

    Raises:
        DatabaseUnreachable: no connection.
    """
    try:
        return find_revision(settings)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise to_expected(error) from error


def find_revision(settings: Settings) -> str | None:
    """The revision that the database is at; None when it is empty."""
    url = settings.database_url
    if settings.is_sqlite:
        path = Path(url.partition(":///")[2])
        if not path.exists():
            return None
        with closing(sqlite3.connect(path)) as connection:
            return _sqlite_revision(connection)
    engine = create_engine("postgresql+psycopg://" + url.partition("://")[2])
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
    finally:
        engine.dispose()


def _sqlite_revision(connection: sqlite3.Connection) -> str | None:
    table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.execute(table).fetchone() is None:
        return None
    row: tuple[str] | None = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def snapshot(settings: Settings, revision: str) -> None:
    """Copy a SQLite database beside itself before it changes; PostgreSQL's DDL rolls back by itself."""
    if not settings.is_sqlite:
        return
    folder = settings.data / "snapshots"
    folder.mkdir(exist_ok=True)
    target = folder / f"farshore-{clock.now():%Y%m%dT%H%M%S}-{revision}.db"
    copy_sqlite(Path(settings.database_url.partition(":///")[2]), target)
    for old in sorted(folder.glob("farshore-*.db"))[:-SNAPSHOTS_KEPT]:
        old.unlink()


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file that others may be writing."""
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


def upgrade(url: str, revision: str = "head") -> None:
    """Run the history forwards; Alembic is only loaded when there is something to do."""
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    import_module("alembic.command").upgrade(config, revision)


@contextmanager
def _alone(path: Path) -> Generator[None]:
    """Two commands on a new folder: the second waits for the first."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def free_mb(folder: Path) -> int:
    """Megabytes that are left on the disk of a folder."""
    return shutil.disk_usage(folder).free >> 20
