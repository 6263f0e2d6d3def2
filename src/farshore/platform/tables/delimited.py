"""Rows of comma- or tab-separated text (RFC 4180), with one broken row never swallowing the next ones.

A quote that is not closed makes a plain reader take the rest of the file for one cell. Rows are therefore read
strictly; where that fails, the row is read leniently and given up when it has eaten lines that are rows by themselves.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from farshore.platform.tables.records import Fault

_LINES_IN_ONE_ROW = 2_000
_CELL_CHARACTERS = 10_000_000
csv.field_size_limit(_CELL_CHARACTERS)


@dataclass(slots=True)
class _Lines:
    """Lines from one position on, at most as many as one row may have."""

    lines: list[str]
    at: int
    end: int = field(default=0)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines) or self.at >= self.end:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def split_lines(text: str) -> list[str]:
    """Lines with their ends, which become line feeds (a cell may hold other separators)."""
    return io.StringIO(text, newline=None).readlines()


def read_delimited(
    lines: list[str], *, delimiter: str, width: int | None = None
) -> Iterator[tuple[list[str], Fault | None]]:
    """Rows in order, blank ones as empty lists.

    Args:
        lines: from `split_lines`.
        delimiter: one character.
        width: number of columns when known; a malformed row of that width is kept.

    Yields:
        (cells, None), or (cells of the damaged first line, fatal fault without row number).
    """
    at = 0
    while at < len(lines):
        source = _Lines(lines, at, len(lines))
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            while True:
                source.end = source.at + _LINES_IN_ONE_ROW
                cells = next(reader)
                yield cells, None
                at = source.at
        except StopIteration:
            if source.at >= len(lines):
                return
            at = source.at
        except csv.Error:
            cells, at, is_broken = _read_malformed(lines, at, delimiter=delimiter, width=width)
            yield cells, _unreadable(lines[at - 1]) if is_broken else None


def _read_malformed(lines: list[str], at: int, *, delimiter: str, width: int | None) -> tuple[list[str], int, bool]:
    source = _Lines(lines, at, at + _LINES_IN_ONE_ROW)
    cells = _first_row(source, delimiter)
    used = source.at - at
    fits = width is None or len(cells) == width
    swallowed = [line for line in lines[at + 1 : source.at] if _is_row(line, delimiter, width)]
    if fits and not swallowed:
        return cells, source.at, False
    if used == 1:
        return cells, source.at, not fits
    return _first_row(_Lines(lines, at, at + 1), delimiter), at + 1, True


def _first_row(source: _Lines, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(source, delimiter=delimiter), list[str]())
    except csv.Error:
        return []


def _is_row(line: str, delimiter: str, width: int | None) -> bool:
    if width is None or width < 3:
        return False
    return len(_first_row(_Lines([line], 0, 1), delimiter)) == width


def _unreadable(line: str) -> Fault:
    return Fault(
        code="platform.row_unreadable",
        message="The quotation marks of this row do not close, so its cells cannot be told apart.",
        what_to_do="Close or double the quotation marks in this row and import the file again.",
        value=line.strip()[:80],
        is_fatal=True,
    )
