"""Rows of an XML product feed: each `item` or `entry` is a row, its elements are the columns.

Parsed by expat as a stream, entities refused. A feed that breaks half-way is read item by item, so that the good ones
survive. An element that repeats is one cell, its values parted by `SEPARATOR`; the parts of a nested element
(shipping, product_detail) are joined by `PART`.
"""

import html
import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from farshore.platform.tables.encoding import Decoded
from farshore.platform.tables.errors import FileBroken, FileNotATable, TooManyRows
from farshore.platform.tables.records import Fault, Limits, Row, Table

SEPARATOR: Final = "\x1f"
PART: Final = "\x1e"
_ITEMS = frozenset({"item", "entry", "product", "offer"})
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']")
_ITEM = re.compile(r"<(item|entry|product|offer)(?=[\s>])[^>]*>.*?</\1\s*>", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+;)?")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Fields = dict[str, list[str]]


def declared_encoding(data: bytes) -> str | None:
    """What the XML declaration says."""
    found = _DECLARED.search(data[:200])
    return found.group(1).decode("ascii") if found else None


def is_feed(text: str) -> bool:
    """Whether the text begins as XML does."""
    start = text[:2_000].lstrip("\ufeff \t\r\n")
    return start.startswith("<") and not start.startswith("<%")


def open_feed(decoded: Decoded, *, file_name: str, limits: Limits) -> Table:
    """The items of a feed as a table.

    Raises:
        FileNotATable: XML or HTML without items.
        TooManyRows: more items than the limit.
    """
    items, faults = _read_items(decoded.text, file_name, limits)
    if not items:
        raise FileNotATable(file_name=file_name, what="XML or HTML without <item> or <entry>")
    headers = tuple(dict.fromkeys(name for _, fields, _ in items for name in fields))

    def read() -> Iterator[Row]:
        for number, fields, fault in items:
            cells = tuple(SEPARATOR.join(fields.get(name, ())) for name in headers)
            yield Row(number, cells, (fault,) if fault else ())

    return Table(
        format="xml",
        file_name=file_name,
        header_row=0,
        headers=headers,
        read=read,
        encoding=decoded.encoding,
        faults=faults,
    )


Item = tuple[int, Fields, Fault | None]


def _read_items(text: str, file_name: str, limits: Limits) -> tuple[list[Item], tuple[Fault, ...]]:
    collector = _Collector()
    items: list[Item]
    try:
        collector.parse(text)
    except _EntityRefused as error:
        raise FileBroken(file_name=file_name, why="it defines entities") from error
    except expat.ExpatError as error:
        items = _read_one_by_one(text)
        faults: tuple[Fault, ...] = (_broken_feed(error),)
    else:
        items = [(number, fields, None) for number, fields in enumerate(collector.items, 1)]
        faults = ()
    if len(items) > limits.max_rows:
        raise TooManyRows(file_name=file_name, limit=limits.max_rows)
    return items, faults


def _read_one_by_one(text: str) -> list[Item]:
    items: list[Item] = []
    for number, found in enumerate(_ITEM.finditer(text), 1):
        collector = _Collector()
        try:
            collector.parse(_mended(found.group(0)))
        except (expat.ExpatError, _EntityRefused) as error:
            items.append((number, {}, _broken_item(number, found.group(0), error)))
        else:
            items.extend((number, fields, None) for fields in collector.items)
    return items


def _mended(item: str) -> str:
    """Bare ampersands escaped, HTML entities as characters, control characters gone."""

    def replace(found: re.Match[str]) -> str:
        whole = found.group(0)
        character = html.unescape(whole) if found.group(1) else whole
        return character if character != whole else "&amp;" + whole[1:]

    return _ENTITY.sub(replace, _FORBIDDEN.sub("", item))


class _EntityRefused(Exception):
    """The document defines entities, which a feed never needs and a bomb does."""


class _Collector:
    """Gathers the elements below each item, by local name."""

    def __init__(self) -> None:
        self.items: list[Fields] = []
        self._path: list[str] = []
        self._fields: Fields | None = None
        self._depth = 0
        self._text: list[str] = []
        self._parts: list[str] = []
        self._attributes: dict[str, str] = {}

    def parse(self, text: str) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        parser.Parse(text, True)  # noqa: FBT003 - the name of the flag is positional only

    def _refuse(self, *_: object) -> None:
        raise _EntityRefused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        local = name.rpartition(":")[2].casefold()
        if self._fields is None:
            if local in _ITEMS:
                self._fields, self._depth = {}, len(self._path)
            return
        if len(self._path) == self._depth + 1:
            self._text.clear()
            self._parts = []
            self._attributes = attributes
        elif len(self._path) == self._depth + 2:
            self._text.clear()

    def _end(self, name: str) -> None:
        if self._fields is not None:
            self._close(name.rpartition(":")[2])
        self._path.pop()

    def _close(self, local: str) -> None:
        assert self._fields is not None  # noqa: S101 - for the type checkers; the caller asked
        level = len(self._path) - self._depth
        if level == 0:
            self.items.append(self._fields)
            self._fields = None
        elif level == 1:
            plain = "".join(self._text).strip() or self._attributes.get("href", "")
            value = PART.join(self._parts) if self._parts else plain
            if value:
                self._fields.setdefault(local, []).append(value)
            self._text.clear()
        elif level == 2:
            self._parts.append(f"{local}={''.join(self._text).strip()}")
            self._text.clear()


def _broken_feed(error: expat.ExpatError) -> Fault:
    return Fault(
        code="platform.feed_broken",
        message=f"The XML breaks at line {error.lineno}; the items were read one by one.",
        what_to_do="Have the feed written again; look whether the last items are there.",
    )


def _broken_item(number: int, text: str, error: Exception) -> Fault:
    return Fault(
        code="platform.row_unreadable",
        message=f"This item is not well formed ({error}).",
        what_to_do="Mend the item in the feed and import it again.",
        row=number,
        value=text[:80],
        is_fatal=True,
    )
