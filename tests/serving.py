"""A real server in processes of its own, for tests of processes and for browsers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FARSHORE = Path(sys.executable).with_name("farshore")
PATIENCE_S = 30.0


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


def environment(folder: Path) -> dict[str, str]:
    """What a command needs to work on that folder, and to be quiet."""
    return {**os.environ, "FARSHORE_DATA": str(folder), "FARSHORE_LOG_LEVEL": "error"}


def start(folder: Path) -> Server:
    """Run a server on a free port and wait until it is ready."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [FARSHORE, "serve", "--port", str(port)],
        env=environment(folder),
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


def stop(server: Server) -> None:
    """End it in peace."""
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE_S) == 0
    assert server.process.stdout is not None
    server.process.stdout.close()
