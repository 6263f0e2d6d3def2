"""Imports that are cut off: kill -9, a full disk."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.catalog.shelf import HEADER, MUG, SHOP, Shelf, csv
from tests.serving import FARSHORE, environment

from farshore.catalog import models

pytestmark = pytest.mark.room
PRODUCTS = 600


@pytest.fixture(autouse=True)
def _only_on_a_file(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("the processes of these tests have a file of their own")


def command(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [FARSHORE, *words], env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    out, _ = process.communicate(timeout=55)
    assert process.returncode == 0, out
    return out


def count(folder: Path) -> int:
    path = folder / "farshore.db"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM catalog_product").fetchone()[0]
    return found


def titles(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "farshore.db")) as connection:
        rows = connection.execute("SELECT external_id, version FROM catalog_product ORDER BY external_id")
        return [f"{row[0]} {row[1]}" for row in rows]


@pytest.mark.timeout(180)
def test_an_import_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    folder, file = tmp_path / "data", tmp_path / "big.csv"
    rows = [MUG.replace("clay-mug", f"mug-{n:04}").replace("MUG-S", f"SKU-{n:04}") for n in range(PRODUCTS)]
    file.write_text("\n".join([HEADER, *rows]))
    said(command(folder, "shop", "add", "s", "--currency", "EUR"))
    importing = command(folder, "import", "products", str(file), "--shop", "s")
    until = time.monotonic() + 50
    while count(folder) == 0:
        assert time.monotonic() < until
        time.sleep(0.01)
    os.kill(importing.pid, signal.SIGKILL)
    importing.communicate()
    killed_at = count(folder)

    assert 0 < killed_at < PRODUCTS
    end = said(command(folder, "import", "products", str(file), "--shop", "s"))
    assert end == f"products: {PRODUCTS - killed_at} new, 0 changed, {killed_at} unchanged.\n"
    assert titles(folder) == [f"mug-{n:04} 1" for n in range(PRODUCTS)]
    with closing(sqlite3.connect(folder / "farshore.db")) as connection:
        jobs = connection.execute("SELECT state, error_code FROM platform_job ORDER BY created_at").fetchall()
    assert jobs == [("failed", "app.job_interrupted"), ("done", None)]


async def test_a_full_disk_loses_nothing_and_is_told(shelf: Shelf) -> None:
    await shelf.bring(csv(MUG))
    before = await shelf.contents()
    limited: list[Any] = []

    def limit(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
        limited.append(pages)

    long = MUG.replace("<p>Holds", f"<p>{'A very long story of a mug. ' * 2000} Holds")
    engine = shelf.sessions.kw["bind"].sync_engine
    event.listen(engine, "begin", limit)
    done = await shelf.bring(csv(long))
    event.remove(engine, "begin", limit)

    assert limited
    assert (done.state, done.error_code) == ("failed", "platform.storage_full")
    assert await shelf.contents() == before

    await shelf.sessions.kw["bind"].dispose()
    again = await shelf.bring(SHOP)
    assert again.state == "done"
    assert {p.handle for p in await shelf.rows(models.Product)} == {"clay-mug", "wool-throw", "moon-lamp"}
