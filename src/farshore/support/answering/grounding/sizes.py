"""Which size fits: the shopper's measures against the seller's size chart.

A body measure inside a size's range takes that size; between two sizes both are named; of single numbers the nearest
body measure, for garments laid flat the first that is not smaller; outside the chart it is said so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from farshore.catalog.public import Measure, Quantity, SizeChart, SizeChartCell
from farshore.language.packs import load_pack
from farshore.language.render.units import convert
from farshore.language.text import SUBSTRING_LANGUAGES, fold
from farshore.language.units.parse import FoundMeasure, find_measures
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.records import (
    Claim,
    Evidence,
    Grounded,
    Said,
    ScoredLabel,
    Several,
    Slot,
    Typed,
    Verbatim,
)

_BODY_ALIKE = {
    "bust": ("bust", "chest"),
    "chest": ("chest", "bust"),
    "hips": ("hips",),
    "foot_length": ("foot_length", "length"),
    "finger": ("finger", "ring_circumference", "ring_diameter"),
    "ring_diameter": ("ring_diameter",),
}
_PLAUSIBLE_CM = {
    "height": (80, 220),
    "chest": (50, 160),
    "bust": (50, 160),
    "waist": (40, 160),
    "hips": (50, 170),
    "foot_length": (9, 34),
    "head": (40, 66),
    "wrist": (10, 26),
    "neck": (25, 55),
    "finger": (3, 9),
    "inseam": (40, 110),
    "shoulder": (28, 65),
    "thigh": (30, 90),
    "sleeve": (30, 100),
    "under_bust": (50, 130),
}
_METRES = re.compile(r"\b([12])\s?(?:m|м|米|,|\.)\s?([0-9]{2})\b(?:\s?(?:m|м|metros?|meter|mètres?|米)\b)?")
"""Heights as people say them: 1m68, 1,68, 1.68 m, 1米68."""
_PLAUSIBLE_KG = (15, 200)
_KNOWN_AXES = frozenset(
    {
        "chest",
        "bust",
        "under_bust",
        "waist",
        "hips",
        "foot_length",
        "inseam",
        "height",
        "weight",
        "shoulder",
        "sleeve",
        "length",
        "neck",
        "head",
        "wrist",
        "finger",
        "ring_diameter",
        "thigh",
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """A measure that the shopper gave."""

    axis: str
    value: float
    unit: str


def ground_size(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """The size for the measures that were told; the chart and a question back when none was."""
    title = target.product.record.title
    charts = target.product.drawn.charts
    if not charts:
        claim = Claim("size_no_chart", about=title)
        return Grounded(label.id, (claim,), "not_in_data", label.score, is_answer=False)
    told = measures_told(scene.message, scene.lang, charts)
    claims = [c for t in told for c in _claims_for(target, charts, t)]
    if claims:
        return Grounded(
            label.id, tuple(dict.fromkeys(claims)), confidence=round(min(1.0, 0.45 + 0.55 * label.score), 3)
        )
    named = _row_claims(target, charts[0], scene)
    asked = Claim("size_ask", (("axes", Several(tuple(_axis(c.axis) for c in charts[0].columns))),), about=title)
    return Grounded(label.id, (*named, asked), None, label.score)


def _axis(axis: str) -> Slot:
    return Said(
        f"axis_{axis}" if axis in _KNOWN_AXES else "axis_ring_diameter" if axis.startswith("ring") else "axis_other"
    )


def measures_told(text: str, lang: str, charts: Sequence[SizeChart]) -> list[Told]:
    """Body measures in a message: by unit and body word, by "172/65", else by what is plausible for a chart's axis."""
    folded = _METRES.sub(lambda m: f"{m[1]}{m[2]} cm", fold(text))
    body = _body_words(folded, lang)
    found: list[Told] = []
    for measure in find_measures(folded):
        if measure.dimension in {"length", "mass"} and len(measure.amounts) == 1:
            found.append(_told(measure, folded, body, charts))
    found = [t for t in found if t.axis]
    if found:
        return found
    bare = [float(w) for w in _numbers(folded)]
    axes = [axis for _, axis in body] or [c.axis for chart in charts for c in chart.columns]
    for value in bare:
        for axis in dict.fromkeys(axes):
            low, high = _PLAUSIBLE_KG if axis == "weight" else _PLAUSIBLE_CM.get(axis, (0, 0))
            if low <= value <= high and all(t.axis != axis for t in found):
                found.append(Told(axis, value, "kg" if axis == "weight" else "cm"))
                break
    return found


