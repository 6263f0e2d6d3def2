"""Numbers, money, dates, countries and lists as a language writes them (CLDR, through Babel)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision, get_currency_symbol

ListStyle = Literal["standard", "or", "unit"]

_AMBIGUOUS_SYMBOLS = frozenset({"$", "¥", "￥", "kr", "£", "R", "Rs", "₨"})
"""Symbols that several currencies share: the code is added, so that the currency is always named."""


@lru_cache
def locale_of(lang: str) -> Locale:
    """CLDR locale of a BCP 47 tag."""
    return Locale.parse(lang, sep="-")


def number(lang: str, value: float, *, digits: int = 2) -> str:
    """A number with at most `digits` decimals, without trailing zeros."""
    rounded = round(Decimal(repr(value)), digits)
    return format_decimal(rounded, format="#,##0." + "#" * digits, locale=locale_of(lang), numbering_system="latn")


def money(lang: str, amount_minor: int, currency: str) -> str:
    """An amount with its currency named; never converted."""
    precision = get_currency_precision(currency)
    amount = Decimal(amount_minor).scaleb(-precision)
    text = format_currency(amount, currency, locale=locale_of(lang), numbering_system="latn")
    if get_currency_symbol(currency, locale=locale_of(lang)) in _AMBIGUOUS_SYMBOLS:
        return f"{text} {currency}"
    return text


def day(lang: str, on: date) -> str:
    """A calendar day, month written out."""
    return format_date(on, format="long", locale=locale_of(lang))


@lru_cache
def territories(lang: str) -> Mapping[str, str]:
    """CLDR names of countries and regions by their code."""
    return cast("Mapping[str, str]", locale_of(lang).territories)


@lru_cache(maxsize=8192)
def country(lang: str, code: str) -> str:
    """A country's name; the code itself when CLDR has none."""
    return territories(lang).get(code.upper(), code)


def is_country(code: str) -> bool:
    """Whether CLDR knows an ISO 3166 code as a country."""
    return len(code) == 2 and code.upper() in territories("en")


def listed(lang: str, items: Sequence[str], *, style: ListStyle = "standard") -> str:
    """Items as one list: "a, b and c"; `style="unit"` lists without "and"."""
    return format_list(list(items), style=style, locale=locale_of(lang)) if items else ""


def is_right_to_left(lang: str) -> bool:
    """Whether the language is written from right to left."""
    return locale_of(lang).text_direction == "rtl"


def isolated(lang: str, text: str) -> str:
    """Foreign text (a name, a code, a quotation) kept from disturbing the line's direction in RTL languages."""
    return f"\u2068{text}\u2069" if is_right_to_left(lang) else text
