"""Numbers and prices as people write them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal, get_currency_precision
from hypothesis import given, settings
from hypothesis import strategies as st

from farshore.platform.tables.money import MoneyUnclear, find_currency, to_money
from farshore.platform.tables.numbers import NumberUnclear, decimal_sign_of, to_decimal

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "shop", "minor", "currency"),
    [
        ("1.299,00 €", "USD", 129900, "EUR"),
        ("¥1,299", "CNY", 129900, "CNY"),
        ("¥1,299", "JPY", 1299, "JPY"),
        ("¥1,299", "USD", 1299, "JPY"),
        ("￥99", "CNY", 9900, "CNY"),
        ("USD 15.00", "EUR", 1500, "USD"),
        ("15.00 USD", "EUR", 1500, "USD"),
        ("$1,299.00 USD", "EUR", 129900, "USD"),
        ("US $12.5", "EUR", 1250, "USD"),
        ("C$ 20", "USD", 2000, "CAD"),
        ("$20", "CAD", 2000, "CAD"),
        ("99,-", "EUR", 9900, "EUR"),
        ("1'299.50 CHF", "EUR", 129950, "CHF"),
        ("1 299,00 zł", "EUR", 129900, "PLN"),
        ("Rs. 1,00,000.00", "INR", 10000000, "INR"),
        ("KWD 1.500", "USD", 1500, "KWD"),
        ("１２９９円", "JPY", 1299, "JPY"),
        ("٢٩٩٫٥٠", "AED", 29950, "AED"),
        ("18.900000000000002", "EUR", 1890, "EUR"),
        ("15.0000", "EUR", 1500, "EUR"),
        ("1.299", "EUR", 129900, "EUR"),
        ("1,299", "USD", 129900, "USD"),
        ("12.990", "VND", 12990, "VND"),
        ("39元", "CNY", 3900, "CNY"),
        ("0", "EUR", 0, "EUR"),
    ],
)
def test_a_price_is_read_in_minor_units(text: str, shop: str, minor: int, currency: str):
    money = to_money(text, currency=shop)

    assert (money.amount_minor, money.currency) == (minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "reason"),
    [
        ("10-20", "USD", "range"),
        ("面议", "CNY", "no_number"),
        ("", "CNY", "none"),
        ("-5", "USD", "negative"),
        ("1.299", "USD", "ambiguous"),
        ("12,999 KWD", "KWD", "ambiguous"),
        ("0.999", "USD", "too_fine"),
        ("12.5", "JPY", "too_fine"),
        ("2.6E+17", "USD", "scientific"),
        ("1.2.3.4", "USD", "no_number"),
        ("9" * 200 + "x", "USD", "no_number"),
    ],
)
def test_what_is_not_one_price_is_refused_with_its_reason(text: str, currency: str, reason: str):
    with pytest.raises(MoneyUnclear) as refused:
        to_money(text, currency=currency)

    assert refused.value.reason == reason


def test_a_column_with_decimal_points_decides_an_ambiguous_cell():
    assert to_money("1.299", currency="USD", decimal=",").amount_minor == 129900
    with pytest.raises(MoneyUnclear):
        to_money("1.299", currency="USD", decimal=".")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("12,50", ","),
        ("12.5", "."),
        ("1.299", None),
        ("1.299,00", ","),
        ("1,299,000", "."),
        ("7", None),
    ],
)
def test_a_cell_proves_its_decimal_sign(text: str, sign: str | None):
    assert decimal_sign_of(text) == sign


AMOUNTS = st.decimals(min_value=0, max_value=9_999_999, places=2, allow_nan=False)
LOCALES = ["en", "de", "fr", "de_CH", "pl", "hi", "pt_BR", "ru", "ja", "vi"]


@settings(deadline=None)
@given(amount=AMOUNTS, locale=st.sampled_from(LOCALES))
def test_what_babel_writes_is_read_back(amount: Decimal, locale: str):
    written = format_decimal(amount, format="#,##0.00", locale=locale)

    assert to_decimal(written) == amount


@settings(deadline=None)
@given(
    minor=st.integers(min_value=0, max_value=10**9),
    currency=st.sampled_from(["USD", "EUR", "JPY", "KWD", "CNY", "KRW", "BHD", "VND"]),
)
def test_minor_units_survive_writing_and_reading(minor: int, currency: str):
    precision = get_currency_precision(currency)
    written = f"{currency} {Decimal(minor).scaleb(-precision):.{precision}f}"

    money = to_money(written, currency="GBP", decimal=".")

    assert (money.amount_minor, money.currency) == (minor, currency)


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_a_number_or_a_named_refusal(text: str):
    try:
        to_money(text, currency="USD")
    except MoneyUnclear as refused:
        assert refused.reason  # noqa: PT017 - both outcomes are right


@settings(deadline=None)
@given(text=st.text(alphabet="0123456789.,' -", max_size=24))
def test_any_digits_and_signs_never_crash(text: str):
    try:
        assert to_decimal(text).is_finite()
    except NumberUnclear as refused:
        assert text in str(refused)  # noqa: PT017 - both outcomes are right


def test_currencies_are_found_by_sign_word_and_code():
    found = [find_currency(text, currency="CNY") for text in ("元", "€", "usd", "kg", "¥", "港币", "members", "12 kr")]

    assert found == ["CNY", "EUR", "USD", None, "CNY", "HKD", None, "SEK"]