def _numbers(folded: str) -> list[str]:
    word = ""
    found: list[str] = []
    for char in f"{folded} ":
        if char.isascii() and (char.isdigit() or (char in ".," and word)):
            word += char
        elif word:
            found.append(word.strip(".,").replace(",", "."))
            word = ""
    return [w for w in found if w.count(".") <= 1 and w]


def _body_words(folded: str, lang: str) -> list[tuple[int, str]]:
    """(place in the text, axis) of words for body parts."""
    found: list[tuple[int, str]] = []
    for source in dict.fromkeys((lang, "en")):
        for axis, words in (load_pack(source).words.get("body") or {}).items():
            for word in map(fold, map(str, words)):
                place = folded.find(word.rstrip("*"))
                if place >= 0 and (source in SUBSTRING_LANGUAGES or place == 0 or not folded[place - 1].isalnum()):
                    found.append((place, axis))
    return sorted(found)


def _told(measure: FoundMeasure, folded: str, body: Sequence[tuple[int, str]], charts: Sequence[SizeChart]) -> Told:
    value, unit = measure.amounts[0].low, measure.unit
    if measure.dimension == "mass":
        return Told("weight", value, unit)
    near = min(body, key=lambda b: abs(b[0] - measure.start), default=None)
    if near is not None and near[1] != "weight":
        return Told(near[1], value, unit)
    in_cm = to_unit(value, unit, "cm")
    axes = [c.axis for chart in charts for c in chart.columns]
    fitting = [
        a
        for a in dict.fromkeys(axes)
        if (span := _PLAUSIBLE_CM.get(a)) and in_cm is not None and span[0] <= in_cm <= span[1]
    ]
    if in_cm is not None and in_cm >= 130 and "height" in axes:
        return Told("height", value, unit)
    del folded
    return Told(fitting[0] if len(fitting) == 1 else "", value, unit)


def to_unit(value: float, unit: str, target: str | None) -> float | None:
    """The value in another unit of length or mass; None when there is no way."""
    if target is None or unit == target:
        return value
    metres = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}
    grams = {"g": 1.0, "kg": 1000.0, "lb": 453.59237, "oz": 28.349523125, "jin": 500.0}
    for table in (metres, grams):
        if unit in table and target in table:
            return value * table[unit] / table[target]
    try:
        return convert(value, unit, target)
    except KeyError:
        return None


def _claims_for(target: Target, charts: Sequence[SizeChart], told: Told) -> list[Claim]:
    for chart in charts:
        for number, column in enumerate(chart.columns):
            if column.axis not in _BODY_ALIKE.get(told.axis, (told.axis,)):
                continue
            value = to_unit(told.value, told.unit, column.unit or ("kg" if told.axis == "weight" else "cm"))
            if value is not None:
                claim = _look_up(target, chart, number, told, value)
                if claim is not None:
                    return [claim]
    return []


def _look_up(target: Target, chart: SizeChart, number: int, told: Told, value: float) -> Claim | None:
    column = chart.columns[number]
    rows = [(size, cells[number]) for size, cells in chart.rows if cells[number].low is not None]
    if not rows:
        return None
    unit = column.unit or ("kg" if told.axis == "weight" else "cm")
    given: Slot = Typed(Measure((Quantity(told.value),), told.unit))
    inside = [size for size, cell in rows if cell.high is not None and (cell.low or 0) <= value <= cell.high]
    base: tuple[tuple[str, Slot], ...] = (("axis", _axis(told.axis)), ("value", given))
    title = target.product.record.title
    if inside:
        evidence = tuple(_evidence(target, chart, size, cell, column.header) for size, cell in rows if size in inside)
        if len(inside) > 1:
            slots: tuple[tuple[str, Slot], ...] = (*base, ("a", Verbatim(inside[0])), ("b", Verbatim(inside[-1])))
            return Claim("size_between", slots, evidence, title)
        return Claim("size_recommend", (*base, ("size", Verbatim(inside[0]))), evidence, title)
    return _outside_or_between(
        target, chart, rows, base, value, unit, column_header=column.header, is_body=column.is_body
    )


