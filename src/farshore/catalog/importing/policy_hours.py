"""When a person answers: typed when days and times could be read, else only quoted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from farshore.catalog.importing.policy_nodes import Node
from farshore.catalog.importing.policy_words import table_of, weekdays, words
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.policies import HumanHours, PolicyText
from farshore.platform.tables.numbers import to_plain_digits

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?"
_ZONE = re.compile(r"\b[A-Z][A-Za-z]+/[A-Za-z_]+\b")
Rule = tuple[int, str, str]


def read_hours(node: Node, problems: Problems) -> HumanHours:
    """{tz, week, holidays} or a text such as "Mon-Fri 9:00-17:00 CET"."""
    text = node.said()
    if not isinstance(node.value, dict):
        return HumanHours(text, _zone_in(text.text), tuple(_rules(text.text)))
    zone, week, closed = node.find("timezone"), node.find("week"), node.find("holidays")
    rules = tuple(sorted(_week(week))) if week is not None else tuple(_rules(text.text))
    if not rules:
        problems.warn(
            "catalog.policy_value_unclear",
            f"{node.path} names no days and times that can be read; it is only quoted.",
            'Write {"tz": "Europe/Prague", "week": {"mon": "9:00-17:00"}}.',
            column=node.path,
            value=text.text,
        )
    return HumanHours(
        PolicyText(text.path, text.text),
        _zone(zone, problems) if zone is not None else _zone_in(text.text),
        rules,
        tuple(child.text() for child in closed.children()) if closed is not None else (),
    )


def _week(node: Node) -> Iterator[Rule]:
    if not isinstance(node.value, dict):
        yield from _rules(node.text())
        return
    for child in node.children():
        parts = [part.text() for part in child.children()] or [child.text()]
        yield from _rules(" ; ".join(f"{child.key} {part}" for part in _pairs(parts)))


def _pairs(parts: list[str]) -> list[str]:
    """["09:00", "17:00"] is one span, ["9-12", "13-17"] are two."""
    if len(parts) == 2 and not any(_grammar().span.search(part) for part in parts):
        return [" - ".join(parts)]
    return parts


def _rules(text: str) -> Iterator[Rule]:
    grammar = _grammar()
    for found in grammar.rule.finditer(to_plain_digits(text).casefold()):
        span = grammar.span.search(found["span"])
        times = _times(span) if span else None
        if times is None:
            continue
        for day in _days(found, grammar):
            yield day, *times


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Patterns of opening hours and what their words mean."""

    days: dict[str, int]
    groups: dict[str, range]
    span: re.Pattern[str]
    rule: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    days = {name: day for day, names in enumerate(weekdays()) for name in names}
    groups = {word: range(7) for word in words("every_day")}
    groups |= {word: range(5) for word in words("working_week")}
    groups |= {word: range(5, 7) for word in words("weekend")}
    until = rf"\s*{_any(words('until'))}\s*"
    day, group = _any(days), _any(groups)
    span = rf"{_TIME}{until}{_TIME}"
    rule = rf"(?:(?P<group>{group})|(?P<first>{day})\.?(?:{until}(?P<last>{day}))?)[\s.:,：]*(?P<span>{span})"
    return _Grammar(days, groups, re.compile(span), re.compile(rule))


def _any(listed: Iterable[str]) -> str:
    longest_first = sorted(listed, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


def _days(found: re.Match[str], grammar: _Grammar) -> list[int]:
    if found["group"]:
        return list(grammar.groups[found["group"]])
    first = grammar.days[found["first"]]
    last = grammar.days[found["last"]] if found["last"] else first
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _times(span: re.Match[str]) -> tuple[str, str] | None:
    first = _clock(span[1], span[2], span[3])
    last = _clock(span[4], span[5], span[6])
    return (first, last) if first and last else None


def _clock(hour: str, minute: str | None, half: str | None) -> str | None:
    number = int(hour)
    if half == "pm" and number < 12:
        number += 12
    elif half == "am" and number == 12:
        number = 0
    if number > 24 or int(minute or 0) > 59:
        return None
    return f"{number:02d}:{minute or '00'}"


def _zone(node: Node, problems: Problems) -> str | None:
    name = _zone_in(node.text())
    if name is None and node.is_said:
        problems.warn(
            "catalog.policy_value_unclear",
            f"{node.path} is no time zone that we know.",
            "Write an IANA name such as Europe/Prague or Asia/Shanghai.",
            column=node.path,
            value=node.text(),
        )
    return name


def _zone_in(text: str) -> str | None:
    found = _ZONE.search(text)
    if found is not None:
        try:
            return ZoneInfo(found.group(0)).key
        except (ZoneInfoNotFoundError, ValueError):
            return None
    low = text.casefold()
    for word, zone in table_of("zones").items():
        if word in low if not word.isascii() else re.search(rf"\b{re.escape(word)}\b", low):
            return zone
    return None
