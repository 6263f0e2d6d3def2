"""Fixtures for all tests. The database is real: SQLite, or `--db postgresql+asyncpg://…`."""

import ast
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import httpx
import pytest
from blockbuster import BlockBuster
from fastapi import FastAPI

from farshore.app.main import make_app
from farshore.app.wiring import import_tables
from farshore.platform import logs
from farshore.platform.db import Base, Sessions, make_engine, unit_of_work
from farshore.platform.settings import Settings, load
from farshore.platform.shops import Shop, add_shop

logs.configure("error", "json")
CATEGORIES = {"unit", "room", "connector", "contract", "e2e"}
BLOCKING = {"time.sleep", "socket.socket.connect", "socket.socket.recv", "socket.socket.send"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", default="sqlite", help="sqlite, or a PostgreSQL URL, empty database")


def pytest_collect_file(file_path: Path) -> None:
    """Every test module names its one category, seen without importing it."""
    if file_path.name.startswith("test_") and file_path.suffix == ".py":
        tree = ast.walk(ast.parse(file_path.read_text()))
        marks = {
            n.attr
            for n in tree
            if isinstance(n, ast.Attribute)
            and n.attr in CATEGORIES
            and isinstance(n.value, ast.Attribute)
            and n.value.attr == "mark"
        }
        if len(marks) != 1:
            message = f"{file_path}: set pytestmark to exactly one of {sorted(CATEGORIES)}"
            raise pytest.UsageError(message)


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings of the machine must not change a test; the data folder is the test's own."""
    for name in ("DATABASE", "ROOMS", "URL", "HOST", "PORT", "LOG_FORMAT"):
        monkeypatch.delenv(f"FARSHORE_{name}", raising=False)
    monkeypatch.setenv("FARSHORE_DATA", str(tmp_path / "data"))


@pytest.fixture
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """`--db`, or an empty SQLite file."""
    url: str = request.config.getoption("--db")
    return f"sqlite+aiosqlite:///{tmp_path}/t.db" if url == "sqlite" else url


@pytest.fixture
def settings(db_url: str, tmp_path: Path) -> Settings:
    """Settings with a data folder of their own."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    return load(folder, database=db_url)


async def _tables(url: str, *, create: bool) -> None:
    import_tables()
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all if create else Base.metadata.drop_all)
    await engine.dispose()


@pytest.fixture
async def app(settings: Settings, db_url: str) -> AsyncGenerator[FastAPI]:
    """The application with empty tables; `app.router.lifespan_context(app)` starts it."""
    app = make_app(settings)
    await _tables(db_url, create=True)
    yield app
    await app.state.engine.dispose()
    await _tables(db_url, create=False)


@pytest.fixture
def sessions(app: FastAPI) -> Sessions:
    """Sessions on the application's database."""
    made: Sessions = app.state.sessions
    return made


@pytest.fixture
async def shop(sessions: Sessions) -> Shop:
    """An open shop: key `demo`, EUR, in Germany."""
    async with unit_of_work(sessions) as session:
        return await add_shop(session, "demo", "EUR", name="Demo", country="DE", timezone="Europe/Berlin")


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """A caller without a session, in process."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(autouse=True)
def _no_blocking_in_the_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """A sleep or a socket that blocks our event loop is an error, not a delay."""
    if {"e2e", "contract"} & set(request.keywords):
        yield
        return
    known = BlockBuster(scanned_modules=["farshore"]).functions
    guards = [guard for name, guard in known.items() if name in BLOCKING]
    for guard in guards:
        guard.activate()
    yield
    for guard in guards:
        guard.deactivate()
