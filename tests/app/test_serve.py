"""The server as its owner meets it: processes, signals, kill -9, backup while it runs."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.serving import FARSHORE, PATIENCE_S, Server, environment, start, stop

pytestmark = pytest.mark.contract
SHOP = {"name": "Demo", "currency": "EUR", "country": "DE", "time_zone": "Europe/Berlin"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = start(tmp_path / "data")
    yield server
    stop(server)


def _wait_gone(pids: list[int]) -> None:
    until = time.monotonic() + PATIENCE_S
    while any(Path(f"/proc/{pid}/stat").exists() for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_restart_replacement_and_second_server(server: Server) -> None:
    cookie = server.login()
    assert server.ask("/api/v1/shops", SHOP, cookie)[1]["key"] == "demo"
    api, worker = server.children()
    assert os.getpriority(os.PRIO_PROCESS, worker) == 10

    os.kill(api, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    _wait_gone([api, worker])
    assert server.ask("/api/v1/shops/demo", cookie=cookie)[1]["name"] == "Demo"
    assert not {api, worker} & set(server.children())

    before = server.children()
    server.process.send_signal(signal.SIGHUP)
    _wait_gone(before)
    assert server.ask("/api/v1/session", cookie=cookie)[0] == 200

    second = subprocess.run(
        [FARSHORE, "serve", "--port", "0"],
        env=environment(server.folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"A server already runs on this data folder: process {server.process.pid}" in second.stderr


def test_nothing_accepted_is_lost_on_kill_9(tmp_path: Path) -> None:
    first = start(tmp_path / "data")
    cookie = first.login()
    children = first.children()
    accepted = [first.ask("/api/v1/shops", SHOP, cookie)[1]["key"] for _ in range(20)]

    first.process.kill()
    first.process.wait()
    _wait_gone(children)
    second = start(tmp_path / "data")
    kept = [shop["key"] for shop in second.ask("/api/v1/shops", cookie=cookie)[1]["items"]]
    stop(second)

    assert sorted(accepted) == sorted(kept)
    assert first.process.stdout is not None
    first.process.stdout.close()


def test_backup_while_it_serves_and_restore_elsewhere(server: Server, tmp_path: Path) -> None:
    cookie = server.login()
    server.ask("/api/v1/shops", SHOP, cookie)
    kept = server.folder / "files" / "ab"
    kept.mkdir(parents=True)
    (kept / ("ab" + "0" * 62)).write_bytes(b"rows")
    archive = tmp_path / "shop.tar.gz"

    saved = subprocess.run(
        [FARSHORE, "backup", archive],
        env=environment(server.folder),
        check=False,
        capture_output=True,
        text=True,
    )
    server.ask("/api/v1/shops", SHOP, cookie)
    elsewhere = tmp_path / "elsewhere"
    back = [
        subprocess.run(
            [FARSHORE, *command],
            env=environment(elsewhere),
            check=False,
            capture_output=True,
            text=True,
        )
        for command in (["restore", archive], ["shop", "list"], ["restore", archive])
    ]

    assert saved.returncode == 0, saved.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    assert back[0].returncode == 0, back[0].stderr
    assert back[1].stdout == "demo\tEUR\tDE\tEurope/Berlin\tDemo\n"
    assert back[2].returncode == 1, "a folder in use is not overwritten"
    assert (elsewhere / "secret").read_text() == (server.folder / "secret").read_text()
    assert (elsewhere / "files/ab" / ("ab" + "0" * 62)).read_bytes() == b"rows"
    with closing(sqlite3.connect(elsewhere / "farshore.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_broken_archive_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"\x1f\x8b not really")
    target = tmp_path / "data"

    done = subprocess.run(
        [FARSHORE, "restore", broken],
        env=environment(target),
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "cannot be restored" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["broken.tar.gz"]
