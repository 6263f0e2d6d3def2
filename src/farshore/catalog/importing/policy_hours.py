"""When a person answers: typed when days and times could be read, else only quoted."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from farshore.catalog.importing.policy_nodes import Node
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.policies import HumanHours, PolicyText
from farshore.platform.tables.numbers import to_plain_digits

_DAYS = (
    ("monday", "mon", "mo", "周一", "星期一", "月", "월", "lundi", "lunes"),
    ("tuesday", "tue", "tues", "tu", "周二", "星期二", "火", "화", "mardi", "martes"),
    ("wednesday", "wed", "we", "周三", "星期三", "水", "수", "mercredi", "miércoles"),
    ("thursday", "thu", "thur", "thurs", "th", "周四", "星期四", "木", "목", "jeudi", "jueves"),
    ("friday", "fri", "fr", "周五", "星期五", "金", "금", "vendredi", "viernes"),
    ("saturday", "sat", "sa", "周六", "星期六", "土", "토", "samedi", "sábado"),
    ("sunday", "sun", "su", "周日", "星期日", "周天", "日", "일", "dimanche", "domingo"),
)
_GROUPS = {
    "daily": range(7), "every day": range(7), "everyday": range(7), "每天": range(7), "全年无休": range(7), "毎日": range(7), "매일": range(7),
    "weekdays": range(5), "weekday": range(5), "workdays": range(5), "working days": range(5), "工作日": range(5), "平日": range(5), "평일": range(5),
    "weekend": range(5, 7), "weekends": range(5, 7), "周末": range(5, 7),
}  # fmt: skip
_NAMES = {name: day for day, names in enumerate(_DAYS) for name in names}
_DAY = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_GROUP = "|".join(sorted(map(re.escape, _GROUPS), key=len, reverse=True))
_TO = r"\s*(?:-|–|—|~|to|至|到|から|부터)\s*"
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?"
_SPAN = re.compile(_TIME + _TO + _TIME)
_RULE = re.compile(
    rf"(?:(?P<group>{_GROUP})|(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?)[\s.:,：]*(?P<span>{_TIME}{_TO}{_TIME})"
)
_ZONES = {
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "gmt": "Europe/London", "bst": "Europe/London", "utc": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "北京时间": "Asia/Shanghai", "beijing time": "Asia/Shanghai",
    "china standard time": "Asia/Shanghai", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "日本時間": "Asia/Tokyo",
}  # fmt: skip
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
    if len(parts) == 2 and not any(_SPAN.search(part) for part in parts):
        return [" - ".join(parts)]
    return parts


def _rules(text: str) -> Iterator[Rule]:
    for found in _RULE.finditer(to_plain_digits(text).casefold()):
        span = _SPAN.search(found["span"])
        times = _times(span) if span else None
        if times is None:
            continue
        for day in _days(found):
            yield day, *times


def _days(found: re.Match[str]) -> list[int]:
    if found["group"]:
        return list(_GROUPS[found["group"]])
    first = _NAMES[found["first"]]
    last = _NAMES[found["last"]] if found["last"] else first
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
    for word, zone in _ZONES.items():
        if word in low if not word.isascii() else re.search(rf"\b{re.escape(word)}\b", low):
            return zone
    return None
