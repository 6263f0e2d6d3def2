"""Amounts of money as people write them, in minor units, never converted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import yaml
from babel.core import Locale
from babel.numbers import get_currency_precision

from farshore.platform.tables.numbers import (
    DecimalSign,
    NumberUnclear,
    is_scientific,
    to_decimal,
    to_plain_digits,
)

_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
_BARE = re.compile(r"^[\d.,' +\-]*$")
_DASH_DECIMALS = re.compile(r"[.,]\s*[-=]+\s*$")
_RANGE = re.compile(r"\d\s*(?:-|~|to|bis|à|至|到)\s*\D{0,4}\d")
_FLOAT_DUST = 6
_TOO_MUCH = Decimal(10) ** 13
"""Not a price but a code in the wrong column."""
Reason = Literal["none", "no_number", "range", "ambiguous", "negative", "too_fine", "scientific"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units with its currency."""

    amount_minor: int
    currency: str
    """ISO 4217."""
    is_currency_written: bool = False
    """Whether the text itself named the currency."""


class MoneyUnclear(ValueError):
    """The text is not one amount; `reason` says why."""

    def __init__(self, text: str, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(text)


def to_money(text: str, *, currency: str, decimal: DecimalSign | None = None) -> Money:
    """Read one amount: "1.299,00 €", "¥1,299", "USD 15.00", "￥99", "99,-", "1 299 zł".

    Args:
        text: the cell.
        currency: ISO 4217 of the shop or column; used when the text names none, and to settle
            signs that several currencies share (¥, $, kr).
        decimal: the decimal point of this column, when other cells prove it.

    Raises:
        MoneyUnclear: no amount, a range, a negative one, one that can be read in two ways, or one
            with more decimals than the currency has.
    """
    plain = to_plain_digits(text)
    if is_scientific(plain):
        raise MoneyUnclear(text, "scientific")
    named, rest = _take_currency(plain, currency)
    if _RANGE.search(rest):
        raise MoneyUnclear(text, "range")
    money_currency = named or currency
    number = _DASH_DECIMALS.sub("", rest).strip()
    amount = _amount(number, text, money_currency, decimal)
    if amount < 0:
        raise MoneyUnclear(text, "negative")
    if amount >= _TOO_MUCH:
        raise MoneyUnclear(text, "no_number")
    return Money(to_minor(amount, money_currency, text), money_currency, named is not None)


def to_minor(amount: Decimal, currency: str, text: str = "") -> int:
    """Minor units of an exact amount: 15.00 USD is 1500, 1299 JPY is 1299, 1.500 KWD is 1500.

    Raises:
        MoneyUnclear: more decimals than the currency has.
    """
    scaled = round(amount, _FLOAT_DUST).scaleb(get_currency_precision(currency))
    whole = scaled.to_integral_value()
    if whole != scaled:
        raise MoneyUnclear(text or str(amount), "too_fine")
    return int(whole)


def find_currency(text: str, *, currency: str = "") -> str | None:
    """The ISO code that a text names by code, sign or word; `currency` settles shared signs."""
    return _take_currency(to_plain_digits(text), currency)[0]


def is_currency(code: str) -> bool:
    """Whether a code is an ISO 4217 currency that we know."""
    return code.upper() in _known_codes()


def _amount(number: str, text: str, currency: str, decimal: DecimalSign | None) -> Decimal:
    try:
        return to_decimal(number, decimal=decimal)
    except NumberUnclear as error:
        if not error.is_ambiguous:
            raise MoneyUnclear(text, "no_number" if number else "none") from error
    point = _decimal_by_currency(number, currency)
    if point is None:
        raise MoneyUnclear(text, "ambiguous")
    return to_decimal(number, decimal=point)


def _decimal_by_currency(number: str, currency: str) -> DecimalSign | None:
    """The point for "1,299" and "1.299", where nothing else decides.

    Money with at most two decimals is not written with three, so the sign groups, when it is the one
    that groups where the currency is used.
    """
    precision = get_currency_precision(currency)
    sign: DecimalSign = "," if "," in number else "."
    other: DecimalSign = "." if sign == "," else ","
    if precision == 0:
        return other
    if precision > 2:
        return "." if sign == "." else None
    groups = "." if currency in _signs().comma_decimals else ","
    return other if sign == groups else None


@dataclass(frozen=True, slots=True)
class _Signs:
    words: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    """(sign or word, currencies that use it), longest first."""
    comma_decimals: frozenset[str]


@cache
def _signs() -> _Signs:
    text = files("farshore.platform.tables").joinpath("currency_signs.yaml").read_text(encoding="utf-8")
    listed = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))
    words = sorted(listed["signs"].items(), key=lambda pair: -len(pair[0]))
    return _Signs(
        tuple((_sign_pattern(word.casefold()), tuple(codes)) for word, codes in words),
        frozenset(listed["decimals"]["comma"]),
    )


def _sign_pattern(word: str) -> re.Pattern[str]:
    """The sign anywhere; a word of an alphabet only where no letter stands beside it."""
    is_alphabetic = word[0].isalpha() and word[0] < "\u0e00"
    start = r"(?<![^\W\d_])" if is_alphabetic else ""
    end = r"(?![^\W\d_])" if is_alphabetic and word[-1].isalpha() else ""
    return re.compile(start + re.escape(word) + end, re.IGNORECASE)


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(cast("dict[str, str]", Locale("en").currencies))


def _take_currency(plain: str, currency: str) -> tuple[str | None, str]:
    """(currency named in the text, text without it)."""
    if _BARE.match(plain):
        return None, plain
    for found in _CODE.finditer(plain):
        code = found.group(1).upper()
        if code in _known_codes():
            rest = plain[: found.start()] + plain[found.end() :]
            return code, _without_signs(rest)
    for sign, codes in _signs().words:
        signed = sign.search(plain)
        if signed is not None:
            rest = plain[: signed.start()] + plain[signed.end() :]
            return (currency if currency in codes else codes[0]), rest.strip()
    return None, plain


def _without_signs(rest: str) -> str:
    """The text after its ISO code was taken, without a sign that says the same ("$12 USD")."""
    for sign, _ in _signs().words:
        found = sign.search(rest)
        if found is not None and not found.group(0).isalpha():
            return (rest[: found.start()] + rest[found.end() :]).strip()
    return rest.strip()
