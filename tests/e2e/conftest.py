"""Debian's Chromium on a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.serving import Server, start, stop

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": "/usr/bin/chromium", "args": CHROMIUM}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running product on an empty folder."""
    server = start(tmp_path / "data")
    yield server
    stop(server)


@pytest.fixture
def console(page: Page, server: Server) -> Page:
    """The console, opened by the printed link."""
    page.goto(server.link)
    page.wait_for_url("**/console/**")
    return page
