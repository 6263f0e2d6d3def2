"""The seller's console: from nothing to a right answer, every page looked at by axe."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.chat import ask, open_chat
from tests.e2e.stocked import DESKTOP, FILES, PHONE, Stocked, Visit
from tests.serving import Server

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }"
PAGES = ["conversations", "try", "products", "policies", "import", "settings"]


def faults(page: Page) -> list[str]:
    """What axe says of the page: WCAG 2.2 AA."""
    page.evaluate(AXE.read_text())
    script = f"axe.run(document, {RULES}).then((r) => r.violations.map((v) => `${{v.id}}: ${{v.nodes[0].html}}`))"
    found: list[str] = page.evaluate(script)
    return found


def test_a_seller_who_reads_chinese_gets_from_nothing_to_a_right_answer(
    browser: Browser, server: Server, keep: Callable[[Page, str], None]
) -> None:
    context = browser.new_context(locale="zh-CN", viewport=DESKTOP, timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(server.link)
    page.get_by_label("店铺名称").fill("北光日用")
    keep(page, "first-1-setup")
    page.get_by_role("button", name="开设店铺").click()

    page.locator("input[type=file]").set_input_files(FILES / "northlight.csv")
    problems = page.get_by_role("tab", name="问题")
    expect(problems).to_be_visible(timeout=60_000)
    problems.click()
    row = page.get_by_role("row").filter(has_text="twelve")
    expect(row).to_contain_text("Variant Price")
    keep(page, "first-2-problems")
    page.get_by_role("tab", name="列").click()
    cost = page.get_by_role("row").filter(has_text="Cost per item")
    expect(cost.get_by_role("switch")).not_to_be_checked()
    keep(page, "first-3-columns")
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_role("link", name="问一个问题")).to_be_visible(timeout=60_000)
    keep(page, "first-4-applied")

    page.get_by_role("link", name="问一个问题").click()
    page.get_by_label("买家的问题").fill("Is the Tide 750 bottle dishwasher safe?")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_contain_text("dishwasher", timeout=20_000)
    keep(page, "first-5-answer")
    context.close()


def test_an_import_is_taken_back(stocked: Stocked, visit: Visit, tmp_path: Path) -> None:
    page = visit(f"{stocked.address}/console/", cookie=stocked.cookie)
    page.goto(f"{stocked.address}/console/{stocked.key}/import")
    lamp = (FILES / "northlight.csv").read_text().replace("moontide-lamp", "second-lamp").replace("MT-LAMP", "LAMP-2")
    file = tmp_path / "second.csv"
    file.write_text(lamp)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Apply").click(timeout=20_000)
    page.get_by_role("button", name="Take back").click(timeout=30_000)
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible(timeout=20_000)

    page.goto(f"{stocked.address}/console/{stocked.key}/products")
    expect(page.get_by_role("link", name="Moontide cordless lamp")).to_have_count(1)


def test_a_shoppers_message_appears_while_the_list_is_open_and_says_why(
    stocked: Stocked, visit: Visit, keep: Callable[[Page, str], None]
) -> None:
    console = visit(f"{stocked.address}/console/{stocked.key}/conversations", cookie=stocked.cookie)
    shop = visit(stocked.page(), locale="es-ES")
    chat = open_chat(shop)
    ask(chat, "¿La Tide 750 se puede lavar en el lavavajillas?")

    row = console.get_by_role("link").filter(has_text="Spanish").first
    expect(row).to_be_visible(timeout=20_000)
    row.click()
    console.get_by_role("button", name="Why this answer").last.click(timeout=20_000)
    expect(console.get_by_role("complementary").locator("mark").first).to_contain_text("dishwasher")
    keep(console, "console-why")


@pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop", "phone-dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_every_page_is_accessible_and_fits(
    stocked: Stocked, visit: Visit, keep: Callable[[Page, str], None], locale: str, viewport: dict[str, int], dark: bool
) -> None:
    page = visit(f"{stocked.address}/console/", locale=locale, viewport=viewport, dark=dark, cookie=stocked.cookie)
    found: dict[str, list[str]] = {}
    for name in PAGES:
        page.goto(f"{stocked.address}/console/{stocked.key}/{name}")
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".mantine-Skeleton-root")).to_have_count(0)
        keep(page, f"console-{name}-{locale}-{viewport['width']}")
        found[name] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[name].append("scrolls sideways")
    page.goto(f"{stocked.address}/console/{stocked.key}/products")
    page.get_by_role("link", name="Tide 750").click()
    expect(page.locator("mark").first).to_be_visible()
    keep(page, f"console-product-{locale}-{viewport['width']}")
    found["product"] = faults(page)

    assert found == {name: [] for name in [*PAGES, "product"]}


def test_the_chat_is_accessible(stocked: Stocked, visit: Visit) -> None:
    page = visit(stocked.page())
    chat = open_chat(page)
    ask(chat, "Is it dishwasher safe?")
    chat.locator(".from button").click(timeout=20_000)
    chat.locator(".menu button").first.click()

    assert faults(page) == []
