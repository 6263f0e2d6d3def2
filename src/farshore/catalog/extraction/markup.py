"""HTML to normalised plain text that keeps what the layout said: list items, tables, headings, bold runs.

Normalised: NFC, white space collapsed, one line for each block, cell or `<br>`; no scripts, styles or comments.
"""

import html as entities
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

LineKind = Literal["paragraph", "item", "heading", "cell", "caption"]

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "iframe",
        "object",
        "video",
        "audio",
        "select",
        "button",
        "form",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "ul",
        "ol",
        "dl",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "blockquote",
        "pre",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "hr",
        "details",
        "summary",
        "center",
        "address",
        "fieldset",
    ]
)
_KINDS: dict[str, LineKind] = {
    "li": "item", "dt": "item", "dd": "item", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "td": "cell", "th": "cell", "caption": "caption", "figcaption": "caption",
}  # fmt: skip
_BOLD = frozenset(["b", "strong", "em", "th", "dt", "u"])
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_UNREAD = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_OPEN_ENDED = frozenset(["br", "hr", "img", "input", "li", "dt", "dd", "p", "tr", "td", "th", "option", "wbr", "col"])
_MOST_OPEN = 2_000
"""Elements left open; the parser's time grows with the square of them."""
_SPACE = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad]")
_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text and what it was; `bold_end` is where a bold run at its start ends."""

    start: int
    end: int
    kind: LineKind
    bold_end: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: a span of the text."""

    start: int
    end: int
    is_header: bool
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells as written (spans are not expanded) and the text around it that names it."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the layout said of the text."""

    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(slots=True)
class _Writer:
    """Builds the text line by line."""

    done: list[str] = field(default_factory=list[str])
    lines: list[Line] = field(default_factory=list[Line])
    tables: list[Table] = field(default_factory=list[Table])
    length: int = 0
    pending: str = ""
    bold: str = ""
    is_bold_open: bool = True
    kind: LineKind = "paragraph"

    def write(self, text: str, *, is_bold: bool) -> None:
        """Add inline text."""
        self.pending += text
        if is_bold and self.is_bold_open:
            self.bold = self.pending
        elif text.strip():
            self.is_bold_open = False

    def end_line(self) -> None:
        """Close the line; an empty one leaves nothing."""
        text, bold = normalise_line(self.pending), normalise_line(self.bold)
        if text:
            start = self.length + 1 if self.done else 0
            self.done.append(text)
            self.length = start + len(text)
            bold_end = start + len(bold) if bold and text.startswith(bold) else None
            self.lines.append(Line(start, self.length, self.kind, bold_end))
        self.pending, self.bold, self.is_bold_open = "", "", True

    @property
    def next_start(self) -> int:
        """Where the next line will begin."""
        return self.length + 1 if self.done else 0


def normalise_line(text: str) -> str:
    """NFC, no invisible characters, single spaces, none at the ends."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\n", " ").replace("\r", " ")))
    return _SPACE.sub(" ", composed).strip()


def describe_text(html: str) -> tuple[str, Structure]:
    """Turn a description, HTML or plain, into normalised text and its structure.

    Returns:
        The text, and spans of its lines and tables in it (code points, end exclusive).
    """
    writer = _Writer()
    if _left_open(html) > _MOST_OPEN:
        html = _TAG.sub("\n", _UNREAD.sub("", html))
    if _is_html(html):
        body = LexborHTMLParser(html).body
        if body is not None:
            _walk(body, writer, is_bold=False, depth=0)
        writer.end_line()
    else:
        for line in re.split(r"\r\n?|\n|\u2028|\u2029", entities.unescape(html)):
            stripped = line.lstrip()
            writer.kind = "item" if stripped[:1] in "•·▪●◆★✓✔✅-*–" and stripped else "paragraph"
            writer.write(line, is_bold=False)
            writer.end_line()
    return "\n".join(writer.done), Structure(tuple(writer.lines), tuple(writer.tables))


def _is_html(text: str) -> bool:
    comment = text.find("<!--")
    return _TAG.search(text) is not None or (comment >= 0 and text.find("-->", comment + 4) >= 0)


def _left_open(html: str) -> int:
    """How many elements were opened and not closed, without those that need no end."""
    if html.count("<") <= _MOST_OPEN:
        return 0
    tags = (tag for tag in _TAG.finditer(html) if tag[2].lower() not in _OPEN_ENDED)
    return sum(-1 if tag[1] else 1 for tag in tags)


def _walk(node: LexborNode, writer: _Writer, *, is_bold: bool, depth: int) -> None:
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            writer.write(child.text_content or "", is_bold=is_bold)
        elif tag == "br":
            writer.end_line()
        elif tag not in _DROPPED and not tag.startswith("-") and not tag.startswith("_") and depth < _MAX_DEPTH:
            _element(child, tag, writer, is_bold=is_bold, depth=depth + 1)
        child = child.next


def _element(node: LexborNode, tag: str, writer: _Writer, *, is_bold: bool, depth: int) -> None:
    if tag == "table":
        _table(node, writer, depth=depth)
        return
    kind = _KINDS.get(tag)
    is_block = kind is not None or tag in _BLOCKS
    before = writer.kind
    if is_block:
        writer.end_line()
        writer.kind = kind or before
    _walk(node, writer, is_bold=is_bold or tag in _BOLD, depth=depth)
    if is_block:
        writer.end_line()
        writer.kind = before


def _table(node: LexborNode, writer: _Writer, *, depth: int) -> None:
    writer.end_line()
    title = _title_before(writer)
    start, before = writer.next_start, writer.kind
    caption = node.css_first("caption")
    if caption is not None:
        writer.kind = "caption"
        _walk(caption, writer, is_bold=False, depth=depth)
        writer.end_line()
        title = normalise_line(caption.text()) or title
    writer.kind = "cell"
    rows = tuple(cells for row in node.css("tr") if (cells := _row(row, writer, depth=depth)))
    writer.kind = before
    if rows:
        writer.tables.append(Table(rows, start, max(writer.length, start), title))


def _title_before(writer: _Writer) -> str:
    """The heading, or a short line, just before a table."""
    if not writer.lines:
        return ""
    line = writer.lines[-1]
    is_title = line.kind == "heading" or (line.end - line.start <= 40 and line.kind == "paragraph")
    return writer.done[-1] if is_title else ""


def _row(row: LexborNode, writer: _Writer, *, depth: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    child = row.child
    while child is not None:
        if child.tag in {"td", "th"}:
            writer.end_line()
            start = writer.next_start
            _walk(child, writer, is_bold=False, depth=depth)
            writer.end_line()
            spans = [_span(child, name) for name in ("colspan", "rowspan")]
            end = max(writer.length, start) if writer.next_start > start else start
            cells.append(Cell(start, end, child.tag == "th", *spans))
        child = child.next
    return tuple(cells)


def _span(node: LexborNode, name: str) -> int:
    given = (node.attributes.get(name) or "1").strip()
    return max(1, min(int(given[:9]), 50)) if given.isdecimal() else 1
