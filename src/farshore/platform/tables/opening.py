"""Open a file of rows, whatever it is: the one door that readers use."""

from collections.abc import Callable, Iterator, Sequence

from farshore.platform.tables.archive import is_workbook, is_zip, unpack_one
from farshore.platform.tables.delimited import read_delimited, split_lines
from farshore.platform.tables.encoding import Decoded, decode
from farshore.platform.tables.errors import (
    FileEmpty,
    FileNotATable,
    FileTooBig,
    HeaderMissing,
    TooManyRows,
)
from farshore.platform.tables.feed import declared_encoding, is_feed, open_feed
from farshore.platform.tables.header import find_header, sniff_delimiter, to_headers
from farshore.platform.tables.records import HEADER_WITHIN, Fault, Limits, Row, Table, Wanted
from farshore.platform.tables.workbook import Workbook, check_sheet, column_letter, open_workbook

RawRow = tuple[list[str], tuple[Fault, ...]]
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an Excel 97 workbook (.xls) or one with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def open_table(
    data: bytes,
    *,
    file_name: str,
    wanted: Wanted | None = None,
    limits: Limits | None = None,
    sheet: str | None = None,
) -> Table:
    """Open CSV, TSV, XLSX, an XML feed, or a zip with one of them.

    Args:
        data: the file.
        file_name: as the owner knows it, for messages.
        wanted: column names and words the room knows; they steer the sniffing.
        limits: how much is read at once.
        sheet: which sheet of a workbook; None takes the one with most known column names.

    Raises:
        FileEmpty, FileTooBig, TooManyRows (while reading), FileNotATable, FileLocked, FileBroken,
        ArchiveRefused, HeaderMissing, SheetMissing.
    """
    wanted, limits = wanted or Wanted(), limits or Limits()
    _check_size(data, file_name, limits)
    if is_zip(data) and not is_workbook(data):
        file_name, data = unpack_one(data, file_name=file_name, max_bytes=limits.max_bytes)
        _check_size(data, file_name, limits)
    if is_zip(data):
        return _open_sheet(data, file_name, wanted, limits, sheet)
    decoded = decode_text(data, file_name=file_name, words=wanted.words)
    if is_feed(decoded.text):
        return open_feed(decoded, file_name=file_name, limits=limits)
    _check_not_json(decoded.text, file_name)
    return _open_text(decoded, file_name, wanted, limits)


