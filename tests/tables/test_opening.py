"""Files as they really are: wrong ones are refused by name, half-broken ones give what they can."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from farshore.platform.errors import AppError
from farshore.platform.tables import errors
from farshore.platform.tables.opening import open_table
from farshore.platform.tables.records import Limits, Table, Wanted

pytestmark = pytest.mark.unit

KNOWN = Wanted(lambda cell: cell.casefold() in {"sku", "name", "price", "stock"})


def _open(data: bytes, file_name: str = "shop.csv", **more: Any) -> Table:
    return open_table(data, file_name=file_name, wanted=KNOWN, **more)


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.read()]


def _zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def _book(rows: list[list[Any]], *, more_sheets: dict[str, list[list[Any]]] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for title, others in (more_sheets or {}).items():
        other = book.create_sheet(title)
        for row in others:
            other.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_sniffed(delimiter: str):
    text = f"sku{delimiter}name{delimiter}price\nA{delimiter}Cup, large; blue{delimiter}3\n"
    quoted = text.replace("Cup, large; blue", '"Cup, large; blue"')

    table = _open(quoted.encode())

    assert table.delimiter == delimiter
    assert _cells(table) == [("A", "Cup, large; blue", "3")]


def test_the_header_is_found_below_a_title_and_row_numbers_are_the_spreadsheets():
    table = _open(b"Export of 25 Nov\n\nsku,name,price\nA,Cup,3\n\nB,Pot,4\n")

    assert table.header_row == 3
    assert [(row.number, row.cells[0]) for row in table.read()] == [(4, "A"), (6, "B")]


def test_a_line_break_in_quotes_stays_in_its_cell_and_counts_as_one_row():
    table = _open(b'sku,name,price\r\nA,"Cup\r\nblue",3\r\nB,Pot,4\r\n')

    assert [(row.number, row.cells) for row in table.read()] == [
        (2, ("A", "Cup\nblue", "3")),
        (3, ("B", "Pot", "4")),
    ]


def test_an_unclosed_quote_loses_its_own_row_only():
    table = _open(b'sku,name,price\nA,"Cup,3\nB,Pot,4\nC,"Jar, big",5\nD,Lid,6\n')

    rows = list(table.read())

    assert [(row.number, row.is_broken) for row in rows] == [
        (2, True), (3, False), (4, False), (5, False),
    ]  # fmt: skip
    assert rows[0].faults[0].code == "platform.row_unreadable"
    assert [row.cells[0] for row in rows[1:]] == ["B", "C", "D"]


def test_an_unclosed_quote_at_the_end_loses_its_own_row_only():
    table = _open(b'sku,name,price\nA,Cup,3\nB,"Pot,4\nC,Jar,5\n')

    assert [(row.cells[0], row.is_broken) for row in table.read()] == [
        ("A", False), ("B", True), ("C", False),
    ]  # fmt: skip


def test_an_inch_mark_inside_quotes_does_not_break_the_row():
    table = _open(b'sku,name,price\nA,"Pan 12" wide",3\nB,Pot,4\n')

    rows = list(table.read())

    assert [row.is_broken for row in rows] == [False, False]
    assert rows[0].cells[0] == "A"


def test_a_row_with_a_stray_separator_is_named_and_left_out():
    rows = list(_open(b"sku,name,price\nA,Cup,3,9\nB,Pot\n").read())

    assert [(row.number, row.is_broken) for row in rows] == [(2, True), (3, False)]
    assert rows[0].faults[0].code == "platform.row_too_wide"
    assert rows[1].cells == ("B", "Pot", "")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.FileEmpty),
        (b" \r\n\r\n", errors.FileEmpty),
        (b"\xef\xbb\xbf", errors.FileEmpty),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), errors.FileNotATable),
        (b"%PDF-1.7 ...", errors.FileNotATable),
        (b"\xd0\xcf\x11\xe0" + bytes(600), errors.FileNotATable),
        (bytes(range(256)) * 40, errors.FileNotATable),
        (b"<!doctype html><html><body>Sign in</body></html>", errors.FileNotATable),
        (b'{"products": [{"title": "Cup"}]}', errors.FileNotATable),
        (b"PK\x03\x04" + b"garbage" * 30, errors.FileBroken),
        (_zip(a_txt=b""), errors.FileEmpty),
        (_zip(a_csv=b"sku\n1", b_csv=b"sku\n2"), errors.ArchiveRefused),
        (_zip(a_png=b"x"), errors.ArchiveRefused),
        (_zip(a_csv=b"0" * 30_000_000), errors.ArchiveRefused),
        (b"1,2\n3,4\n5,6\n", errors.HeaderMissing),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, error: type[AppError]):
    with pytest.raises(error):
        list(_open(data).read())


def test_a_workbook_cut_short_is_broken_not_a_crash():
    whole = _book([["sku", "name"], ["A", "Cup"]])

    with pytest.raises(errors.FileBroken):
        list(_open(whole[: len(whole) // 2], "shop.xlsx").read())


def test_limits_are_told_in_numbers():
    with pytest.raises(errors.FileTooBig, match=r"at most 0\.0 MB"):
        _open(b"sku,name\n" + b"A,Cup\n" * 100, limits=Limits(max_bytes=100))
    with pytest.raises(errors.TooManyRows, match="more than 5 rows"):
        list(_open(b"sku,name\n" + b"A,Cup\n" * 6, limits=Limits(max_rows=5)).read())


def test_one_file_in_a_zip_is_read():
    table = _open(_zip(shop_csv=b"sku,name\nA,Cup\n"), "shop.zip")

    assert (table.file_name, _cells(table)) == ("shop.csv", [("A", "Cup")])


def test_a_workbook_is_read_with_numbers_as_they_are_shown():
    rows = [
        ["sku", "name", "price"],
        [1001, "Cup", 12.5],
        ["B", None, 3.0],
        [2.6e17, True, 0.1 + 0.2],
    ]

    assert _cells(_open(_book(rows), "shop.xlsx")) == [
        ("1001", "Cup", "12.5"),
        ("B", "", "3"),
        ("2.6E+17", "true", "0.3"),
    ]


def test_the_sheet_with_known_columns_is_taken_and_the_others_are_named():
    data = _book([["Read me"], ["x", "y"]], more_sheets={"Goods": [["sku", "name"], ["A", "Cup"]]})

    table = _open(data, "shop.xlsx")

    assert (table.sheet, table.other_sheets) == ("Goods", ("Sheet",))
    with pytest.raises(errors.SheetMissing, match="Goods"):
        _open(data, "shop.xlsx", sheet="Prices")


def test_a_formula_without_saved_value_is_named_and_read_as_empty():
    rows = list(_open(_book([["sku", "price"], ["A", "=1+1"], ["B", 2]]), "shop.xlsx").read())

    fault = rows[0].faults[0]
    assert (fault.code, fault.row, fault.column, fault.value) == (
        "platform.formula_without_value", 2, "price", "=1+1",
    )  # fmt: skip
    assert [row.cells for row in rows] == [("A", ""), ("B", "2")]


def test_repeated_column_names_are_named_and_kept_apart():
    table = _open(b"sku,name,name,\nA,Cup,Tasse,x\n")

    assert table.headers == ("sku", "name", "name (2)")
    assert [fault.code for fault in table.faults] == ["platform.header_repeated"]


def test_a_table_reads_the_same_twice():
    table = _open(b"sku,name\nA,Cup\nB,Pot\n")

    assert list(table.read()) == list(table.read())


def test_a_feed_that_breaks_gives_its_good_items():
    feed = (
        b"<rss><channel><item><id>1</id><title>Tea & Milk</title></item>"
        b"<item><id>2</id><title>Cup</titel></item><item><id>3</id><title>Caf&eacute;</title></item>"
        b"<item><id>4</id>"
    )

    table = _open(feed, "feed.xml")

    assert [(row.cells, row.is_broken) for row in table.read()] == [
        (("1", "Tea & Milk"), False),
        (("", ""), True),
        (("3", "Café"), False),
    ]
    assert [fault.code for fault in table.faults] == ["platform.feed_broken"]


def test_a_feed_that_defines_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><item><id>&a;</id></item></rss>'

    with pytest.raises(errors.FileBroken, match="entities"):
        _open(bomb, "feed.xml")
