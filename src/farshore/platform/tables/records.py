"""What a table is to the rooms: named columns and numbered rows, each with what is wrong about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

TableFormat = Literal["csv", "tsv", "xlsx", "xml"]
MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 200_000
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, a row or the file, and what the owner can do about it."""

    code: str
    message: str
    what_to_do: str
    row: int | None = None
    """1-based, as a spreadsheet shows it."""
    column: str | None = None
    value: str | None = None
    is_fatal: bool = False
    """True: the row is left out; False: it was taken in, with this doubt."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` is as long as the header."""

    number: int
    """1-based, as a spreadsheet shows it (blank rows count, line breaks in a cell do not)."""
    cells: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether the cells cannot be trusted to stand under their headers."""
        return any(fault.is_fatal for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read from one file."""

    max_bytes: int = MAX_BYTES
    max_rows: int = MAX_ROWS


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file. `read` starts again from the first row each time and never reads two rows at once."""

    format: TableFormat
    file_name: str
    header_row: int
    headers: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    """About the file as a whole: an encoding with losses, headers that repeat."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the room hopes to find, so that sniffing has something to hold on to."""

    is_header: Callable[[str], bool] = lambda _: False
    """Whether a cell is a column name that the room knows."""
    words: frozenset[str] = frozenset()
    """Column names beyond ASCII; finding one proves an encoding."""
