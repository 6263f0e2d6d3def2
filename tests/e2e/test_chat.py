"""The shopper's chat, in the five languages of the promise, on desktop and phone, light and dark."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.chat import ask, open_chat
from tests.e2e.stocked import DESKTOP, PHONE, Stocked, Visit

pytestmark = pytest.mark.e2e

WATCH_SHIFTS = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) for (const source of entry.sources) window.moved.push(source.node?.nodeName);
  }).observe({ type: "layout-shift" });
}"""
ENTER_WHILE_COMPOSING = """(field) => field.dispatchEvent(new KeyboardEvent("keydown",
  { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true }))"""
SHOPPERS = {
    "en-US": ("en", "Is it dishwasher safe?", "Ask a question", "AI assistant"),
    "zh-CN": ("zh-Hans", "这个可以用洗碗机洗吗？", "咨询问题", "AI"),
    "ar-SA": ("ar", "هل يمكن غسله في غسالة الصحون؟", "اطرح سؤالاً", "مساعد"),
    "ja-JP": ("ja", "食洗機で洗えますか？", "質問する", "AI"),
    "es-ES": ("es", "¿Se puede lavar en el lavavajillas?", "Haz una pregunta", "IA"),
}


@pytest.mark.parametrize(
    ("viewport", "dark"),
    [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True)],
    ids=["desktop", "desktop-dark", "phone", "phone-dark"],
)
@pytest.mark.parametrize("locale", SHOPPERS)
def test_a_right_answer_with_its_sentence_in_the_shoppers_language(
    stocked: Stocked, visit: Visit, keep: Callable[[Page, str], None], locale: str, viewport: dict[str, int], dark: bool
) -> None:
    tag, question, launcher, disclosure = SHOPPERS[locale]
    page = visit(stocked.page(), locale=locale, viewport=viewport, dark=dark)
    expect(page.locator("farshore-launcher button")).to_have_attribute("aria-label", launcher)
    chat = open_chat(page)
    expect(chat.locator(".notice")).to_contain_text(disclosure)
    ask(chat, question)

    source = chat.locator(".from button").last
    expect(source).to_be_visible(timeout=15_000)
    expect(chat.locator("section")).to_have_attribute("lang", tag)
    expect(chat.locator("section")).to_have_attribute("dir", "rtl" if tag == "ar" else "ltr")
    source.click()
    expect(chat.locator("mark").first).to_contain_text(re.compile("dishwasher", re.IGNORECASE))
    name = f"chat-{tag}-{viewport['width']}{'-dark' if dark else ''}"
    keep(page, name)


def test_nothing_on_the_page_moves_when_the_chat_comes(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    page.evaluate(WATCH_SHIFTS)
    chat = open_chat(page)
    ask(chat, "How much does it hold?")
    expect(chat.locator(".from button").last).to_be_visible(timeout=15_000)

    assert [name for name in page.evaluate("window.moved") if not name.startswith("FARSHORE")] == []


def test_enter_while_an_input_method_composes_does_not_send(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page(), locale="ja-JP")
    chat = open_chat(page)
    field = chat.locator("textarea")
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "しょくせんき", "selectionStart": 6, "selectionEnd": 6})
    field.evaluate(ENTER_WHILE_COMPOSING)
    session.send("Input.insertText", {"text": "食洗機"})

    expect(field).to_have_value("食洗機")
    expect(chat.locator(".row.shopper")).to_have_count(0)
    field.press("Enter")
    expect(chat.locator(".row.shopper")).to_have_count(1)


def test_the_field_is_large_enough_for_a_phone(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page(), viewport=PHONE)
    chat = open_chat(page)
    size = chat.locator("textarea").evaluate("(field) => parseFloat(getComputedStyle(field).fontSize)")
    box = chat.bounding_box()

    assert size == 16
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, PHONE["width"], PHONE["height"])


def test_escape_closes_and_the_focus_returns_to_the_launcher(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    chat = open_chat(page)
    expect(chat.locator("textarea")).to_be_focused()
    page.keyboard.press("Escape")

    expect(chat).to_be_hidden()
    expect(page.locator("farshore-launcher button")).to_be_focused()
