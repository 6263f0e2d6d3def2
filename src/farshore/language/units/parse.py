"""Find numbers with units in a text: "30×20×10cm", "up to 10 h", "3-5小时", "约350毫升", 5'11".

One pass of a regular expression finds single amounts (a number or a range, perhaps with a unit and an axis letter);
neighbours joined by "x" become one compound.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from farshore.language.segment.fold import fold_width
from farshore.language.units.numbers import NUMBER, to_count, to_number
from farshore.language.units.table import alias_pattern, dimension_of, find_unit, units, words

Limit = Literal["max", "min"]
Axis = Literal["length", "width", "height", "depth", "diameter", "thickness", "circumference"]
_LETTERS: dict[str, Axis] = {
    "l": "length", "w": "width", "h": "height", "d": "depth", "t": "thickness",
    "ø": "diameter", "⌀": "diameter", "φ": "diameter", "b": "width",
    "长": "length", "長": "length", "宽": "width", "寬": "width", "幅": "width", "高": "height",
    "深": "depth", "厚": "thickness", "径": "diameter",
}  # fmt: skip
_BEFORE_CHARS = 16
_LEAST_KELVIN = 1000
"""Colour temperatures only: "4K" is a resolution, "14K" a fineness."""
_SIGNED = ("degC", "degF")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range, on an axis when a letter names it."""

    low: float
    high: float | None = None
    axis: Axis | None = None


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """Amounts in one unit and where they stand: code points, end exclusive."""

    start: int
    end: int
    amounts: tuple[Amount, ...]
    unit: str
    limit: Limit | None = None
    is_approximate: bool = False
    times: int | None = None
    """How many things of that size: 2 in "2 x 80 x 80 cm"."""

    @property
    def dimension(self) -> str:
        """The dimension of its unit."""
        return units()[self.unit].dimension


@dataclass(frozen=True, slots=True)
class _Token:
    begin: int
    """Where its axis letter or character stands; `start` leaves a Chinese one out."""
    start: int
    end: int
    amount: Amount
    unit: str | None


@cache
def _token_pattern() -> re.Pattern[str]:
    unit = alias_pattern()
    joint = r"\s{0,2}(?:-|–|—|~|～|〜|/|(?i:to|bis|à|til)(?=\s)|至|到)\s{0,2}"
    before = (
        r"(?:(?<![A-Za-z0-9])(?P<pre>[LWHDTBØ⌀φΦlwhd])[\s:=.]{0,2}|(?P<han>[长長宽寬高深厚径])(?:度|さ|约|約|为|[\s:])*"
        r"|(?<![A-Za-z0-9.,/])|(?<=\d[xX]))"
    )
    return re.compile(
        rf"{before}(?P<sign>[-−](?<![0-9A-Za-z][-−]))?(?P<a>{NUMBER})"
        rf"(?:(?:\s?(?P<ua>{unit}))?{joint}(?P<sign_b>[-−])?(?P<b>{NUMBER})(?![\d/]))?"
        rf"(?:(?P<mid>[LWHDlwhd])\s(?=cm|mm|in\b|inch))?(?:[\s-]?(?P<unit>{unit}))?"
        r"(?=(?:\s?(?:\((?P<note>[LWHDTB长宽高深厚])\)|(?P<post>[LWHDTlwhd长宽高深厚])(?![A-Za-z0-9×度]|\s?[:.]))?))"
    )


_COMPOUND = re.compile(r"\s*(?:[x×✕✖╳*Xх]|(?i:by))\s*$")
_IN_FOLLOWS = re.compile(
    r"\s*(?:$|[\n.,;:)\]/|x×*\-–(]|(?:tall|wide|long|high|deep|thick|across|diameter|round|square|and|by"
    r"|in (?:length|width|height|diameter)|[HWLD]\b|laptop|screen|blade|pot|pan))",
    re.IGNORECASE,
)
_AXES_NOTE = re.compile(
    r"\(?\s*((?:[LWHDTB长長宽寬高深厚]|(?i:length|width|height|depth|diameter))"
    r"(?:度)?(?:\s?[x×*/X]\s?(?:[LWHDTB长長宽寬高深厚]|(?i:length|width|height|depth|diameter))(?:度)?){1,2})\s*\)?"
)


