"""Which row holds the column names, and which character parts the columns."""

import csv
import io
import re
from collections.abc import Sequence

from farshore.platform.tables.records import HEADER_WITHIN, Fault, Wanted

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_CHARACTERS = 64_000
_SAMPLE_ROWS = 30
_NUMBER = re.compile(r"^[\s\d.,:%$€£¥￥+\-/]+$")


def find_header(rows: Sequence[Sequence[str]], wanted: Wanted) -> int | None:
    """Index of the row of column names among the first ten; None when no row looks like one.

    The row with the most known names wins; without known names the first that is all words does.
    """
    scored = [(_known_names(row, wanted), -index) for index, row in enumerate(rows[:HEADER_WITHIN])]
    best, index = max(scored, default=(0, 0))
    if best > 0:
        return -index
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        cells = [cell for cell in row if cell.strip()]
        if len(cells) >= 2 and not any(_NUMBER.match(cell) for cell in cells):
            return position
    return None


def sniff_delimiter(text: str, wanted: Wanted) -> str:
    """The character between columns: the one under which the first rows show most known names and agree in width."""
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda candidate: _delimiter_score(sample, candidate, wanted))


def to_headers(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Column names with repeated and empty ones made distinct, and a fault for each that repeats."""
    seen: dict[str, int] = {}
    headers: list[str] = []
    faults: list[Fault] = []
    for position, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"column {position + 1}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            faults.append(_repeated(name))
            name = f"{name} ({seen[name]})"
        headers.append(name)
    return tuple(headers), tuple(faults)


def _repeated(name: str) -> Fault:
    return Fault(
        code="platform.header_repeated",
        message=f"The column name “{name}” stands more than once.",
        what_to_do="Give each column its own name; the first one was used.",
        column=name,
    )


def _known_names(row: Sequence[str], wanted: Wanted) -> int:
    return len({cell for cell in row if cell.strip() and wanted.is_header(cell)})


def _delimiter_score(sample: str, delimiter: str, wanted: Wanted) -> tuple[int, float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        if not rows:
            return (0, 0.0, 0)
    known = max((_known_names(row, wanted) for row in rows[:HEADER_WITHIN]), default=0)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    agreement = widths.count(usual) / len(widths) if widths and usual > 1 else 0.0
    return (known, agreement, usual)
