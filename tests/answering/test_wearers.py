"""Sizes for those who cannot ask: dogs by girth, children by age; and other things named by the seller's own words."""

from collections.abc import Callable
from typing import Any

import pytest

from farshore.catalog.extraction.draw import draw
from farshore.catalog.index.building import kinds_of
from farshore.catalog.listing.product import ListedProduct
from farshore.catalog.listing.records import AttributeRecord, PriceRecord, ProductRecord, VariantRecord
from farshore.support.answering.grounding.ages import months_of

pytestmark = pytest.mark.unit


def table(*rows: str) -> str:
    cells = ["".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def product(handle: str, title: str, description: str, sizes: tuple[str, ...] = (), **attributes: str) -> ProductRecord:
    options = [(("Size", size),) for size in sizes] or [()]
    variants = [
        VariantRecord(f"{handle}-{n}", None, prices=(PriceRecord("EUR", 2000 + n),), stock=3, options=option)
        for n, option in enumerate(options)
    ]
    listed = tuple(AttributeRecord(name.replace("_", " "), value, name) for name, value in attributes.items())
    return ProductRecord(
        "table", handle, handle, title, description=description, variants=tuple(variants), attributes=listed
    )


@pytest.fixture
def shop(open_desk: Callable[..., Any]) -> Any:
    dogs = table("Size | Chest girth (cm) | Back length (cm)", "S | 38-44 | 28", "M | 45-54 | 35", "L | 55-66 | 42")
    ages = table("Size | Age | Height (cm)", "70 | 0-6 months | 50-68", "90 | 6-18 months | 68-86")
    return open_desk(
        [
            product("dog-coat", "Dog Rain Coat", f"<p>A coat.</p>{dogs}", ("S", "M", "L")),
            product("sleep-sack", "Baby Sleep Sack", f"<p>A sack.</p>{ages}", ("70", "90")),
            product("baby-hat", "Baby Hat", "<p>Soft cotton.</p>", ("0-6M", "6-12M")),
            product("pack-28", "Fell Daypack 28 L", "<p>A daypack.</p>", Weight="940 g"),
            product("pack-40", "Fell Pack 40 L", "<p>A pack.</p>", Weight="1.35 kg", Hood_volume="3 l"),
        ]
    )


@pytest.mark.parametrize(
    ("page", "text", "size"),
    [
        ("dog-coat", "her chest is 50 cm, which size?", "M"),
        ("dog-coat", "mein Hund hat 50 cm Brustumfang und 36 Rückenlänge, welche Größe?", "M"),
        ("dog-coat", "محيط صدر الكلب ٥٠ سم شو المقاس", "M"),
        ("dog-coat", "うちの犬は胸囲40cmです。サイズは？", "S"),
        ("sleep-sack", "my daughter is 8 months old, which size?", "90"),
        ("sleep-sack", "宝宝8个月穿多大", "90"),
        ("sleep-sack", "моей дочке 8 месяцев, какой размер?", "90"),
        ("sleep-sack", "मेरी बेटी 3 महीने की है, कौन सा साइज़?", "70"),
        ("sleep-sack", "75 cm tall baby", "90"),
        ("baby-hat", "which size for a 7 month old", "6-12M"),
        ("baby-hat", "8ヶ月の赤ちゃんにはどのサイズ？", "6-12M"),
    ],
)
def test_a_size_is_found_for_a_dog_and_for_a_child(shop: Any, page: str, text: str, size: str) -> None:
    answer = shop.ask(text, page)
    assert (size in answer.text, [c.key for c in answer.claims], answer.handoff) == (True, ["size_recommend"], False)


@pytest.mark.parametrize(
    ("text", "header", "months"),
    [
        ("6-12M", "", (6, 12)),
        ("12个月", "", (12, 13)),
        ("2-3 years", "", (24, 36)),
        ("18 months - 3 years", "", (18, 36)),
        ("2T", "", (24, 36)),
        ("0-6", "Age (months)", (0, 6)),
        ("M", "", None),
        ("38", "", None),
        ("90 cm", "", None),
    ],
)
def test_ages_are_read_in_months(text: str, header: str, months: tuple[float, float] | None) -> None:
    assert months_of(text, header) == months


@pytest.mark.parametrize("text", ["and the 40 litre one?", "und der mit 40 Liter?", "а на 40 литров?", "40升那个呢"])
def test_the_sibling_that_a_measure_names_is_meant(shop: Any, text: str) -> None:
    assert shop.ask(text, "pack-28", prior=["how heavy is it?"]).products == ("pack-40",)


def test_a_fact_is_asked_for_by_the_sellers_own_label(shop: Any) -> None:
    assert shop.ask("what is its hood volume", "pack-40").text == "It holds 3 L (101.4 fl oz)."


def test_two_named_products_are_compared_by_the_word_that_compares(shop: Any) -> None:
    answer = shop.ask("which is lighter, the Fell 28 or the Fell 40?")
    assert "1.35 kg" in answer.text
    assert "€" not in answer.text


def test_a_thing_is_of_the_kind_that_comes_before_what_it_has() -> None:
    record = product("tree", "HighPerch Cat Tree with Hammock and Sisal Posts", "<p>Climb.</p>")
    assert kinds_of(ListedProduct("tree", record, draw(record)))[0] == "goods:cat_tree"


def test_why_one_asks_is_not_taken_for_a_matter_of_safety(shop: Any) -> None:
    answer = shop.ask("i have two big dogs. how heavy is it?", "pack-28")
    assert (answer.reason, "940 g" in answer.text) == (None, True)


@pytest.mark.parametrize("text", ["can my dog chew it, how heavy is it?", "is it ok for my cat to sleep in it"])
def test_what_may_be_a_question_of_safety_goes_to_a_person(shop: Any, text: str) -> None:
    assert shop.ask(text, "pack-28").handoff