@cache
def _sign_patterns() -> dict[str, re.Pattern[str]]:
    def before(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?:(?<![A-Za-z])(?:{words(key)}))\s*:?\s*$", re.IGNORECASE)

    def after(key: str) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{words(key)})(?![A-Za-z])", re.IGNORECASE)

    made = {key: before(key) for key in ("approximate_before", "max_before", "min_before")}
    return made | {key: after(key) for key in ("approximate_after", "max_after", "min_after")}


def _is_unit_here(name: str, folded: str, end: int) -> bool:
    """Refuse "2 in 1", "1980's" and 'size 12" of': short names that are also words or marks."""
    lowered = name.lower()
    if lowered == "in":
        return bool(_IN_FOLLOWS.match(folded, end))
    if lowered in {"'", "′"}:
        return not folded[end : end + 1].isalpha()
    return True


def _tokens(folded: str) -> Iterator[_Token]:
    for match in _token_pattern().finditer(folded):
        low, high = to_number(match["a"]), to_number(match["b"]) if match["b"] else None
        if low is None or (match["b"] and high is None):
            continue
        name, end = match["unit"] or match["ua"], match.end()
        if match["unit"] and not _is_unit_here(match["unit"], folded, match.end("unit")):
            name, end = None, match.end("b") if match["b"] else match.end("a")
        unit = find_unit(name) if name else None
        if unit in _SIGNED:
            low = -low if match["sign"] else low
            high = -high if high is not None and match["sign_b"] else high
        first = find_unit(match["ua"]) if match["ua"] else None
        is_listed = first and match["b"] and "/" in folded[match.end("ua") : match.start("b")]
        if first and unit and match["unit"] and (is_listed or dimension_of(first) != dimension_of(unit)):
            yield from _two_units(match, (first, unit))
            continue
        axis, end = _axis(match, end)
        axis = axis if unit is None or dimension_of(unit) == "length" or units()[unit].id in _LETTER_UNITS else None
        start = match.start("a")
        if match["sign"] and unit in _SIGNED:
            start = match.start("sign")
        elif match["pre"]:
            start = match.start()
        yield _Token(match.start(), start, end, Amount(low, high, axis), unit)


_LETTER_UNITS = frozenset({"l", "W", "h", "denier"})
"""Units that are also axis letters: "30L x 20W"."""


def _two_units(match: re.Match[str], names: tuple[str, str]) -> Iterator[_Token]:
    """Read "220 V/50 Hz" as two amounts."""
    for group, unit, end in (("a", names[0], match.end("ua")), ("b", names[1], match.end("unit"))):
        number = to_number(match[group])
        if number is not None:
            yield _Token(match.start(group), match.start(group), end, Amount(number), unit)


def _axis(match: re.Match[str], end: int) -> tuple[Axis | None, int]:
    """The axis that a letter or character next to the number names, and where the amount then ends."""
    letter = match["pre"] or match["han"] or match["mid"]
    if letter is None and end == match.end() and (letter := match["note"] or match["post"]):
        end = match.end("note") + 1 if match["note"] else match.end("post")
    return _LETTERS.get((letter or "").lower()), end


def _joined(folded: str) -> Iterator[list[_Token]]:
    """Group tokens with an "x" between them."""
    group: list[_Token] = []
    for token in _tokens(folded):
        if group and _COMPOUND.match(folded[group[-1].end : token.begin]):
            group.append(token)
            continue
        if group:
            yield group
        group = [token]
    if group:
        yield group


def _repaired(group: list[_Token]) -> list[_Token]:
    """Read "30L x 20W x 10H cm" as axis letters, not litres and watts."""
    if len(group) < 2 or units_of(group) <= {group[-1].unit}:
        return group
    letters = {"l": "L", "W": "W", "H": "H", "h": "H", "D": "D", "denier": "D"}
    known = [t.unit for t in group if t.unit and units()[t.unit].dimension == "length"]
    fixed: list[_Token] = []
    for token in group:
        letter = letters.get(token.unit or "")
        if letter and known:
            amount = replace(token.amount, axis=_LETTERS[letter.lower()])
            fixed.append(replace(token, unit=None, amount=amount))
        else:
            fixed.append(token)
    return fixed


