"""Other tables than size charts: attribute and value side by side, or a grid with one row for each version."""

from collections.abc import Iterator
from dataclasses import replace

from farshore.catalog.extraction.grids import GridCell, to_grid
from farshore.catalog.extraction.labelled import draw_pair
from farshore.catalog.extraction.labels import Meaning, Pair, find_meaning
from farshore.catalog.extraction.markup import Table
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.values import Fact

_MAX_LABEL = 48


def draw_table(passage: Passage, table: Table) -> Iterator[Fact]:
    """Draw the facts of a table that is no size chart."""
    grid = to_grid(passage, table)
    if not grid or len(grid[0]) < 2:
        return
    width = len(grid[0])
    if width in {2, 4} and _is_pairs([cell for row in grid for cell in row[::2]]):
        for row in grid:
            for label, value in zip(row[::2], row[1::2], strict=True):
                yield from _pair(passage, label, value)
        return
    header = grid[0]
    if len(grid) >= 2 and _is_pairs(list(header[1:])):
        for row in grid[1:]:
            name = row[0].text.strip()
            for label, value in zip(header[1:], row[1:], strict=True):
                yield from (replace(fact, scope=fact.scope or name or None) for fact in _pair(passage, label, value))


def _is_pairs(labels: list[GridCell]) -> bool:
    named = [cell for cell in labels if cell.text.strip()]
    known = sum(find_meaning(cell.text) != Meaning() for cell in named)
    return bool(named) and all(len(cell.text) <= _MAX_LABEL for cell in named) and known * 3 >= len(named)


def _pair(passage: Passage, label: GridCell, value: GridCell) -> list[Fact]:
    if not label.text.strip() or not value.text.strip() or label.start == value.start:
        return []
    return draw_pair(passage, Pair((label.start, label.end), (value.start, value.end)))
