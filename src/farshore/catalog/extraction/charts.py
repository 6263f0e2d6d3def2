"""Size charts from HTML tables: axes, units, ranges, sizes down or across (charts.yaml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from farshore.catalog.extraction.grids import Grid, GridCell, to_grid, transpose
from farshore.catalog.extraction.lexicon import branches, lexicon, strings
from farshore.catalog.extraction.markup import Table
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.values import SizeChart, SizeChartCell, SizeChartColumn
from farshore.language.segment.fold import fold
from farshore.language.units.numbers import NUMBER, to_number

_CELL = re.compile(
    rf"^[^\d]{{0,8}}?({NUMBER})\s*(?:cm|mm|kg|lbs?|in(?:ch(?:es)?)?|[\"″]|斤|公斤|厘米|码)?\s*(?:(?:-|–|—|~|～|to|bis|至|±)\s*({NUMBER}))?"
)
_PLUS_MINUS = re.compile(rf"({NUMBER})\s*±\s*({NUMBER})")


@dataclass(frozen=True, slots=True)
class _Words:
    axes: tuple[tuple[str, re.Pattern[str]], ...]
    size_header: re.Pattern[str]
    size: re.Pattern[str]
    title: re.Pattern[str]
    body: re.Pattern[str]
    garment: re.Pattern[str]
    always_body: frozenset[str]
    units: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def chart_words() -> _Words:
    """The compiled words of charts.yaml."""
    tree = lexicon("charts")
    return _Words(
        axes=tuple((axis, re.compile(str(words))) for axis, words in branches(tree["axes"]).items()),
        size_header=re.compile(str(tree["size_header"])),
        size=re.compile(str(tree["size"])),
        title=re.compile(str(tree["title"])),
        body=re.compile(str(tree["body"])),
        garment=re.compile(str(tree["garment"])),
        always_body=frozenset(strings(tree["always_body"])),
        units=tuple((unit, re.compile(str(words))) for unit, words in branches(tree["units"]).items()),
    )


def find_axis(header: str) -> str | None:
    """The axis that a header names, e.g. chest; None when it names none."""
    folded = fold(header).strip()
    hits = [(m.start(), axis) for axis, words in chart_words().axes if (m := words.search(folded))]
    if not hits:
        return None
    named = [hit for hit in hits if hit[1] != "other"]
    return named[0][1] if named else "other"


def find_chart_unit(text: str) -> str | None:
    """The first unit that a header or caption names; None when it names none."""
    folded = fold(text)
    hits = [(m.start(), unit) for unit, words in chart_words().units if (m := words.search(folded))]
    return min(hits)[1] if hits else None


def is_size(text: str) -> bool:
    """Whether a cell is a size label: S, 2XL, 38, 165/88A, 均码."""
    return bool(chart_words().size.match(fold(text).strip()))


def to_chart_cell(text: str) -> SizeChartCell:
    """Read a cell as a number or a range in the column's unit; only its first unit when it has two."""
    folded = fold(text).strip()
    if match := _PLUS_MINUS.search(folded):
        middle, margin = to_number(match[1]), to_number(match[2])
        if middle is not None and margin is not None:
            return SizeChartCell(text, middle - margin, middle + margin)
    match = _CELL.match(folded)
    if match is None:
        return SizeChartCell(text)
    return SizeChartCell(text, to_number(match[1]), to_number(match[2]) if match[2] else None)


def chart_of_table(passage: Passage, table: Table, *, around: str = "") -> SizeChart | None:
    """Read a table as a size chart.

    Args:
        passage: the text that the table stands in.
        table: its rows.
        around: text next to it that may name the unit.

    Returns:
        The chart with sizes down; None when the table is none.
    """
    grid = to_grid(passage, table)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    grid = _headed(grid, table.title)
    turned = _upright(grid, is_titled=bool(chart_words().title.search(fold(table.title))))
    if turned is None:
        return None
    span = passage.span(table.start, table.end)
    made = build_chart(turned, title=table.title, around=around)
    return SizeChart(made[0], made[1], span, table.title, passage.lang) if made else None