def units_of(group: list[_Token]) -> set[str | None]:
    """The units named in a group; None left out."""
    return {token.unit for token in group if token.unit}


def _noted_axes(folded: str, start: int, end: int) -> tuple[list[Axis], int]:
    """Axes written after (or in front of) a compound: "(L×W×H)", "长×宽×高"."""
    match = _AXES_NOTE.match(folded, end) or _AXES_NOTE.match(folded, end + 1)
    stop = match.end() if match else end
    if match is None:
        earlier = list(_AXES_NOTE.finditer(folded, max(0, start - 24), start))
        match = earlier[-1] if earlier else None
    if match is None:
        return [], end
    names = re.split(r"\s?[x×*/X]\s?", match[1])
    axes: list[Axis] = [axis for name in names if (axis := _named(name.lower()))]
    return axes, stop


def _named(name: str) -> Axis | None:
    return "diameter" if name.startswith("diam") else _LETTERS.get(name[0])


def _compound(folded: str, group: list[_Token]) -> FoundMeasure | None:
    group = _repaired(group)
    if len(group) == _SIDES and (repeated := _repeated(group)):
        return _with_signs(folded, repeated)
    unit = next((token.unit for token in reversed(group) if token.unit), None)
    if unit is None or len(units_of(group)) > 1 or (len(group) > 1 and units()[unit].dimension != "length"):
        return None
    if unit == "K" and group[0].amount.low < _LEAST_KELVIN:
        return None
    start, end = group[0].start, group[-1].end
    amounts = [token.amount for token in group]
    times = _times(amounts)
    amounts = amounts[1:] if times else amounts
    if len(amounts) > _SIDES and amounts[0].axis and not any(a.axis for a in amounts[1:]):
        amounts[0] = replace(amounts[0], axis=None)
    if len(amounts) > 1:
        axes, end = _noted_axes(folded, start, end)
        if len(axes) == len(amounts):
            amounts = [replace(a, axis=axis) for a, axis in zip(amounts, axes, strict=True)]
    return _with_signs(folded, FoundMeasure(start, end, tuple(amounts), unit, times=times))


def _repeated(group: list[_Token]) -> FoundMeasure | None:
    """An amount and how many of it: "25 ml x 10", "2 x 500 ml", 125g×2罐."""
    first, last = group
    for amount, count in ((first, last), (last, first)):
        is_amount = amount.unit is not None and units()[amount.unit].dimension not in {"length", "count"}
        is_plain = (
            count.unit in {None, "pcs"} and count.amount.high is None and count.amount.low == int(count.amount.low)
        )
        if is_amount and is_plain and amount.unit:
            return FoundMeasure(first.start, last.end, (amount.amount,), amount.unit, times=int(count.amount.low))
    return None


def _times(amounts: list[Amount]) -> int | None:
    """How many things a compound counts in front of their size: 2 x 80 x 80 cm is two squares."""
    if len(amounts) != _SIDES + 1 or any(a.axis or a.high for a in amounts):
        return None
    first, least = amounts[0].low, min(a.low for a in amounts[1:])
    is_count = first == int(first) and 0 < first <= _MOST_THINGS and least >= _FEW_CM and first * _FAR_LARGER <= least
    return int(first) if is_count else None


_SIDES = 2
_MOST_THINGS, _FEW_CM, _FAR_LARGER = 12, 20, 6


