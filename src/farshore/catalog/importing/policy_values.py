"""Days, costs, duties and lengths of time out of what sellers write into a policy file."""

import re
from dataclasses import dataclass

from farshore.catalog.importing.policy_nodes import Node
from farshore.catalog.importing.policy_words import alternatives, months_in_words, phrase
from farshore.catalog.listing.policies import DayKind, Duties
from farshore.platform.tables.money import Money, MoneyUnclear, find_currency, to_money
from farshore.platform.tables.names import to_name
from farshore.platform.tables.numbers import to_plain_digits

_NUMBERS = re.compile(r"\d+")
_AMOUNTS = re.compile(r"\d(?:[\d.,' ]*\d)?")
_SPAN = re.compile(r"(\d+)\s*(?:-|~|–|—|to|bis|à|a|até|至|到|から|에서)\s*(\d+)")
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
_MOST_DAYS = 1_000
_LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From so many days to so many; both None when nothing was read."""

    low: int | None = None
    high: int | None = None
    kind: DayKind = "unsaid"


def read_days(node: Node) -> DaySpan:
    """Read "3-5", 4, [3, 5], "3 to 5 business days", "2 weeks", {"min": 3, "max": 5}, "5-8个工作日"."""
    kind = day_kind(f"{node.key} {node.text()}")
    value = node.value
    if isinstance(value, bool) or value is None:
        return DaySpan()
    if isinstance(value, int | float):
        return DaySpan(int(value), int(value), kind) if value == int(value) and 0 <= value <= _MOST_DAYS else DaySpan()
    if isinstance(value, dict):
        low, high = node.find("min_days"), node.find("max_days")
        both = [read_days(child).high for child in (low, high) if child is not None]
        return DaySpan(both[0], both[-1], kind) if both else DaySpan(kind=kind)
    text = " - ".join(map(str, value)) if isinstance(value, list) else value
    return _days_in(to_plain_digits(text).casefold(), kind)


def _days_in(text: str, kind: DayKind) -> DaySpan:
    span = _SPAN.search(text[:_LONGEST_TEXT])
    numbers = [int(n) for n in (span.groups() if span else _NUMBERS.findall(text[:_LONGEST_TEXT])[:1])]
    if not numbers or max(numbers) > _MOST_DAYS:
        return DaySpan(kind=kind)
    is_days = _is_counted_in("day", text)
    if not is_days and _is_counted_in("week", text):
        numbers = [number * _DAYS_IN_WEEK for number in numbers]
    elif not is_days and (_is_counted_in("month", text) or _is_counted_in("year", text)):
        return DaySpan(kind=kind)
    low, high = min(numbers), max(numbers)
    is_limit = low == high and phrase("at_most").search(text) is not None
    return DaySpan(None if is_limit else low, high, kind)


def _is_counted_in(unit: str, text: str) -> bool:
    """Whether a unit follows a number, perhaps after "business" or "working"."""
    between = r"\s*-?\s*(?:(?:business|working|calendar|work)\s+)?"
    return re.search(rf"\d{between}{alternatives(unit)}", text) is not None


def read_window_days(node: Node) -> int | None:
    """Length of a return window in days; 0 when there is none; None when it is not said in days."""
    if node.value is False or (
        isinstance(node.value, str) and phrase("no_returns").match(node.value.strip().casefold())
    ):
        return 0
    return read_days(node).high


def day_kind(text: str) -> DayKind:
    """Whether words say business or calendar days."""
    low = to_plain_digits(text).casefold().replace("_", " ")
    if phrase("business_days").search(low):
        return "business"
    return "calendar" if phrase("calendar_days").search(low) else "unsaid"


def read_cost(node: Node, currency: str) -> Money | None:
    """6.9, "6.90 EUR", "free", {"amount": 6.9, "currency": "EUR"}; None when it is no amount."""
    value = node.value
    if isinstance(value, bool) or value is None:
        return Money(0, currency) if value is True and to_name(node.key) == "free" else None
    if isinstance(value, dict):
        amount, code = node.find("cost"), node.find("currency")
        return read_cost(amount, code.text() if code else currency) if amount else None
    if isinstance(value, str) and phrase("free").fullmatch(value.strip().casefold()):
        return Money(0, currency)
    try:
        return to_money(node.text(), currency=currency, decimal="." if isinstance(value, float) else None)
    except MoneyUnclear:
        return _only_amount(node.text(), currency)


def _only_amount(text: str, currency: str) -> Money | None:
    """The amount in words such as "满80 EUR" or "flat 12.90 per parcel", when it is the only number."""
    plain = to_plain_digits(text)
    numbers = _AMOUNTS.findall(plain)
    if len(numbers) != 1:
        return None
    code = find_currency(plain, currency=currency) or currency
    try:
        return to_money(numbers[0], currency=code)
    except MoneyUnclear:
        return None


def read_duties(node: Node | None) -> Duties:
    """Who pays duties: none are due, the customer, or they are in the price; else only the text says it."""
    if node is None or not node.is_said:
        return "unsaid"
    if node.value is False:
        return "none"
    text = to_name(node.text())
    if phrase("duties_none").fullmatch(text):
        return "none"
    if phrase("duties_included").match(text):
        return "included"
    return "customer" if phrase("duties_customer").match(text) else "text"


def read_months(text: str) -> int | None:
    """Length in months: "24 months", "2 years", "一年"; None when lifetime or unsaid."""
    plain = to_plain_digits(text).casefold()
    if phrase("lifetime").search(plain):
        return None
    found = _NUMBERS.search(plain)
    if found is None:
        return next((n for word, n in months_in_words().items() if word in plain), None)
    number = int(found.group(0)[:9])
    rest = plain[found.end() :].lstrip(" -")
    if phrase("year").match(rest):
        return number * _MONTHS_IN_YEAR
    return number if phrase("month").match(rest) else None
