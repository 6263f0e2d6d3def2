"""Types a labelled value by its concept's kind: a measure, yes or no, words, a list."""

import re
from collections.abc import Iterator
from dataclasses import replace

from farshore.catalog.extraction.lexicon import concepts
from farshore.catalog.listing.values import Axis, Measure, Quantity, Text, Value, YesNo
from farshore.language.segment.fold import fold
from farshore.language.units.numbers import to_count
from farshore.language.units.parse import FoundMeasure, find_measures
from farshore.language.units.table import find_unit

DIMENSIONS: dict[str, frozenset[str]] = {
    "length": frozenset({"length"}),
    "area": frozenset({"area"}),
    "mass": frozenset({"mass"}),
    "areal": frozenset({"areal", "fineness", "thread"}),
    "volume": frozenset({"volume"}),
    "content": frozenset({"mass", "volume", "count"}),
    "count": frozenset({"count"}),
    "power": frozenset({"power"}),
    "voltage": frozenset({"voltage"}),
    "current": frozenset({"current"}),
    "frequency": frozenset({"frequency"}),
    "charge": frozenset({"charge", "energy"}),
    "time": frozenset({"time"}),
    "age": frozenset({"time"}),
    "light": frozenset({"light"}),
    "temperature_light": frozenset({"temperature_light"}),
    "sound": frozenset({"sound"}),
    "temperature": frozenset({"temperature"}),
    "pressure": frozenset({"pressure"}),
    "data": frozenset({"data"}),
}
"""Dimension of a concept -> dimensions of the units that may state it."""

_YES = re.compile(
    r"(?:yes|true|y|ja|oui|sí|si|sim|da|✓|✔|✅|☑|√|是|有|支持|可以|可|能|はい|対応|可能|있음|예|included|inkl(?:usive)?|required"
    r"|需要|含|适用|safe|available|suitable|geeignet)\b"
)
_NO = re.compile(
    r"(?:no|false|n|nein|non|não|nao|nee|none|✗|✘|✕|❌|×|否|无|無|没有|不|不可|不能|不支持|不需要|不含|いいえ|なし|不可|없음|아니요"
    r"|not|n/a required|nicht|without|free)(?![a-z])"
)
_SPLIT = re.compile(
    r"\s*(?:[,;、，；/|\n•·]|\s\+\s|\s&\s|(?<=[a-z0-9)\0])\s+and\s+(?=[a-z0-9])|\.\s+(?=[A-Z]))\s*", re.IGNORECASE
)
_SEMICOLON = re.compile(r"\s*[;；\n]\s*")
_LABEL_UNIT = re.compile(r"(?:[(\[/（]|\bin\s)\s*([A-Za-z\"²°µ]+|[\u4e00-\u9fff]{1,2})\s*[)\]）]?\s*$")
_BARE = re.compile(
    r"\s*(?:约|ca\.?|approx\.?|~)?\s*(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|~|to|至)\s*(\d+(?:[.,]\d+)?))?"
    r"\s*(?P<up>\+| ?and up)?\s*$"
)
_COMPOUND = re.compile(r"\s*\d+(?:[.,]\d+)?(?:\s*[x×*]\s*\d+(?:[.,]\d+)?)+\s*")
_COUNT = re.compile(r"(?:set|pack|box|pair)?s?\s*(?:of\s*)?(\d+|[a-z]+|[一二两三四五六七八九十]+)", re.IGNORECASE)
_AXIS_OF: dict[str, Axis] = {
    "length": "length", "width": "width", "height": "height", "depth": "depth", "diameter": "diameter",
    "thickness": "thickness", "circumference": "circumference",
}  # fmt: skip
_JOIN = re.compile(r"[\s,，、;；/·×x*]*(?:and\s+)?$")
_AXIS_WORD_BEFORE = re.compile(
    r"(?:(length|width|height|depth|diameter|thickness|long|wide|high|deep|长|宽|高|深|直径|口径|厚)(?:度|\s|:|约|为|is|of)*)$"
)
_AXIS_WORD_AFTER = re.compile(
    r"\s*(?:in\s+)?(length|width|height|depth|diameter|thickness|long|wide|tall|high|deep|across|thick)(?![a-z])"
)
_AXIS_WORDS: dict[str, Axis] = {
    "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "across": "diameter",
    "thick": "thickness", "长": "length", "宽": "width", "高": "height", "深": "depth", "直径": "diameter",
    "口径": "diameter", "厚": "thickness",
}  # fmt: skip


def to_measure(found: FoundMeasure, axis: Axis | None = None) -> Measure:
    """Turn a measure found in a text into a value; `axis` is used for one number without its own."""
    quantities = tuple(Quantity(a.low, a.high, a.axis) for a in found.amounts)
    if axis and len(quantities) == 1 and quantities[0].axis is None:
        quantities = (replace(quantities[0], axis=axis),)
    return Measure(quantities, found.unit, found.limit, found.is_approximate)


def axis_of(concept: str) -> Axis | None:
    """The axis that a concept measures, e.g. height; None for the others."""
    return _AXIS_OF.get(concept)


def named_axis(folded: str, found: FoundMeasure) -> Axis | None:
    """The axis that the words next to a measure name."""
    if match := _AXIS_WORD_AFTER.match(folded, found.end):
        return _AXIS_WORDS.get(match[1]) or _AXIS_OF.get(match[1])
    if match := _AXIS_WORD_BEFORE.search(folded[max(0, found.start - 14) : found.start]):
        return _AXIS_WORDS.get(match[1]) or _AXIS_OF.get(match[1])
    return None


