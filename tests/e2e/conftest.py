"""Debian's Chromium on a real server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.e2e.stocked import DESKTOP, PHONE, Stocked, Visit
from tests.serving import Server, start, stop

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page of another host may not speak to loopback in this browser; the hostile page of the tests must.
    "--disable-features=LocalNetworkAccessChecks",
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


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stocked]:
    """A stocked shop, shared by all tests: they only add to it."""
    for kind in ("CONVERSATIONS", "MESSAGES", "REQUESTS"):
        # All shoppers of the tests come from one address.
        os.environ[f"FARSHORE_SUPPORT__{kind}_PER_MINUTE"] = "10000"
    server = start(tmp_path_factory.mktemp("stocked") / "data")
    stocked = Stocked(server)
    try:
        stocked.stock()
        yield stocked
    finally:
        stocked.http.close()
        stop(server)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open pages as somebody: `visit(address, locale="ar", viewport=PHONE, dark=True, cookie=…)`.

    A script error on any of them fails the test.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def visit(address: str, locale: str = "en", viewport: dict[str, int] = DESKTOP, **more: object) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport=viewport,
            color_scheme="dark" if more.get("dark") else "light",
            is_mobile=viewport == PHONE,
            has_touch=viewport == PHONE,
        )
        contexts.append(context)
        if cookie := more.get("cookie"):
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Save a picture of the page when FARSHORE_SHOTS names a folder to look at."""

    def keep(page: Page, name: str) -> None:
        folder = os.environ.get("FARSHORE_SHOTS")
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")

    return keep
