"""Nothing that a shopper wrote is lost or doubled."""

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.chat import ask, open_chat
from tests.e2e.stocked import Stocked, Visit

pytestmark = pytest.mark.e2e

SAFE = "Is it dishwasher safe?"
SIZE = "How much does it hold?"


def conversation_of(page: Page, stocked: Stocked) -> list[str]:
    """What the server has of this page's conversation, the shopper's part."""
    stored = page.evaluate(f"JSON.parse(localStorage.getItem('farshore:{stocked.key}')).conversation_id")
    return [str(each["text"]) for each in stocked.transcript(stored) if each["role"] == "shopper"]


def test_a_reload_shows_the_same_conversation(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    chat = open_chat(page)
    ask(chat, SAFE)
    expect(chat.locator(".from button")).to_have_count(1, timeout=15_000)
    page.reload()
    chat = open_chat(page)

    expect(chat.locator(".row.shopper .bubble")).to_have_text([SAFE])
    expect(chat.locator(".from button")).to_have_count(1)


def test_what_is_written_offline_is_sent_once_in_order(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    chat = open_chat(page)
    page.context.set_offline(True)
    ask(chat, SAFE)
    ask(chat, SIZE)
    expect(chat.locator(".banner")).to_contain_text("You are offline")
    page.context.set_offline(False)

    expect(chat.locator(".from button")).to_have_count(2, timeout=30_000)
    expect(chat.locator(".row.pending")).to_have_count(0)
    assert conversation_of(page, stocked) == [SAFE, SIZE]


def test_a_page_closed_while_offline_sends_on_the_next_visit(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    chat = open_chat(page)
    page.route("**/api/v1/widget/conversations/**", lambda route: route.abort())
    page.route_web_socket("**/ws?**", lambda socket: socket.close())
    page.reload()
    chat = open_chat(page)
    ask(chat, SAFE)
    expect(chat.locator(".row.pending")).to_have_count(1)
    page.unroute_all()
    later = page.context.new_page()
    page.close()
    later.goto(stocked.page())
    chat = open_chat(later)

    expect(chat.locator(".from button")).to_have_count(1, timeout=30_000)
    assert conversation_of(later, stocked) == [SAFE]


def test_two_tabs_are_one_conversation(stocked: Stocked, visit: Visit) -> None:
    first = visit(stocked.page())
    chat = open_chat(first)
    second = first.context.new_page()
    second.goto(stocked.page("breezeway-shirt"))
    other = open_chat(second)
    ask(chat, SAFE)
    expect(other.locator(".from button")).to_have_count(1, timeout=15_000)
    ask(other, "What is it made of?")

    expect(chat.locator(".row.shopper .bubble")).to_have_text([SAFE, "What is it made of?"], timeout=15_000)
    assert conversation_of(first, stocked) == [SAFE, "What is it made of?"]


def test_without_web_sockets_it_answers_over_http(stocked: Stocked, visit: Visit) -> None:
    page = visit("about:blank")
    page.route_web_socket("**/ws?**", lambda socket: socket.close())
    page.goto(stocked.page())
    chat = open_chat(page)
    ask(chat, SAFE)

    expect(chat.locator(".from button")).to_have_count(1, timeout=20_000)
    assert conversation_of(page, stocked) == [SAFE]
