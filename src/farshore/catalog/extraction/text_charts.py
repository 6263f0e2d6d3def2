"""Size charts in plain lines: "S: chest 90 cm, waist 72", "S 胸围 96 腰围 72", or a header line and rows under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from farshore.catalog.extraction.charts import (
    build_chart,
    chart_words,
    find_axis,
    find_chart_unit,
    is_size,
)
from farshore.catalog.extraction.grids import GridCell
from farshore.catalog.extraction.markup import Line
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.values import SizeChart
from farshore.language.units.numbers import NUMBER

_SIZE_AT_START = re.compile(
    r"^[\s•·\-*]*(?:size |尺码)?"
    r"([0-9]{0,2}x{0,5}[sml](?:/[0-9]?x{0,4}[sml])?|\d{2,3}(?:\.5)?|均码|one size|small|medium|large)(?:码|号)?"
    r"(?:\s*[（(][^()（）]*[)）])?\s*(?:[:：=|\-–]\s*|\s+|(?=[\u4e00-\u9fff])|$)"
)
_TOKEN = re.compile(r"[^\s|/,，、;；]+")
_APART = re.compile(
    r"[;；|。]|"
    r"[,，、:：.](?=\s*(?:size |尺码)?(?:\d{0,2}x{0,5}[sml]|\d{2,3}(?:\.5)?)(?:码|号)?[\s:：=(（\u4e00-\u9fff])"
)
"""Between sizes that stand in one line; a comma or colon only before the next size."""
_TITLE_CHARS = 40
_NUMBER = re.compile(rf"^\D{{0,2}}{NUMBER}")


@dataclass(frozen=True, slots=True)
class TextChart:
    """A chart and the stretch of text that it takes."""

    chart: SizeChart
    start: int
    end: int


@cache
def _measure() -> re.Pattern[str]:
    value = rf"{NUMBER}(?:\s*(?:-|–|~|至|to)\s*{NUMBER})?\s*(?:cm|mm|kg|lbs?|in(?:ches)?(?![a-z])|[\"″]|斤|公斤|厘米)?"
    return re.compile(
        rf"([a-z][a-z /-]{{1,20}}?|[\u4e00-\u9fff]{{1,8}}?)\s*[(（]?(?:cm|kg|斤|inch(?:es)?|in)?[)）]?"
        rf"\s*[:：=]?\s*({value})(?![a-z])"
    )


def find_text_charts(passage: Passage, lines: Sequence[Line]) -> Iterator[TextChart]:
    """Find the size charts written in consecutive lines."""
    index = 0
    while index < len(lines):
        taken = _worded(passage, lines, index) or _columns(passage, lines, index) or _in_one_line(passage, lines, index)
        if taken is None:
            index += 1
            continue
        chart, count = taken
        yield TextChart(chart, lines[index].start, lines[index + count - 1].end)
        index += count


def _worded(passage: Passage, lines: Sequence[Line], first: int) -> tuple[SizeChart, int] | None:
    rows: list[tuple[GridCell, dict[str, GridCell]]] = []
    for line in lines[first:]:
        row = _worded_row(passage, line)
        if row is None:
            break
        rows.append(row)
    if len(rows) < 2:
        return None
    headers = list(dict.fromkeys(header for _, row in rows for header in row))
    empty = GridCell("", 0, 0)
    grid = (
        (empty, *(GridCell(header, 0, 0) for header in headers)),
        *((size, *(row.get(header, empty) for header in headers)) for size, row in rows),
    )
    return _finished(passage, lines, (first, len(rows)), grid)


def _in_one_line(passage: Passage, lines: Sequence[Line], index: int) -> tuple[SizeChart, int] | None:
    """Sizes that stand one after the other: "尺码表（单位cm）：S 肩宽38 胸围90；M 肩宽39 胸围94"."""
    line = lines[index]
    cuts = [m.span() for m in _APART.finditer(passage.folded, line.start, line.end)]
    edges = zip([line.start, *(end for _, end in cuts)], [*(start for start, _ in cuts), line.end], strict=True)
    pieces = [replace(line, start=start, end=end) for start, end in edges if passage.text[start:end].strip()]
    for first in range(min(2, len(pieces))):  # the first piece may be the title
        found = _worded(passage, pieces, first)
        if found is not None and first + found[1] == len(pieces):
            return found[0], 1
    return None


def _worded_row(passage: Passage, line: Line) -> tuple[GridCell, dict[str, GridCell]] | None:
    folded = passage.folded[line.start : line.end]
    match = _SIZE_AT_START.match(folded)
    if match is None:
        return None
    row = _measured(passage, line, match.end()) or _measured(passage, line, match.end(1))  # "S (chest 88-92 cm)"
    if not row or not any(find_axis(header) != "other" for header in row):
        return None
    start, end = line.start + match.start(1), line.start + match.end(1)
    return GridCell(passage.text[start:end], start, end), row


def _measured(passage: Passage, line: Line, start: int) -> dict[str, GridCell]:
    """The measures of a size by what is measured; `start` counts in the line."""
    row: dict[str, GridCell] = {}
    for found in _measure().finditer(passage.folded[line.start : line.end], start):
        header = found[1].strip(" ,/;")
        if find_axis(header) is not None:
            first, last = line.start + found.start(2), line.start + found.end(2)
            row[header] = GridCell(passage.text[first:last].strip(), first, last)
    return row


def _columns(passage: Passage, lines: Sequence[Line], first: int) -> tuple[SizeChart, int] | None:
    header = _cells(passage, lines[first])
    if len(header) < 2 or not chart_words().size_header.match(header[0].folded):
        return None
    if not all(find_axis(cell.text) for cell in header[1:]):
        return None
    rows: list[list[GridCell]] = []
    for line in lines[first + 1 :]:
        cells = _cells(passage, line)
        if (
            len(cells) != len(header)
            or not is_size(cells[0].text)
            or not all(_NUMBER.match(c.folded) for c in cells[1:])
        ):
            break
        rows.append(cells)
    if not rows:
        return None
    grid = tuple(tuple(row) for row in (header, *rows))
    return _finished(passage, lines, (first, len(rows) + 1), grid)


def _cells(passage: Passage, line: Line) -> list[GridCell]:
    text = passage.text[line.start : line.end]
    return [GridCell(m[0], line.start + m.start(), line.start + m.end()) for m in _TOKEN.finditer(text)]


def _finished(
    passage: Passage, lines: Sequence[Line], place: tuple[int, int], grid: tuple[tuple[GridCell, ...], ...]
) -> tuple[SizeChart, int] | None:
    first, count = place
    title = ""
    if first > 0 and lines[first - 1].end - lines[first - 1].start <= _TITLE_CHARS:
        title = passage.text[lines[first - 1].start : lines[first - 1].end]
    after = lines[first + count] if first + count < len(lines) else None
    around = passage.text[after.start : after.end][:80] if after else ""
    around = around if find_chart_unit(around) and len(around) < 60 else ""
    made = build_chart(grid, title=title, around=around)
    if made is None:
        return None
    span = passage.span(lines[first].start, lines[first + count - 1].end)
    is_title = bool(chart_words().title.search(title.lower()))
    return SizeChart(made[0], made[1], span, title if is_title else "", passage.lang), count
