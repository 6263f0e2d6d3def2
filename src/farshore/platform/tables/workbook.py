"""Rows of an XLSX workbook: values as they are shown, formulas by the value that was saved with them."""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from farshore.platform.tables.archive import check_growth
from farshore.platform.tables.errors import FileBroken, SheetMissing
from farshore.platform.tables.records import Fault

_EXACT_WHOLE = 10**15
"""Excel keeps 15 digits; a longer id has lost its tail."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file, opened anew for each reading."""

    data: bytes
    file_name: str
    sheets: tuple[str, ...]
    has_formulas: bool

    def read(self, sheet: str) -> Iterator[tuple[list[str], tuple[Fault, ...]]]:
        """Rows of a sheet in order, from row 1, with faults that name the column by letter."""
        with _opened(self.data, self.file_name, values_only=True) as values:
            if not self.has_formulas:
                for shown in _rows(values, sheet):
                    yield _row(shown, ())
                return
            with _opened(self.data, self.file_name, values_only=False) as formulas:
                for shown, written in zip(_rows(values, sheet), _rows(formulas, sheet), strict=False):
                    yield _row(shown, written)


def open_workbook(data: bytes, *, file_name: str, max_bytes: int) -> Workbook:
    """List the sheets that can be seen.

    Raises:
        FileBroken: no workbook, or a damaged one.
        ArchiveRefused: it unpacks beyond reason.
        FileLocked: it needs a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.filename.startswith("xl/media/")]
            check_growth(archive, file_name=file_name, max_bytes=max_bytes, members=members)
            has_formulas = any(_has_formula(archive, m) for m in members)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileBroken(file_name=file_name, why=str(error)) from error
    with _opened(data, file_name, values_only=True) as book:
        seen = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
        return Workbook(data, file_name, seen or tuple(book.sheetnames), has_formulas)


def check_sheet(book: Workbook, sheet: str) -> str:
    """The name, when the workbook has it.

    Raises:
        SheetMissing: it has not.
    """
    if sheet not in book.sheets:
        raise SheetMissing(file_name=book.file_name, sheet=sheet, sheets=", ".join(book.sheets))
    return sheet


def _has_formula(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if not member.filename.startswith("xl/worksheets/"):
        return False
    with archive.open(member) as opened:
        tail = b""
        while chunk := opened.read(1_000_000):
            if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                return True
            tail = chunk[-2:]
    return False


@contextmanager
def _opened(data: bytes, file_name: str, *, values_only: bool) -> Generator[Any]:
    """The book while it is read. What openpyxl raises on damaged files has no common class."""
    load = cast("Callable[..., Any]", import_module("openpyxl").load_workbook)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load(io.BytesIO(data), read_only=True, data_only=values_only, keep_links=False)
        except Exception as error:
            raise FileBroken(file_name=file_name, why=type(error).__name__) from error
    try:
        yield book
    finally:
        book.close()


def _rows(book: Any, sheet: str) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - untyped library
    """Values of the rows; the size that the file claims is not believed (WPS writes it wrong)."""
    opened = book[sheet]
    opened.reset_dimensions()
    yield from opened.iter_rows(values_only=True)


def _row(shown: tuple[Any, ...], written: tuple[Any, ...]) -> tuple[list[str], tuple[Fault, ...]]:
    cells: list[str] = []
    faults: list[Fault] = []
    for position, value in enumerate(shown):
        formula = written[position] if position < len(written) else None
        fault = _cell_fault(column_letter(position), value, formula)
        if fault is not None:
            faults.append(fault)
        cells.append("" if fault is not None else _text(value))
    return cells, tuple(faults)


def column_letter(position: int) -> str:
    """Letter of a column as spreadsheets show it; 0 is A."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell_fault(column: str, value: object, formula: object) -> Fault | None:
    is_formula = isinstance(formula, str) and formula.startswith("=")
    if "DISPIMG(" in f"{value}{formula if is_formula else ''}":
        return _picture(column, str(value or formula))
    if value is None and is_formula:
        return _uncached(column, str(formula))
    if isinstance(value, str) and value in _EXCEL_ERRORS:
        return _excel_error(column, value)
    return None


_EXCEL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def _text(value: object) -> str:
    """A cell as the owner sees it: whole numbers without a point, dates in ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        is_date = value.time() == dt.time()
        return value.date().isoformat() if is_date else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    if not value.is_integer():
        return f"{value:.12g}"
    return str(int(value)) if abs(value) < _EXACT_WHOLE else f"{value:.15g}".upper()


def _uncached(column: str, formula: str) -> Fault:
    return Fault(
        code="platform.formula_without_value",
        message="This cell is a formula whose result was not saved in the file.",
        what_to_do="Open the file in Excel or WPS and save it, or paste the column as values.",
        column=column,
        value=formula[:80],
    )


def _picture(column: str, value: str) -> Fault:
    return Fault(
        code="platform.picture_in_cell",
        message="This cell holds a picture, not text; it was read as empty.",
        what_to_do="Give the address (URL) of the picture in this column.",
        column=column,
        value=value[:80],
    )


def _excel_error(column: str, value: str) -> Fault:
    return Fault(
        code="platform.formula_failed",
        message=f"This cell shows the error {value}; it was read as empty.",
        what_to_do="Mend the formula or type the value.",
        column=column,
        value=value,
    )
