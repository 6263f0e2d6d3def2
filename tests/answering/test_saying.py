"""Claims in nineteen languages: numbers by CLDR, no raw ids, right-to-left kept apart."""

import re

import pytest

from farshore.catalog.public import Measure, Quantity
from farshore.language.packs import concept_kinds, load_pack
from farshore.language.text import LANGUAGES
from farshore.support.answering.records import Claim, Country, Days, Label, Money, Pieces, Slot, Typed, Verbatim
from farshore.support.answering.wording.claims import say_claim, say_plan
from farshore.support.answering.wording.values import phrase, slot_text

pytestmark = pytest.mark.unit
ALL = pytest.mark.parametrize("lang", LANGUAGES)


@ALL
def test_a_concept_is_called_by_its_name_and_not_by_its_id(lang: str) -> None:
    said = {concept: slot_text(lang, Label(concept)) for concept in concept_kinds()}

    assert said == {key: concept.label for key, concept in load_pack(lang).concepts.items()}
    assert [name for name in said.values() if "_" in name] == []


@ALL
def test_no_slot_is_left_open(lang: str) -> None:
    span: tuple[tuple[str, Slot], ...] = (("country", Country("JP")), ("days", Days(3, 5, "business")))

    assert re.search(r"[{}]|JP|business_", say_claim(Claim("ship_days", span), lang)) is None


@ALL
def test_digits_are_those_of_the_evidence(lang: str) -> None:
    said = say_claim(Claim("ship_days", (("country", Country("DE")), ("days", Days(3, 5)))), lang)

    assert re.findall(r"\d", said) == ["3", "5"]
    assert said.isascii() or all(c.isascii() for c in said if c.isdecimal())


@ALL
@pytest.mark.parametrize("currency", ["USD", "CAD", "JPY", "CNY", "SEK", "EUR"])
def test_a_currency_is_told_from_all_others(lang: str, currency: str) -> None:
    others = {c: slot_text(lang, Money(10000, c)) for c in ("USD", "CAD", "AUD", "CNY", "SEK", "NOK", "EUR")}
    others["JPY"] = slot_text(lang, Money(100, "JPY"))

    assert [c for c, text in others.items() if text == others[currency]] == [currency]


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", 1, "1 day"), ("en", 2, "2 days"), ("ru", 1, "1 день"), ("ru", 3, "3 дня"), ("ru", 5, "5 дней"),
        ("pl", 1, "1 dzień"), ("pl", 3, "3 dni"), ("ja", 3, "3日"), ("fr", 1, "1 jour"),
    ],
)  # fmt: skip
def test_days_are_counted_by_the_languages_plural(lang: str, count: int, said: str) -> None:
    assert slot_text(lang, Days(count)).replace("\u00a0", " ") == said


@ALL
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 11, 21, 100])
def test_every_count_has_a_phrase(lang: str, count: int) -> None:
    assert str(count) in slot_text(lang, Pieces(count))


def test_arabic_keeps_foreign_names_apart() -> None:
    assert slot_text("ar", Verbatim("HG-#####")) == "\u2068HG-#####\u2069"
    assert slot_text("en", Verbatim("HG-#####")) == "HG-#####"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "30 cm (11.8 in)"), ("de", "30 cm"), ("ja", "30 cm")],
)
def test_a_length_is_said_in_the_customary_system_where_that_is_another(lang: str, said: str) -> None:
    assert slot_text(lang, Typed(Measure((Quantity(30.0),), "cm"))).replace("\u00a0", " ") == said


@ALL
def test_a_limit_is_never_lost(lang: str) -> None:
    plain = slot_text(lang, Typed(Measure((Quantity(10.0),), "h")))

    assert slot_text(lang, Typed(Measure((Quantity(10.0),), "h", "max"))) == phrase(lang, "up_to").replace(
        "{value}", plain
    )


def test_facts_of_two_products_are_headed_by_their_names() -> None:
    claims = [Claim("in_stock", (), (), "Mug"), Claim("out_of_stock", (), (), "Lamp")]

    assert say_plan(claims, "en") == "Mug: Yes, in stock.\nLamp: Sorry, sold out at the moment."


def test_the_same_sentence_is_said_once() -> None:
    assert say_plan([Claim("thanks"), Claim("thanks")], "en") == "You're welcome!"
