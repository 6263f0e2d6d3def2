"""Stock as cells say it: a number, a word, a number of pieces."""

import re
from dataclasses import dataclass
from functools import cache

from farshore.catalog.importing.words import words_of
from farshore.catalog.listing.records import Availability
from farshore.platform.tables.names import to_name
from farshore.platform.tables.numbers import (
    NumberUnclear,
    is_scientific,
    to_decimal,
    to_plain_digits,
)

_ABOUT = "<>≥≤~约約+"


@dataclass(frozen=True, slots=True)
class Stock:
    """What a cell says of stock: a number, a word, or both."""

    count: int | None = None
    availability: Availability | None = None


def read_stock(text: str) -> Stock | None:
    """Read "12", "12 pcs", "有货", "in stock", "缺货", "preorder"; None when it is none of these.

    A negative count (oversold) is 0. "more than 100" keeps no number.
    """
    availability = _words().get(to_name(text))
    if availability is not None:
        return Stock(availability=availability)
    plain = to_plain_digits(text).casefold()
    found = _count().match(plain)
    if found is None or is_scientific(plain):
        return None
    try:
        number = to_decimal(found["number"].strip(), decimal=".")
    except NumberUnclear:
        return None
    count = max(0, int(number))
    is_about = plain[0] in _ABOUT or plain[-1] in _ABOUT
    return Stock(None if is_about else count, "in_stock" if count else "out_of_stock")


@cache
def _words() -> dict[str, Availability]:
    kinds: tuple[Availability, ...] = ("in_stock", "out_of_stock", "preorder", "backorder")
    return {to_name(word): kind for kind in kinds for word in words_of("stock", kind)}


@cache
def _count() -> re.Pattern[str]:
    before, pieces, after = map(_any, ("left", "pieces", "at_the_end"))
    return re.compile(rf"^{before}?\s*[{_ABOUT}]?\s*(?P<number>-?\d[\d.,' ]*?)\s*{pieces}?\s*{after}?[.+]?$")


def _any(name: str) -> str:
    longest_first = sorted(words_of(name), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"