def _outside_or_between(
    target: Target, chart: SizeChart, rows: Sequence[tuple[str, SizeChartCell]], base: tuple[tuple[str, Slot], ...],
    value: float, unit: str, *, column_header: str, is_body: bool,
) -> Claim | None:  # fmt: skip
    title = target.product.record.title
    lows = [cell.low for _, cell in rows if cell.low is not None]
    highs = [cell.high if cell.high is not None else cell.low for _, cell in rows]
    lowest, highest = min(lows), max(h for h in highs if h is not None)
    single = all(cell.high is None for _, cell in rows)
    step = (highest - lowest) / max(1, len(rows) - 1) if single else 0.0
    if value < lowest - step * 0.6 or value > highest + (step * 0.6 if is_body else 0):
        evidence = (
            _evidence(target, chart, rows[0][0], rows[0][1], column_header),
            _evidence(target, chart, rows[-1][0], rows[-1][1], column_header),
        )
        low, high = (Typed(Measure((Quantity(v),), unit)) for v in (lowest, highest))
        return Claim("size_outside", (*base, ("low", low), ("high", high)), evidence, title)
    if single and is_body:
        size, cell = min(rows, key=lambda row: abs((row[1].low or 0) - value))
        return Claim(
            "size_recommend",
            (*base, ("size", Verbatim(size))),
            (_evidence(target, chart, size, cell, column_header),),
            title,
        )
    if single:
        fitting = [(size, cell) for size, cell in rows if (cell.low or 0) >= value]
        if not fitting:
            return None
        size, cell = min(fitting, key=lambda row: row[1].low or 0)
        return Claim(
            "size_recommend",
            (*base, ("size", Verbatim(size))),
            (_evidence(target, chart, size, cell, column_header),),
            title,
        )
    below = [row for row in rows if (row[1].high or row[1].low or 0) < value]
    above = [row for row in rows if (row[1].low or 0) > value]
    if not below or not above:
        return None
    small, big = max(below, key=lambda r: r[1].low or 0), min(above, key=lambda r: r[1].low or 0)
    slots: tuple[tuple[str, Slot], ...] = (*base, ("a", Verbatim(small[0])), ("b", Verbatim(big[0])))
    return Claim(
        "size_between", slots, tuple(_evidence(target, chart, s, c, column_header) for s, c in (small, big)), title
    )


def _evidence(target: Target, chart: SizeChart, size: str, cell: SizeChartCell, header: str) -> Evidence:
    return Evidence(
        target.handle, "fact", f"size_chart.{header}.{size}", cell.text, f"{size}: {header} {cell.text}",
        chart.span.source, chart.span.start, chart.span.end,
    )  # fmt: skip


def _row_claims(target: Target, chart: SizeChart, scene: Scene) -> list[Claim]:
    """The chart's rows: of a size that the message names, else all (short charts)."""
    named = {value for _, value in target.variants.said}
    words = set(fold(scene.message).replace("?", " ").replace(",", " ").split())
    rows = [(size, cells) for size, cells in chart.rows if size in named or fold(size) in words] or list(chart.rows)
    claims: list[Claim] = []
    for size, cells in rows[:8]:
        values: list[Slot] = []
        for column, cell in zip(chart.columns, cells, strict=True):
            value: Slot = Verbatim(cell.text)
            if cell.low is not None:
                value = Typed(
                    Measure(
                        (Quantity(cell.low, cell.high),), column.unit or ("kg" if column.axis == "weight" else "cm")
                    )
                )
            values.append(Said("scope_value", (("scope", _axis(column.axis)), ("value", value))))
        evidence = tuple(
            _evidence(target, chart, size, cell, column.header)
            for column, cell in zip(chart.columns, cells, strict=True)
        )
        claims.append(
            Claim(
                "size_row",
                (("size", Verbatim(size)), ("values", Several(tuple(values)))),
                evidence,
                target.product.record.title,
            )
        )
    return claims