def join_axes(folded: str, found: list[FoundMeasure], *, least: int) -> list[FoundMeasure]:
    """Join neighbours that each name another axis: "length 30 cm, width 20 cm", 长30cm宽20cm.

    Args:
        folded: the folded text.
        found: its measures in order.
        least: fewer neighbours than this stay apart.
    """
    joined: list[FoundMeasure] = []
    for group in _axis_groups(folded, found):
        first, last = group[0], group[-1]
        if len(group) >= least:
            amounts = tuple(amount for one in group for amount in one.amounts)
            joined.append(replace(first, end=last.end, amounts=amounts))
        else:
            joined += group
    return joined


def _axis_groups(folded: str, found: list[FoundMeasure]) -> Iterator[list[FoundMeasure]]:
    group: list[FoundMeasure] = []
    for measure in found:
        single = measure.dimension == "length" and len(measure.amounts) == 1
        axis = (measure.amounts[0].axis or named_axis(folded, measure)) if single else None
        named = replace(measure, amounts=(replace(measure.amounts[0], axis=axis),)) if axis else measure
        if group and axis and _can_join(folded, group, named):
            group.append(named)
            continue
        if group:
            yield group
        group = [named]
    if group:
        yield group


def _can_join(folded: str, group: list[FoundMeasure], measure: FoundMeasure) -> bool:
    between = folded[group[-1].end : measure.start]
    words = _AXIS_WORD_AFTER.match(between)
    between = between[words.end() :] if words else between
    named = _AXIS_WORD_BEFORE.search(between)
    between = between[: named.start()] if named else between
    axes = {one.amounts[0].axis for one in group}
    is_new = None not in axes and measure.amounts[0].axis not in axes
    return group[0].unit == measure.unit and is_new and bool(_JOIN.fullmatch(between))


def split_items(text: str) -> tuple[str, ...]:
    """The items of a list as written, outside brackets; one item when it is none."""
    masked = re.sub(r"[(（][^)）]*[)）]", lambda match: "\0" * len(match[0]), text)
    split = _SEMICOLON if re.search("[;；]", masked) else _SPLIT
    items: list[str] = []
    position = 0
    for match in [*split.finditer(masked), None]:
        end = match.start() if match else len(text)
        item = text[position:end].strip(" .。•·-")
        if item:
            items.append(item)
        position = match.end() if match else end
    return tuple(items)


def to_value(concept: str, label: str, text: str) -> Value:
    """Type a labelled value by its concept's kind; words when it does not fit the kind."""
    kind = concepts()[concept]
    made: Value | None = None
    if kind.kind == "measure":
        made = _measure(concept, kind.dimension, label, text)
    elif kind.kind == "yesno":
        made = _yes_no(text)
    elif kind.kind == "list":
        made = Text(text, split_items(text))
    return made or Text(text)


def _measure(concept: str, dimension: str, label: str, text: str) -> Value | None:
    allowed = DIMENSIONS.get(dimension, frozenset({dimension}))
    folded = fold(text)
    all_found = join_axes(folded, find_measures(text), least=2)
    if concept == "capacity":
        all_found = [replace(f, unit="fl_oz") if f.unit == "oz" else f for f in all_found]
    found = [f for f in all_found if f.dimension in allowed]
    if found:
        is_one = len(found[0].amounts) > 1 or _is_whole(text, found)
        return to_measure(found[0], axis_of(concept)) if is_one else None
    unit = _unit_in(label) or {"count": "pcs", "age": "year"}.get(dimension)
    bare = _bare(folded, unit, axis_of(concept)) if unit else None
    return bare or (_count(text) if dimension == "count" else None)


def _bare(folded: str, unit: str, axis: Axis | None) -> Value | None:
    """Numbers whose unit stands in the label ("Size (cm)": 30*20*10), or goes without saying."""
    if match := _BARE.match(folded):
        low, high = float(match[1].replace(",", ".")), match[2]
        top = float(high.replace(",", ".")) if high else None
        return Measure((Quantity(low, top, axis),), unit, "min" if match["up"] else None)
    if _COMPOUND.fullmatch(folded):
        found = find_measures(f"{folded.strip()} {unit}")
        return to_measure(found[0]) if found else None
    return None


def _is_whole(text: str, found: list[FoundMeasure]) -> bool:
    """Refuse a value that lists several measures of different things ("small 20 cm, large 30 cm")."""
    first = found[0]
    rest = re.sub(r"[(（][^)）]*[)）]", "", text[first.end :])
    return not any(other.start > first.end and str(int(other.amounts[0].low)) in rest for other in found[1:]) or (
        bool(re.match(r"\s*[/=|≈]", text[first.end :]))
    )


def _unit_in(label: str) -> str | None:
    match = _LABEL_UNIT.search(label)
    return find_unit(match[1]) if match else None


def _count(text: str) -> Value | None:
    match = _COUNT.match(text.strip())
    number = to_count(match[1]) if match else None
    return Measure((Quantity(float(number)),), "pcs") if number is not None else None


def _yes_no(text: str) -> Value | None:
    folded = fold(text).strip()
    for holds, words in ((False, _NO), (True, _YES)):
        if match := words.match(folded):
            rest = text.strip()[match.end() :].strip(" ,.;:，。；()（）-–")
            if holds and rest and len(folded) > 60:
                return None
            return YesNo(holds, rest or None)
    return None
