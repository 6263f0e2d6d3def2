"""The server as its owner meets it: processes, signals, kill -9, backup while it runs."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.contract
FARSHORE = Path(sys.executable).with_name("farshore")
PATIENCE_S = 30.0
SHOP = {"name": "Demo", "currency": "EUR", "country": "DE", "time_zone": "Europe/Berlin"}


@dataclass
class Server:
    """One `farshore serve` on a folder of its own."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    link: str

    def ask(self, path: str, body: object = None, cookie: str = "") -> tuple[int, Any, str]:
        """Status, JSON and Set-Cookie of an answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json", "cookie": cookie},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer), answer.headers.get("set-cookie", "")

    def login(self) -> str:
        """The cookie that the owner link gives."""
        _, _, cookie = self.ask("/api/v1/session", {"token": self.link.partition("#")[2]})
        return cookie.partition(";")[0]

    def children(self) -> list[int]:
        """Process ids of the API and the worker."""
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def wait_ready(self) -> None:
        """Return when /readyz answers."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                assert self.ask("/readyz")[0] == 200
            except (urllib.error.URLError, ConnectionError):
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                return


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "FARSHORE_DATA": str(folder), "FARSHORE_LOG_LEVEL": "error"}


def _start(folder: Path) -> Server:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [FARSHORE, "serve", "--port", str(port)],
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"farshore: {folder}\n"
    link = process.stdout.readline().strip().rpartition(" ")[2]
    assert link.startswith(f"http://127.0.0.1:{port}/owner#")
    server = Server(folder, port, process, link)
    server.wait_ready()
    return server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = _start(tmp_path / "data")
    yield server
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE_S) == 0
    assert server.process.stdout is not None
    server.process.stdout.close()


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
        env=_environment(server.folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert (
        f"A server already runs on this data folder: process {server.process.pid}" in second.stderr
    )


def test_nothing_accepted_is_lost_on_kill_9(tmp_path: Path) -> None:
    first = _start(tmp_path / "data")
    cookie = first.login()
    children = first.children()
    accepted = [first.ask("/api/v1/shops", SHOP, cookie)[1]["key"] for _ in range(20)]

    first.process.kill()
    first.process.wait()
    _wait_gone(children)
    second = _start(tmp_path / "data")
    kept = [shop["key"] for shop in second.ask("/api/v1/shops", cookie=cookie)[1]["items"]]
    second.process.terminate()

    assert second.process.wait(PATIENCE_S) == 0
    assert sorted(accepted) == sorted(kept)
    for one in (first, second):
        assert one.process.stdout is not None
        one.process.stdout.close()


def test_backup_while_it_serves_and_restore_elsewhere(server: Server, tmp_path: Path) -> None:
    cookie = server.login()
    server.ask("/api/v1/shops", SHOP, cookie)
    kept = server.folder / "files" / "ab"
    kept.mkdir(parents=True)
    (kept / ("ab" + "0" * 62)).write_bytes(b"rows")
    archive = tmp_path / "shop.tar.gz"

    saved = subprocess.run(
        [FARSHORE, "backup", archive],
        env=_environment(server.folder),
        check=False,
        capture_output=True,
        text=True,
    )
    server.ask("/api/v1/shops", SHOP, cookie)
    elsewhere = tmp_path / "elsewhere"
    back = [
        subprocess.run(
            [FARSHORE, *command],
            env=_environment(elsewhere),
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
        env=_environment(target),
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "cannot be restored" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["broken.tar.gz"]
