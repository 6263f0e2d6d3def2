"""The chat on somebody else's page: another origin, a strict policy, styles that fight everything."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.e2e.chat import ask, open_chat
from tests.e2e.stocked import Stocked, Visit

pytestmark = pytest.mark.e2e

HOSTILE = Path(__file__).parents[2] / "web/widgets/test"
ORIGIN = "http://hostile-shop.example"


def serve(page: Page, stocked: Stocked) -> None:
    """Let the browser find the page's own files under its own origin; the chat comes from the server."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ORIGIN).strip("/") or "hostile.html"
        file = HOSTILE / Path(name).name
        if not file.is_file():
            route.fulfill(status=404)
        elif file.suffix == ".html":
            html = file.read_text().replace("'self'", f"'self' {stocked.address}")
            html = html.replace("ws:;", f"{stocked.address.replace('http', 'ws')};")
            html = html.replace("/widget/loader.js", f"{stocked.address}/widget/loader.js")
            route.fulfill(body=html.replace('data-shop="demo"', f'data-shop="{stocked.key}"'), content_type="text/html")
        else:
            route.fulfill(path=file)

    page.route(f"{ORIGIN}/**", answer)


def allow(stocked: Stocked, origins: list[str]) -> None:
    changed = stocked.http.patch(f"/api/v1/shops/{stocked.key}", json={"allowed_origins": origins})
    assert changed.status_code == 200, changed.text


def test_it_answers_under_a_strict_policy_and_against_the_pages_styles(stocked: Stocked, visit: Visit) -> None:
    allow(stocked, [ORIGIN])
    page = visit("about:blank")
    serve(page, stocked)
    page.goto(f"{ORIGIN}/")
    chat = open_chat(page)
    ask(chat, "Is the Tide 750 bottle dishwasher safe?")

    expect(chat.locator(".from button")).to_have_count(1, timeout=20_000)
    style = chat.evaluate(
        "(e) => { const s = getComputedStyle(e); return [s.position, s.opacity, s.fontSize, s.textTransform] }"
    )
    assert style == ["fixed", "1", "15px", "none"]
    assert page.evaluate("window.keys") == []


def test_a_page_that_is_not_allowed_is_told_so_and_gets_no_conversation(stocked: Stocked, visit: Visit) -> None:
    allow(stocked, ["https://another-shop.example"])
    page = visit("about:blank")
    serve(page, stocked)
    page.goto(f"{ORIGIN}/")
    before = len(stocked.conversations())
    page.locator("farshore-launcher button").click()

    expect(page.locator("farshore-chat .banner")).to_be_visible()
    assert len(stocked.conversations()) == before
    allow(stocked, [])
