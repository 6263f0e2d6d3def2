"""What a shopper does with the chat."""

from playwright.sync_api import Locator, Page, expect


def open_chat(page: Page) -> Locator:
    """Press the launcher; the chat, ready to be written in."""
    page.locator("farshore-launcher button").click()
    chat = page.locator("farshore-chat")
    expect(chat.locator(".notice")).to_be_visible()
    expect(chat.locator(".row").first).to_be_visible()
    return chat


def ask(chat: Locator, text: str) -> None:
    """Write and press Enter."""
    chat.locator("textarea").fill(text)
    chat.locator("textarea").press("Enter")
