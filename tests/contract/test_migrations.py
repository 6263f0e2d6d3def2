"""The written history and the models agree, up and down, with rows in every table."""

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    Uuid,
    create_engine,
    func,
    select,
    text,
)

from farshore.app import migrate
from farshore.app.migrate import DatabaseNewer
from farshore.app.wiring import import_tables
from farshore.platform.db import Base, UtcDateTime, make_engine
from farshore.platform.settings import Settings, load

pytestmark = pytest.mark.contract
ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def config(db_url: str) -> Config:
    import_tables()
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", db_url.replace("%", "%%"))
    return config


def _difference(connection: Connection) -> list[object]:
    options = {"compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    found = compare_metadata(context, Base.metadata)
    return [f for f in found if "alembic_version" not in str(f)]


def _run(url: str, work: Any, *, write: bool = True) -> Any:
    async def go() -> Any:
        engine = make_engine(url).execution_options(write=write)
        async with engine.begin() as connection:
            given = await connection.run_sync(work)
        await engine.dispose()
        return given

    return asyncio.run(go())


def _value(column: Column[Any]) -> Any:
    """Something that fits a column; every table gets one row, so keys are the same everywhere."""
    kind = column.type
    if isinstance(kind, Uuid):
        return UUID(int=7)
    if isinstance(kind, UtcDateTime | DateTime):
        return NOON
    for base, value in ((Boolean, True), (Integer, 1), (Float, 1.0), (LargeBinary, b"x")):
        if isinstance(kind, base):
            return value
    return {} if isinstance(kind, JSON) else _word(column)


def _word(column: Column[Any]) -> str:
    """A word that a check constraint of the table allows, where one lists words."""
    for constraint in column.table.constraints:
        said = str(getattr(constraint, "sqltext", ""))
        if said.startswith(f"{column.name} IN ('"):
            return said.partition("('")[2].partition("'")[0]
    length = getattr(column.type, "length", None) or 3
    return "abc"[:length]


def _fill(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        connection.execute(table.insert().values({c.name: _value(c) for c in table.columns}))


def _count(connection: Connection) -> dict[str, int]:
    def rows(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    return {t.name: rows(t) for t in Base.metadata.sorted_tables}


def test_history_matches_models_both_ways_with_rows(config: Config, db_url: str) -> None:
    command.upgrade(config, "head")
    assert _run(db_url, _difference) == []
    _run(db_url, _fill)
    assert set(_run(db_url, _count).values()) == {1}

    command.downgrade(config, "base")
    command.upgrade(config, "head")
    assert _run(db_url, _difference) == []
    command.downgrade(config, "base")


def test_head_is_known_without_alembic(config: Config) -> None:
    known, head = migrate.known_revisions()

    assert head == ScriptDirectory.from_config(config).get_current_head()
    assert head in known


def test_a_rebuilt_parent_keeps_its_children(tmp_path: Path, config: Config) -> None:
    """A batch rebuild with foreign keys on would delete every child by ON DELETE CASCADE."""
    folder = tmp_path / "history"
    shutil.copytree(ROOT / "migrations", folder)
    _, head = migrate.known_revisions()
    (folder / "versions" / "next.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = 'next'\ndown_revision = '{head}'\n"
        "def upgrade() -> None:\n"
        "    with op.batch_alter_table('platform_outbox', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('more', sa.Integer(), nullable=True))\n"
        "def downgrade() -> None:\n    pass\n"
    )
    url = f"sqlite+aiosqlite:///{tmp_path}/rebuild.db"
    config.set_main_option("sqlalchemy.url", url)
    command.upgrade(config, "head")
    _run(url, _fill)
    config.set_main_option("script_location", str(folder))

    command.upgrade(config, "next")

    engine = create_engine(f"sqlite:///{tmp_path}/rebuild.db")
    with engine.connect() as connection:
        deliveries = connection.scalar(text("SELECT count(*) FROM platform_delivery"))
    engine.dispose()
    assert deliveries == 1


@pytest.fixture
def file_settings(tmp_path: Path) -> Settings:
    return load(tmp_path / "data")


def test_the_first_command_makes_everything_and_the_second_changes_nothing(
    file_settings: Settings,
) -> None:
    migrate.prepare(file_settings)
    secret = (file_settings.data / "secret").read_bytes()
    migrate.prepare(file_settings)

    assert migrate.find_revision(file_settings) == migrate.known_revisions()[1]
    assert (file_settings.data / "secret").read_bytes() == secret
    assert (file_settings.data / "secret").stat().st_mode & 0o777 == 0o600
    assert not (file_settings.data / "snapshots").exists()


def test_a_newer_database_is_refused_and_untouched(file_settings: Settings) -> None:
    migrate.prepare(file_settings)
    path = file_settings.data / "farshore.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(DatabaseNewer):
        migrate.prepare(file_settings)

    assert path.read_bytes() == before


def test_a_snapshot_holds_what_was_there(file_settings: Settings) -> None:
    migrate.prepare(file_settings)

    migrate.snapshot(file_settings, "abc")

    (copy,) = (file_settings.data / "snapshots").iterdir()
    assert copy.name.endswith("-abc.db")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    connection.close()
