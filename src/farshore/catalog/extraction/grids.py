"""Tables as grids of cells: row and column spans expanded, turned when sizes run across."""

from dataclasses import dataclass

from farshore.catalog.extraction.markup import Table
from farshore.catalog.extraction.passage import Passage
from farshore.language.segment.fold import fold


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's text on one line and its span."""

    text: str
    start: int
    end: int
    is_header: bool = False

    @property
    def folded(self) -> str:
        """The text folded for matching."""
        return fold(self.text)


Grid = tuple[tuple[GridCell, ...], ...]
_EMPTY = GridCell("", 0, 0)
_MAX_CELLS = 4000


def to_grid(passage: Passage, table: Table) -> Grid:
    """Expand a table's spans into a rectangle; empty cells fill the rest."""
    placed: dict[tuple[int, int], GridCell] = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in placed:
                column += 1
            text = passage.text[cell.start : cell.end].replace("\n", " ")
            made = GridCell(text, cell.start, cell.end, cell.is_header)
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    if len(placed) < _MAX_CELLS:
                        placed[row + down, column + right] = made
            column += cell.colspan
    height = len(table.rows)
    width = max((column for _, column in placed), default=-1) + 1
    return tuple(tuple(placed.get((row, column), _EMPTY) for column in range(width)) for row in range(height))


def transpose(grid: Grid) -> Grid:
    """Turn rows into columns."""
    return tuple(zip(*grid, strict=True))
