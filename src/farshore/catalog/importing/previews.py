"""What the mapping step shows of a file before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from farshore.catalog.importing.columns import Column, Columns, Visibility
from farshore.catalog.listing.records import Problem, ProductRecord
from farshore.platform.tables.feed import PART, SEPARATOR
from farshore.platform.tables.records import Row

_SAMPLES = 3
_SAMPLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column as the seller's mapping step shows it."""

    header: str
    taken_for: str
    """A field, attribute:NAME, option:NAME, private, ignored or unknown."""
    visibility: Visibility
    samples: tuple[str, ...]
    """The first three different values."""
    filled: int
    """Rows in which the column says something."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A file understood, not yet kept."""

    format: str
    """shopify, woocommerce, google or table."""
    table_format: str
    """csv, tsv, xlsx or xml."""
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    other_sheets: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnPreview, ...]
    row_count: int
    product_count: int
    variant_count: int
    products: tuple[ProductRecord, ...]
    """The first five."""
    problems: tuple[Problem, ...]


def to_column_previews(columns: Columns, rows: Sequence[Row]) -> tuple[ColumnPreview, ...]:
    """Each column with samples."""
    return tuple(_column(column, rows) for column in columns.all)


def _column(column: Column, rows: Sequence[Row]) -> ColumnPreview:
    cells = [row.cells[column.position].strip() for row in rows if not row.is_broken]
    filled = [cell for cell in cells if cell]
    samples: dict[str, None] = {}
    for cell in filled:
        text = cell.replace(SEPARATOR, " | ").replace(PART, ", ")
        samples.setdefault(text[:_SAMPLE_CHARACTERS])
        if len(samples) == _SAMPLES:
            break
    return ColumnPreview(column.header, column.taken_for, column.visibility, tuple(samples), len(filled))