def decode_text(data: bytes, *, file_name: str, words: frozenset[str] = frozenset()) -> Decoded:
    """The text of a file that is text.

    Raises:
        FileNotATable: it is something else.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FileNotATable(file_name=file_name, what=what)
    decoded = decode(data, words=words, declared=declared_encoding(data))
    if decoded.encoding != "utf-16":
        sample = data[:100_000]
        if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 200:
            raise FileNotATable(file_name=file_name, what="binary data")
    if not decoded.text.strip("\ufeff\x00 \t\r\n"):
        raise FileEmpty(file_name=file_name)
    return decoded


def _check_not_json(text: str, file_name: str) -> None:
    start = text[:200].lstrip()
    if start.startswith(("{", "[{", "[\n")):
        raise FileNotATable(file_name=file_name, what="JSON")


def _check_size(data: bytes, file_name: str, limits: Limits) -> None:
    if not data.strip():
        raise FileEmpty(file_name=file_name)
    if len(data) > limits.max_bytes:
        size, limit = (f"{number / 1024 / 1024:.1f}" for number in (len(data), limits.max_bytes))
        raise FileTooBig(file_name=file_name, size_mb=size, limit_mb=limit)


def _open_text(decoded: Decoded, file_name: str, wanted: Wanted, limits: Limits) -> Table:
    delimiter = sniff_delimiter(decoded.text, wanted)
    lines = split_lines(decoded.text)

    def raw(width: int | None = None) -> Iterator[RawRow]:
        for cells, fault in read_delimited(lines, delimiter=delimiter, width=width):
            yield cells, (fault,) if fault else ()

    index, headers, faults = _header(raw(), file_name, wanted)
    return Table(
        format="tsv" if delimiter == "\t" else "csv",
        file_name=file_name,
        header_row=index + 1,
        headers=headers,
        read=lambda: _data_rows(raw(len(headers)), index, headers, _Limit(file_name, limits)),
        encoding=decoded.encoding,
        delimiter=delimiter,
        faults=(*_lost(decoded), *faults),
    )


def _open_sheet(data: bytes, file_name: str, wanted: Wanted, limits: Limits, sheet: str | None) -> Table:
    book = open_workbook(data, file_name=file_name, max_bytes=limits.max_bytes)
    name = check_sheet(book, sheet) if sheet else _best_sheet(book, wanted)
    index, headers, faults = _header(book.read(name), file_name, wanted)
    return Table(
        format="xlsx",
        file_name=file_name,
        header_row=index + 1,
        headers=headers,
        read=lambda: _data_rows(book.read(name), index, headers, _Limit(file_name, limits)),
        sheet=name,
        other_sheets=tuple(other for other in book.sheets if other != name),
        faults=faults,
    )


def _best_sheet(book: Workbook, wanted: Wanted) -> str:
    def known(name: str) -> int:
        rows = _first_rows(book.read(name))
        return max((sum(map(wanted.is_header, filter(None, row))) for row in rows), default=0)

    return max(book.sheets, key=known)


def _first_rows(rows: Iterator[RawRow]) -> list[list[str]]:
    return [cells for (cells, _), _ in zip(rows, range(HEADER_WITHIN), strict=False)]


def _header(rows: Iterator[RawRow], file_name: str, wanted: Wanted) -> tuple[int, tuple[str, ...], tuple[Fault, ...]]:
    first = _first_rows(rows)
    if not any(any(cell.strip() for cell in row) for row in first):
        raise FileEmpty(file_name=file_name)
    index = find_header(first, wanted)
    if index is None:
        raise HeaderMissing(file_name=file_name, rows=HEADER_WITHIN)
    headers, faults = to_headers(_trimmed(first[index]))
    return index, headers, faults


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


class _Limit:
    """Counts rows up to the limit."""

    def __init__(self, file_name: str, limits: Limits) -> None:
        self._file_name = file_name
        self._left = limits.max_rows
        self._limit = limits.max_rows

    def count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooManyRows(file_name=self._file_name, limit=self._limit)


def _data_rows(rows: Iterator[RawRow], header_index: int, headers: tuple[str, ...], limit: _Limit) -> Iterator[Row]:
    names: Callable[[str | None], str | None] = _letters_to_names(headers)
    for index, (cells, faults) in enumerate(rows):
        if index <= header_index or not any(cell.strip() for cell in cells):
            continue
        limit.count()
        number = index + 1
        placed = [_placed(fault, number, names(fault.column)) for fault in faults]
        if not any(fault.is_fatal for fault in placed):
            placed += _width_faults(cells, len(headers), number)
        yield Row(number, _fitted(cells, len(headers)), tuple(placed))


def _fitted(cells: list[str], width: int) -> tuple[str, ...]:
    if len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    return tuple(cells[:width])


def _letters_to_names(headers: tuple[str, ...]) -> Callable[[str | None], str | None]:
    letters = {column_letter(position): header for position, header in enumerate(headers)}
    return lambda column: letters.get(column, column) if column else None


def _placed(fault: Fault, number: int, column: str | None) -> Fault:
    return Fault(
        code=fault.code,
        message=fault.message,
        what_to_do=fault.what_to_do,
        row=number,
        column=column,
        value=fault.value,
        is_fatal=fault.is_fatal,
    )


def _width_faults(cells: list[str], width: int, number: int) -> list[Fault]:
    if any(cell.strip() for cell in cells[width:]):
        return [
            Fault(
                code="platform.row_too_wide",
                message=f"This row has {len(cells)} cells under {width} column names.",
                what_to_do="Put cells that hold the separator into quotation marks.",
                row=number,
                value=next(cell for cell in cells[width:] if cell.strip())[:80],
                is_fatal=True,
            )
        ]
    return []


def _lost(decoded: Decoded) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    if decoded.lost:
        faults.append(
            Fault(
                code="platform.characters_lost",
                message=f"{decoded.lost} characters could not be read as {decoded.encoding}.",
                what_to_do="Save the file as UTF-8 (in Excel: CSV UTF-8) and import it again.",
            )
        )
    elif decoded.is_doubtful:
        faults.append(
            Fault(
                code="platform.encoding_doubtful",
                message=f"The file was read as {decoded.encoding}, but it may be something else.",
                what_to_do="Look at the preview; if letters are wrong, save the file as UTF-8.",
            )
        )
    return tuple(faults)