def _headed(grid: Grid, title: str) -> Grid:
    """Sizes beside their only measure, which just the caption names ("Chest (cm)"), get it as their header."""
    if find_axis(title) in {None, "other"}:
        return grid
    for candidate in (grid, transpose(grid)):
        if len(candidate[0]) == 2 and all(is_size(row[0].text) for row in candidate):
            return ((GridCell("", 0, 0), GridCell(title, 0, 0)), *candidate)
    return grid


def _upright(grid: Grid, *, is_titled: bool) -> Grid | None:
    """The grid with the axes in its first row; None when neither way makes a chart."""
    for candidate in (grid, transpose(grid)):
        axes = [find_axis(cell.text) for cell in candidate[0][1:]]
        sizes = [is_size(row[0].text) for row in candidate[1:] if row[0].text]
        known = sum(axis is not None for axis in axes)
        is_headed = bool(chart_words().size_header.match(candidate[0][0].folded.strip()))
        measured = sum(axis not in {None, "other"} for axis in axes)
        has_sizes = bool(sizes) and sum(sizes) * 2 >= len(sizes)
        if known * 2 >= len(axes) and has_sizes and (measured or (is_headed and is_titled) or is_headed):
            return candidate
    return None


def build_chart(
    grid: Grid, *, title: str, around: str
) -> tuple[tuple[SizeChartColumn, ...], tuple[tuple[str, tuple[SizeChartCell, ...]], ...]] | None:
    """Columns and rows of an upright grid."""
    header, rows = grid[0], [row for row in grid[1:] if row[0].text.strip()]
    rows = [row for row in rows if any(cell.text for cell in row[1:])]
    if not rows:
        return None
    fallback = find_chart_unit(title) or find_chart_unit(header[0].text) or find_chart_unit(around)
    axes = [find_axis(cell.text) or "other" for cell in header[1:]]
    context = fold(f"{title} {around}")
    columns = tuple(
        SizeChartColumn(
            header=cell.text,
            axis=axis,
            unit=_column_unit(cell.text, axis, [row[index] for row in rows], fallback),
            is_body=_is_body(axis, fold(cell.text), context, axes, is_ranged=_is_ranged(axes, rows)),
        )
        for index, (cell, axis) in enumerate(zip(header[1:], axes, strict=True), start=1)
    )
    body = tuple((row[0].text.strip(), tuple(to_chart_cell(cell.text) for cell in row[1:])) for row in rows)
    return columns, body


def _column_unit(header: str, axis: str, cells: Sequence[GridCell], fallback: str | None) -> str | None:
    named = find_chart_unit(header)
    if named:
        return named
    of_cells = next((unit for cell in cells if (unit := find_chart_unit(cell.text))), None)
    if of_cells:
        return of_cells
    if axis == "other":
        return None
    if axis == "height" and not fallback:
        return _height_unit(cells)
    if axis == "weight":
        return fallback if fallback in {"kg", "lb", "jin"} else None
    return fallback if fallback not in {"kg", "lb", "jin"} else None


_GIRTHS = frozenset(["chest", "bust", "waist", "hips", "thigh", "neck"])


def _is_ranged(axes: Sequence[str], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the girths are ranges: a body may have any of them, a garment has one."""
    cells = [
        to_chart_cell(cell.text) for row in rows for axis, cell in zip(axes, row[1:], strict=False) if axis in _GIRTHS
    ]
    return sum(cell.high is not None for cell in cells) * 2 > len(cells)


_LEAST_CM, _MOST_CM = 50, 220


def _height_unit(cells: Sequence[GridCell]) -> str | None:
    """Heights of people go without saying in centimetres."""
    lows = [cell.low for cell in map(to_chart_cell, (c.text for c in cells)) if cell.low is not None]
    return "cm" if lows and all(_LEAST_CM <= low <= _MOST_CM for low in lows) else None


def _is_body(axis: str, header: str, context: str, axes: Sequence[str], *, is_ranged: bool) -> bool:
    words = chart_words()
    if axis in words.always_body or words.body.search(header):
        return True
    if words.garment.search(header):
        return False
    if words.garment.search(context):
        return False
    if words.body.search(context) or (is_ranged and axis in _GIRTHS):
        return True
    return not {"length", "shoulder", "sleeve"} & set(axes)
