"""A row seen through the meaning of its columns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import unescape

from farshore.catalog.importing.columns import Column, Columns
from farshore.catalog.listing.records import AttributeRecord, VariantRecord
from farshore.platform.tables.feed import PART, SEPARATOR
from farshore.platform.tables.records import Row

_MEASURES = frozenset({"weight", "length", "width", "height"})
"""Fields that are facts of the goods too."""
_ABSENT = frozenset({"", "-", "--", "—", "/", "n/a", "#n/a", "null", "none", "nan", "无", "暂无", "空"})
_PLAIN = frozenset({"title", "group_title"})
"""Fields that shoppers read as they stand, so that markup has no place in them."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_UNSEEN = re.compile("[\x00\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no database keeps, and what turns the text around it."""
_JSON_LIST = re.compile(r'^\[\s*".*"\s*\]$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by field."""

    row: Row
    columns: Columns

    @property
    def number(self) -> int:
        """The row's number in the seller's spreadsheet."""
        return self.row.number

    def at(self, column: Column) -> str:
        """The cell under a column, trimmed; empty for the ways of saying nothing."""
        text = _UNSEEN.sub("", self.row.cells[column.position]).strip()
        return "" if text.casefold() in _ABSENT else text

    def text(self, field: str) -> str:
        """The first cell of a field that says something."""
        for column in self.columns.of(field):
            text = self.at(column)
            if field in _PLAIN:
                text = " ".join(unescape(_TAG.sub(" ", text)).split())
            if text:
                return text.partition(SEPARATOR)[0] if SEPARATOR in text else text
        return ""

    def texts(self, field: str) -> list[str]:
        """Everything that the columns of a field say, repeated elements apart."""
        found = (self.at(column) for column in self.columns.of(field))
        return [part for text in found if text for part in text.split(SEPARATOR) if part]

    def filled(self, field: str) -> tuple[Column, str] | None:
        """The first column of a field that says something, with what it says."""
        for column in self.columns.of(field):
            if text := self.at(column):
                return column, text
        return None

    def attributes(self, *, is_option: bool = False) -> list[AttributeRecord]:
        """Attribute columns and, marked as not public, private and unknown ones that are filled."""
        kinds = {"attribute", "private", *(["option"] if is_option else [])}
        return [
            AttributeRecord(
                name=column.name or column.header,
                value=plain_value(text),
                source=column.header,
                is_public=column.visibility == "public",
            )
            for column in self.columns.all
            if (column.kind in kinds or column.field in _MEASURES) and (text := self.at(column))
        ]

    def options(self) -> list[tuple[str, str]]:
        """Filled option columns as (name, value)."""
        return [
            (column.name, text) for column in self.columns.all if column.kind == "option" and (text := self.at(column))
        ]


def plain_value(text: str) -> str:
    """A cell as one readable value: JSON lists and repeated elements become "a, b"."""
    if _JSON_LIST.match(text):
        inner = text.strip()[1:-1]
        return ", ".join(part.strip().strip('"') for part in re.split(r'"\s*,\s*"', inner.strip()))
    parts = [part.partition("=")[2] or part if PART in text else part for part in text.split(PART)]
    return ", ".join(parts).replace(SEPARATOR, ", ")


def split_list(text: str, *, separators: str = ",，;；|、\n") -> tuple[str, ...]:
    """Parts of a list in one cell, trimmed, without empties and repeats."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def split_attributes(
    rows: Sequence[Cells], *, is_option: bool = False
) -> tuple[tuple[AttributeRecord, ...], list[tuple[AttributeRecord, ...]]]:
    """Attributes of the product and, row by row, of its variants.

    A column that says one thing in all rows of a product speaks of the product; one that says several
    things speaks of the variants. With `is_option` option columns count as attributes too.
    """
    found = [row.attributes(is_option=is_option) for row in rows]
    values: dict[str, set[str]] = {}
    for attributes in found:
        for attribute in attributes:
            values.setdefault(attribute.source, set()).add(attribute.value)
    of_variant = {column.header for column in rows[0].columns.all if column.of_variant}
    varying = {source for source, told in values.items() if len(told) > 1} | of_variant
    product = (a for attributes in found for a in attributes if a.source not in varying)
    return tuple(dict.fromkeys(product)), [tuple(a for a in attributes if a.source in varying) for attributes in found]


def first_text(rows: Sequence[Cells], field: str) -> str:
    """What the first row that says something says of a field."""
    return next((text for cells in rows if (text := cells.text(field))), "")


def varying_options(rows: Sequence[Cells]) -> frozenset[str]:
    """Names of the option columns that tell the rows of a product apart."""
    values: dict[str, set[str]] = {}
    for cells in rows:
        for name, value in cells.options():
            values.setdefault(name, set()).add(value)
    return frozenset(name for name, told in values.items() if len(told) > 1)


def split_variants(
    rows: Sequence[Cells], variant: Callable[[Cells, frozenset[str]], VariantRecord]
) -> tuple[tuple[AttributeRecord, ...], list[VariantRecord]]:
    """Attributes of a product, and its variants with their own.

    `variant` reads one row; it is given the options that tell the rows apart, which are not attributes.
    """
    varying = varying_options(rows)
    attributes, of_rows = split_attributes(rows, is_option=True)
    variants = [
        replace(variant(cells, varying), attributes=tuple(a for a in of_row if a.name not in varying))
        for cells, of_row in zip(rows, of_rows, strict=True)
    ]
    return attributes, variants