def _with_signs(folded: str, found: FoundMeasure) -> FoundMeasure:
    """Read "about", "up to", "at least" around the numbers."""
    signs = _sign_patterns()
    head = folded[max(0, found.start - _BEFORE_CHARS) : found.start]
    limit: Limit | None = None
    start, end, approximate = found.start, found.end, False
    if match := signs["approximate_before"].search(head):
        approximate, start = True, found.start - len(head) + match.start()
        head = head[: match.start()]
    limits: tuple[Limit, Limit] = ("max", "min")
    for name in limits:
        if len(found.amounts) == 1 and (match := signs[f"{name}_before"].search(head)):
            limit, start = name, start - len(head) + match.start()
            break
    for name in limits:
        if match := signs[f"{name}_after"].match(folded, end):
            limit, end = name, match.end()
            break
    if match := signs["approximate_after"].match(folded, end):
        approximate, end = True, match.end()
    return replace(found, start=start, end=end, limit=limit, is_approximate=approximate)


_EXTENDED = re.compile(r"(?<![\d.+])(\d{2})\s?\+\s?(\d{1,2})\s?(?:cm|厘米)(?![a-z])", re.IGNORECASE)
"""A chain with an extender: 40 + 5 cm."""
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔⅛]")
_FEET = re.compile(r"""(?<![\d.])(\d)\s?(?:'|′|ft\.?|feet)\s?(\d{1,2}(?:\.\d+)?)\s?(?:"|″|''|in\b|inches)""")


_WORDED = re.compile(
    r"(?<![a-z\u4e00-\u9fff])"
    r"(half an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty)"
    r"(?P<half>(?: and|-and)[ -]a[ -]half)?[ -]"
    r"(years?|months?|weeks?|days?|hours?|minutes?|seconds?|metres?|meters?|litres?|liters?)"
    r"(?P<more> and a half)?(?![a-z])"
    r"|(?<![一二两三四五六七八九十\d])([一二两三四五六七八九十半]{1,3})(年半|年|个月|个半小时|个小时|小时|岁|周岁|天|米|升|公斤|分钟)"
    r"(?!级|份|前|代)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"((?<![a-z])(?:between|entre|zwischen) [^,.;]{0,3}\d[\d.,]*(?: ?°[cf]?)?) (?:and|und|et|y) (?=-?\d)", re.IGNORECASE
)


def _worded(folded: str) -> Iterator[FoundMeasure]:
    """Numbers in words with a unit of time and the like: "two-year", "four and a half minutes", 五年, 两个半小时."""
    for match in _WORDED.finditer(folded):
        number, name = (match[1], match[3]) if match[1] else (match[5], match[6])
        half = 0.5 if match["half"] or match["more"] or name in {"年半", "个半小时"} else 0.0
        lowered = number.lower()
        count = 0.5 if lowered in {"half an", "半"} else to_count(number)
        unit = find_unit(name.replace("半", "").removeprefix("个") if half else name)
        if count is not None and unit:
            yield _with_signs(folded, FoundMeasure(match.start(), match.end(), (Amount(count + half),), unit))


def _spelled(match: re.Match[str]) -> str:
    """Write "between 40 and 100" as "between 40 - 100", of the same length."""
    return match[1] + " - ".center(match.end() - match.end(1))


def find_measures(text: str) -> list[FoundMeasure]:
    """Find every number with a unit, in order.

    Returns:
        Spans cover the numbers, units and the words "about", "up to", "at least". A number without a unit is left out,
        unless it is joined to one that has it.
    """
    folded = fold_width(text)
    worded = list(_worded(folded))
    if "and" in folded or " et " in folded or " und " in folded or " y " in folded:
        folded = _BETWEEN.sub(_spelled, folded)
    if not _DIGIT.search(folded):
        return worded
    feet = [
        FoundMeasure(m.start(), m.end(), (Amount(int(m[1]) * 12 + float(m[2])),), "in") for m in _FEET.finditer(folded)
    ]
    feet += [
        FoundMeasure(m.start(), m.end(), (Amount(float(m[1]), float(m[1]) + float(m[2])),), "cm")
        for m in _EXTENDED.finditer(folded)
    ]
    others = [found for group in _joined(folded) if (found := _compound(folded, group))]
    kept = [o for o in others if not any(f.start < o.end and o.start < f.end for f in feet)]
    return sorted([*feet, *kept, *worded], key=lambda found: found.start)
