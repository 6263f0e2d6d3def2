"""Which size fits: the shopper's measures against the seller's size chart.

A body measure inside a size's range takes that size; between two sizes both are named; of single numbers the nearest
body measure, for garments laid flat the first that is not smaller; outside the chart it is said so.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from farshore.catalog.public import Measure, Quantity, SizeChart, SizeChartCell
from farshore.language.packs import load_pack
from farshore.language.render.units import convert
from farshore.language.text import SUBSTRING_LANGUAGES, fold
from farshore.language.units.parse import FoundMeasure, find_measures
from farshore.support.answering.grounding.ages import claims_by_age
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.sentences import best_passage, quote_claim
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
    "hand": ("hand", "wrist"),
    "wrist": ("wrist", "hand"),
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
    "hand": (14, 30),
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
_PASSAGE_INSTEAD = 0.5
_PLAUSIBLE_KG = (15, 200)
_KNOWN_AXES = frozenset(
    {
        "age",
        "hand",
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
    by_age = claims_by_age(target, scene.message)
    if by_age and not charts:
        return Grounded(label.id, tuple(by_age), confidence=_sure(label))
    if not charts:
        best = best_passage(scene, target, None)
        if best is not None and best[1] >= _PASSAGE_INSTEAD and "cue" not in label.how:
            return Grounded(label.id, (quote_claim(target, best[0]),), None, round(label.score * best[1], 3))
        claim = Claim("size_no_chart", about=title)
        return Grounded(label.id, (claim,), "not_in_data", label.score, is_answer=False)
    told = measures_told(scene.message, scene.lang, charts)
    claims = [*(c for t in told for c in _claims_for(target, charts, t)), *by_age]
    claims = claims or _by_any_axis(target, charts, scene.message)
    if claims:
        return Grounded(label.id, tuple(dict.fromkeys(claims)), confidence=_sure(label))
    named = _row_claims(target, charts[0], scene)
    asked = Claim("size_ask", (("axes", Several(tuple(_axis(c.axis) for c in charts[0].columns))),), about=title)
    return Grounded(label.id, (*named, asked), None, label.score)


def _sure(label: ScoredLabel) -> float:
    return round(min(1.0, 0.45 + 0.55 * label.score), 3)


def _axis(axis: str) -> Slot:
    return Said(
        f"axis_{axis}" if axis in _KNOWN_AXES else "axis_ring_diameter" if axis.startswith("ring") else "axis_other"
    )


def measures_told(text: str, lang: str, charts: Sequence[SizeChart]) -> list[Told]:
    """Body measures in a message: by unit and body word, by "172/65", else by what is plausible for a chart's axis."""
    folded = _METRES.sub(lambda m: f"{m[1]}{m[2]} cm", fold(text))
    body = _body_words(folded, lang)
    measured = [m for m in find_measures(folded) if m.dimension in {"length", "mass"} and len(m.amounts) == 1]
    found = [told for m in measured if (told := _told(m, folded, body, charts)).axis]
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
        body: dict[str, list[str]] = load_pack(source).words.get("body") or {}
        for axis, words in body.items():
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


def _by_any_axis(target: Target, charts: Sequence[SizeChart], message: str) -> list[Claim]:
    """The size for a length that only one size's ranges hold, on whatever axis: what was measured is not understood."""
    for measure in find_measures(fold(message)):
        if measure.dimension != "length" or len(measure.amounts) != 1:
            continue
        found: dict[str, Claim] = {}
        for chart in charts:
            for number, column in enumerate(chart.columns):
                unit = column.unit or "cm"
                value = to_unit(measure.amounts[0].low, measure.unit, unit)
                rows = [(size, cells[number]) for size, cells in chart.rows]
                for size, cell in rows:
                    if value is not None and cell.low is not None and cell.high and cell.low <= value <= cell.high:
                        told = Told(column.axis, measure.amounts[0].low, measure.unit)
                        looked = _LookUp(target, chart, number, told, value, unit)
                        found.setdefault(size, looked.recommended((size, cell)))
        if len(found) == 1:
            return list(found.values())
    return []


