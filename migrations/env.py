"""One history for both databases, in one transaction; SQLite gets its ALTERs in batch mode.

On SQLite foreign keys are off while tables are rebuilt (with them on, a rebuild of a parent deletes
its children by ON DELETE CASCADE) and are checked before the commit.
"""

import sqlite3

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event

from farshore.app.wiring import import_tables
from farshore.platform.db import Base, UtcDateTime

LOCK = 0x6661_7273


def _render(kind: str, item: object, _context: object) -> str | bool:
    """Migrations are history: they must not import today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """DBOS keeps its own tables, in its own file or schema."""
    return kind != "table" or name != "alembic_version"


def _run(connection: Connection) -> None:
    context.configure(
        connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=_is_ours,
        render_item=_render,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def _prepare(dbapi: sqlite3.Connection, _record: object) -> None:
    dbapi.isolation_level = None
    for pragma in ("journal_mode=WAL", "busy_timeout=30000", "foreign_keys=OFF"):
        dbapi.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        _run(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            message = f"a migration would break references: {broken[:5]}"
            raise RuntimeError(message)


def _migrate_postgresql(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        _run(connection)


def _main() -> None:
    import_tables()
    url = context.config.get_main_option("sqlalchemy.url") or ""
    backend, _, rest = url.partition("://")
    is_sqlite = backend.startswith("sqlite")
    engine = create_engine(f"sqlite://{rest}" if is_sqlite else f"postgresql+psycopg://{rest}")
    (_migrate_sqlite if is_sqlite else _migrate_postgresql)(engine)
    engine.dispose()


_main()
