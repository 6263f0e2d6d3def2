"""The first minute: the printed link opens the console, once."""

import pytest
from playwright.sync_api import Page, expect
from tests.serving import Server

pytestmark = pytest.mark.e2e


def test_the_printed_link_opens_the_console_and_leaves_no_token(console: Page) -> None:
    expect(console.locator("#root")).not_to_be_empty()

    assert "#" not in console.url


def test_the_link_works_once(console: Page, server: Server) -> None:
    stranger = console.context.browser
    assert stranger is not None
    page = stranger.new_context(locale="en-GB").new_page()
    page.goto(server.link)

    expect(page.locator("#said")).to_contain_text("has been used or is too old")


def test_the_page_says_it_in_chinese_too(console: Page, server: Server) -> None:
    stranger = console.context.browser
    assert stranger is not None
    page = stranger.new_context(locale="zh-CN").new_page()
    page.goto(server.link)

    expect(page.locator("#said")).to_contain_text("此链接已用过或已过期")