def _claims_for(target: Target, charts: Sequence[SizeChart], told: Told) -> list[Claim]:
    for axis in _BODY_ALIKE.get(told.axis, (told.axis,)):
        for chart in charts:
            for number, column in enumerate(chart.columns):
                if column.axis != axis:
                    continue
                unit = column.unit or ("kg" if told.axis == "weight" else "cm")
                value = to_unit(told.value, told.unit, unit)
                if value is not None and told.axis == "finger" and axis == "ring_diameter":
                    value /= math.pi
                claim = _LookUp(target, chart, number, told, value, unit).claim() if value is not None else None
                if claim is not None:
                    return [claim]
    return []


_Row = tuple[str, SizeChartCell]


@dataclass(frozen=True, slots=True)
class _LookUp:
    """One measure told, looked up in one column of a chart."""

    target: Target
    chart: SizeChart
    number: int
    told: Told
    value: float
    """The measure in the column's unit."""
    unit: str

    def claim(self) -> Claim | None:
        """The size that holds the measure, the two that it lies between, or that no size does."""
        rows = [(size, cells[self.number]) for size, cells in self.chart.rows if cells[self.number].low is not None]
        if not rows:
            return None
        inside = [row for row in rows if row[1].high is not None and (row[1].low or 0) <= self.value <= row[1].high]
        if len(inside) > 1:
            sizes = (("a", inside[0][0]), ("b", inside[-1][0]))
            return self._says("size_between", sizes, inside)
        if inside:
            return self.recommended(inside[0])
        return self._outside(rows) or self._nearest(rows)

    def _outside(self, rows: Sequence[_Row]) -> Claim | None:
        """Beyond the smallest or the largest size, single numbers reaching a little further than they say."""
        lows = [cell.low for _, cell in rows if cell.low is not None]
        highs = [high for _, cell in rows if (high := cell.high if cell.high is not None else cell.low) is not None]
        lowest, highest = min(lows), max(highs)
        step = (highest - lowest) / max(1, len(rows) - 1) if _are_single(rows) else 0.0
        is_body = self.chart.columns[self.number].is_body
        if lowest - step * 0.6 <= self.value <= highest + (step * 0.6 if is_body else 0):
            return None
        ends = [Typed(Measure((Quantity(v),), self.unit)) for v in (lowest, highest)]
        return self._says("size_outside", (("low", ends[0]), ("high", ends[1])), (rows[0], rows[-1]))

    def _nearest(self, rows: Sequence[_Row]) -> Claim | None:
        """Of body measures the nearest size, of a garment's the next larger; of ranges the two around a gap."""
        if _are_single(rows) and self.chart.columns[self.number].is_body:
            return self.recommended(min(rows, key=lambda row: abs((row[1].low or 0) - self.value)))
        if _are_single(rows):
            fitting = [row for row in rows if (row[1].low or 0) >= self.value]
            return self.recommended(min(fitting, key=_low)) if fitting else None
        below = [row for row in rows if (row[1].high or row[1].low or 0) < self.value]
        above = [row for row in rows if (row[1].low or 0) > self.value]
        if not below or not above:
            return None
        small, big = max(below, key=_low), min(above, key=_low)
        return self._says("size_between", (("a", small[0]), ("b", big[0])), (small, big))

    def recommended(self, row: _Row) -> Claim:
        """The claim that one size fits."""
        return self._says("size_recommend", (("size", row[0]),), (row,))

    def _says(self, key: str, slots: Sequence[tuple[str, Slot | str]], rows: Sequence[_Row]) -> Claim:
        given = Typed(Measure((Quantity(self.told.value),), self.told.unit))
        own = tuple((name, Verbatim(slot) if isinstance(slot, str) else slot) for name, slot in slots)
        header = self.chart.columns[self.number].header
        evidence = tuple(_evidence(self.target, self.chart, size, cell, header) for size, cell in rows)
        base: tuple[tuple[str, Slot], ...] = (("axis", _axis(self.told.axis)), ("value", given))
        return Claim(key, (*base, *own), evidence, self.target.product.record.title)


def _are_single(rows: Sequence[_Row]) -> bool:
    return all(cell.high is None for _, cell in rows)


def _low(row: _Row) -> float:
    return row[1].low or 0


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
