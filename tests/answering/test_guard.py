"""What the guard lets through and what it takes out."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from farshore.catalog.public import Measure, Quantity
from farshore.language.text import LANGUAGES
from farshore.support.answering.grounding.offers import plain_money
from farshore.support.answering.guard import check_claims, readings_of
from farshore.support.answering.records import Claim, Country, Days, Evidence, Money, Pieces, Typed

pytestmark = pytest.mark.unit
LANGS = st.sampled_from(LANGUAGES)
NUMBERS = st.integers(3, 900)
QUICK = settings(max_examples=60, deadline=None)


def weight(kilos: float, quote: str) -> Claim:
    value = Typed(Measure((Quantity(kilos),), "kg"))
    return Claim("concept:weight", (("value", value),), (Evidence("lamp", "fact", "weight", quote, quote),))


def price(cents: int, quote: str) -> Claim:
    evidence = Evidence("lamp", "price", "price[*]", quote, quote)
    return Claim("price", (("price", Money(cents, "EUR")),), (evidence,))


def days(low: int, high: int, quote: str) -> Claim:
    slots = (("country", Country("DE")), ("days", Days(low, high)))
    return Claim("ship_days", slots, (Evidence(None, "policy", "shipping", quote, quote),))


def differ(one: float, other: float) -> None:
    assume(abs(one - other) > 0.02 * max(one, other))


@QUICK
@given(LANGS, NUMBERS)
def test_a_measure_as_its_evidence_says_is_never_dropped(lang: str, kilos: int) -> None:
    assert check_claims([weight(kilos, f"Weight: {kilos} kg")], lang) == []


@QUICK
@given(LANGS, NUMBERS, NUMBERS)
def test_a_measure_that_its_evidence_does_not_say_is_dropped(lang: str, kilos: int, written: int) -> None:
    differ(kilos, written)
    claim = weight(kilos, f"Weight: {written} kg")

    assert [fault.claim for fault in check_claims([claim], lang)] == [claim]


@QUICK
@given(LANGS, st.integers(101, 999_999))
def test_a_price_as_its_evidence_says_is_never_dropped(lang: str, cents: int) -> None:
    assert check_claims([price(cents, plain_money(cents, "EUR"))], lang) == []


@QUICK
@given(LANGS, st.integers(101, 999_999), st.integers(101, 999_999))
def test_a_price_that_its_evidence_does_not_say_is_dropped(lang: str, cents: int, written: int) -> None:
    differ(cents, written)
    differ(cents, written * 1000)
    differ(cents * 1000, written)
    claim = price(cents, plain_money(written, "EUR"))

    assert [fault.claim for fault in check_claims([claim], lang)] == [claim]


@QUICK
@given(LANGS, st.integers(3, 20), st.integers(21, 60), st.integers(61, 200))
def test_one_wrong_end_of_a_span_of_days_drops_it(lang: str, low: int, high: int, wrong: int) -> None:
    claim = days(low, wrong, f"{low} to {high} days")

    assert check_claims([days(low, high, f"{low} to {high} days")], lang) == []
    assert [fault.claim for fault in check_claims([claim], lang)] == [claim]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_without_evidence_is_dropped(lang: str) -> None:
    claim = Claim("in_stock_count", (("count", Pieces(12)),), (Evidence("mug", "stock", "stock", "in", "in_stock"),))

    assert [fault.claim for fault in check_claims([claim], lang)] == [claim]


def test_only_the_claim_with_the_wrong_number_is_dropped() -> None:
    good, bad = weight(5, "5 kg"), replace(price(1800, "19.00 EUR"), about="Mug")

    assert [fault.claim for fault in check_claims([good, bad], "en")] == [bad]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,234", {1.234, 1234.0}), ("1.234,56", {1234.56}), ("1 234,5", {1.0, 234.5, 1234.5}),
        ("12,50", {12.5}), ("350", {350.0}), ("1,234,567", {1234567.0}),
    ],
)  # fmt: skip
def test_a_written_number_is_read_in_every_habit(written: str, meant: set[float]) -> None:
    assert readings_of(written) == meant
