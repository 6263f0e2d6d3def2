"""On a running server: sockets, kill -9 in the middle of an answer."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.catalog.shelf import SHOP
from tests.serving import FARSHORE, PATIENCE_S, Server, environment, start, stop
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

pytestmark = [pytest.mark.room, pytest.mark.enable_socket, pytest.mark.timeout(180)]


@pytest.fixture(autouse=True)
def _only_on_a_file(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--db") != "sqlite":
        pytest.skip("the server of these tests has a file of its own")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder, file = tmp_path / "data", tmp_path / "shop.csv"
    file.write_bytes(SHOP)
    for words in (["shop", "add", "s", "--currency", "EUR"], ["import", "products", str(file), "--shop", "s"]):
        subprocess.run([FARSHORE, *words], env=environment(folder), check=True, capture_output=True)
    server = start(folder)
    yield server
    if server.process.poll() is None:
        stop(server)


def begin(server: Server) -> dict[str, Any]:
    status, started, _ = server.ask("/api/v1/widget/s/conversations", {"page": "clay-mug", "locale": "en"})
    assert status == 201
    found: dict[str, Any] = started
    return found


def call(server: Server, started: dict[str, Any], body: object = None) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/v1/widget/conversations/{started['conversation_id']}/messages",
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json", "authorization": f"Bearer {started['visitor_token']}"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def answered(server: Server, started: dict[str, Any], count: int) -> list[dict[str, Any]]:
    until = time.monotonic() + 2 * PATIENCE_S
    while True:
        items: list[dict[str, Any]] = call(server, started)["items"]
        if len([m for m in items if m["role"] == "assistant"]) >= count:
            return items
        assert time.monotonic() < until, items
        time.sleep(0.1)


def test_kill_9_in_the_middle_of_an_answer_loses_nothing_and_doubles_nothing(server: Server) -> None:
    started = begin(server)
    for number in range(3):
        call(server, started, {"client_id": f"c{number}", "text": "Is it dishwasher safe?"})
    for pid in [server.process.pid, *server.children()]:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()
    assert server.process.stdout is not None
    server.process.stdout.close()

    again = start(server.folder)
    try:
        call(again, started, {"client_id": "c1", "text": "Is it dishwasher safe?"})
        items = answered(again, started, 3)
        time.sleep(3)
        assert call(again, started)["items"] == items
        assert [m["client_id"] for m in items if m["role"] == "shopper"] == ["c0", "c1", "c2"]
        assert [m["seq"] for m in items] == [1, 2, 3, 4, 5, 6]
    finally:
        stop(again)


def line(server: Server, started: dict[str, Any], token: str | None = None, **headers: str) -> ClientConnection:
    address = f"ws://127.0.0.1:{server.port}/api/v1/widget/conversations/{started['conversation_id']}/ws"
    return connect(f"{address}?token={token or started['visitor_token']}", additional_headers=headers)


def hear(socket: ClientConnection, kind: str, role: str = "") -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=40))
        if frame["type"] == kind and (not role or frame["message"]["role"] == role):
            return frame


def test_a_socket_says_hears_resumes_and_refuses(server: Server) -> None:
    started = begin(server)
    with line(server, started) as socket:
        socket.send('{"type": "ping"}')
        assert hear(socket, "pong") == {"type": "pong"}
        socket.send(json.dumps({"type": "send", "client_id": "a", "text": "How much does it hold?", "page": None}))
        assert hear(socket, "message")["message"]["client_id"] == "a"
        assert hear(socket, "typing")["on"] is True
        answer = hear(socket, "message", "assistant")["message"]
        assert "350" in answer["text"]
        socket.send(json.dumps({"type": "send", "client_id": "b", "text": "x" * 9000}))
        refused = hear(socket, "error")
        assert (refused["client_id"], refused["problem"]["status"]) == ("b", 413)
        socket.send(r'{"type": "send", "client_id": "\ud800", "text": 5}')
        assert hear(socket, "error")["client_id"] == "?"
        for odd in ("no json", "[]", '{"type": "dance"}', '{"type": "send"}', '{"type":"resume","after":"x"}'):
            socket.send(odd)
            assert hear(socket, "error")["problem"]["code"] == "support.frame_invalid"
    with line(server, started) as socket:
        socket.send('{"type": "resume", "after": 1}')
        assert hear(socket, "message")["message"] == answer
    with pytest.raises(InvalidStatus, match="404"), line(server, started, "nobody"):
        pass
    with pytest.raises(InvalidStatus, match="403"), line(server, started, Origin="https://elsewhere.example"):
        pass


def test_a_thousand_sockets_from_one_address_are_refused_beyond_their_share(server: Server) -> None:
    started = begin(server)
    held, refused = 0, set[int]()
    with ExitStack() as sockets:
        for _ in range(260):
            try:
                sockets.enter_context(line(server, started))
                held += 1
            except InvalidStatus as error:
                refused.add(error.response.status_code)
        assert 50 <= held <= 200
        assert refused <= {403, 429}
        assert refused
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(urllib.error.HTTPError):
            assert server.ask("/readyz")[0] == 200
            return
    pytest.fail("the server does not come back")
