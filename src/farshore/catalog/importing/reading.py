"""The door of the importer: a file in, a listing or a preview out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from farshore.catalog.importing import google, sheet, shopify, woocommerce
from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.columns import Columns, check_prices, plan_columns
from farshore.catalog.importing.errors import NoProductColumns, PriceColumnUnclear
from farshore.catalog.importing.formats import recognise
from farshore.catalog.importing.header_maps import header_words, is_known_header
from farshore.catalog.importing.identity import tell_repeated_ids, tell_repeated_skus
from farshore.catalog.importing.moments import Moments
from farshore.catalog.importing.previews import Preview, to_column_previews
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.records import Listing, Problem, ProductRecord
from farshore.platform.tables.opening import open_table
from farshore.platform.tables.records import Limits, Row, Table, Wanted


@dataclass(frozen=True, slots=True)
class Choices:
    """What the seller decided about the columns of a file."""

    header_map: Mapping[str, str] | None = None
    """Header to "our field", "private", "ignored", "attribute:NAME", "option:NAME", "price:COUNTRY:CURRENCY"."""
    opened: Collection[str] = ()
    """Columns opened to shoppers."""
    sheet: str | None = None
    """Sheet of a workbook; None takes the one with most known columns."""
    timezone: str = "UTC"
    """IANA zone in which sale windows without one are meant."""
    limits: Limits = field(default_factory=Limits)


def read_listing(
    data: bytes,
    *,
    file_name: str,
    currency: str,
    choices: Choices | None = None,
) -> Listing:
    """Products of a file, with every problem named; good rows survive bad ones.

    Args:
        data: CSV, TSV, XLSX, Google XML, or a zip with one of them.
        file_name: as the seller knows it.
        currency: ISO 4217 of the shop; for prices that name none.
        choices: what the seller decided about the file.

    Raises:
        PriceColumnUnclear, HeaderMapInvalid, NoProductColumns, and what `open_table` raises.
    """
    choices = choices or Choices()
    opening = _open(data, file_name, choices)
    check_prices(opening.columns)
    return _read(opening, currency, choices)


def preview_listing(
    data: bytes,
    *,
    file_name: str,
    currency: str,
    choices: Choices | None = None,
) -> Preview:
    """What a file was taken for, column by column, and what reading it would give.

    Columns that need a choice are problems here, not errors, so that the mapping step can show them.
    Arguments and errors otherwise as `read_listing`.
    """
    choices = choices or Choices()
    opening = _open(data, file_name, choices)
    extra: tuple[Problem, ...] = ()
    try:
        check_prices(opening.columns)
    except PriceColumnUnclear as error:
        extra = (_as_problem(error),)
    listing = _read(opening, currency, choices)
    return Preview(
        format=opening.columns.format,
        table_format=opening.table.format,
        encoding=opening.table.encoding,
        delimiter=opening.table.delimiter,
        sheet=opening.table.sheet,
        other_sheets=opening.table.other_sheets,
        header_row=opening.table.header_row,
        columns=to_column_previews(opening.columns, opening.rows),
        row_count=len(opening.rows),
        product_count=len(listing.products),
        variant_count=sum(len(product.variants) for product in listing.products),
        products=listing.products[:5],
        problems=(*extra, *listing.problems),
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    table: Table
    columns: Columns
    rows: tuple[Row, ...]


def _open(data: bytes, file_name: str, choices: Choices) -> _Opening:
    chosen = set(choices.header_map or {}) | set(choices.opened)
    wanted = Wanted(lambda cell: cell in chosen or is_known_header(cell), header_words())
    table = open_table(data, file_name=file_name, wanted=wanted, limits=choices.limits, sheet=choices.sheet)
    format_name = recognise(table)
    columns = plan_columns(table.headers, format_name=format_name, chosen=choices.header_map, opened=choices.opened)
    if not any(columns.of(field) for field in ("title", "sku", "external_id", "handle", "group_id")):
        raise NoProductColumns(file_name=file_name, headers=", ".join(table.headers[:30]))
    return _Opening(table, columns, tuple(table.read()))


def _read(opening: _Opening, currency: str, choices: Choices) -> Listing:
    problems = Problems(list(opening.columns.problems))
    for fault in opening.table.faults:
        problems.take(fault)
    rows: list[Cells] = []
    for row in opening.rows:
        for fault in row.faults:
            problems.take(fault)
        if not row.is_broken:
            rows.append(Cells(row, opening.columns))
    if not opening.rows:
        problems.warn("catalog.no_rows", "The file has column names and no rows.", "Export it again with its products.")
    prices = PriceReader(opening.columns, currency, problems)
    if not opening.columns.of("price"):
        _tell_no_price(opening.columns, problems)
    products = _products(rows, prices, problems, ZoneInfo(choices.timezone))
    prices.tell_currencies()
    products = tell_repeated_ids(products, problems)
    tell_repeated_skus(products, problems)
    return Listing(opening.columns.format, tuple(products), problems.in_order())


def _products(rows: list[Cells], prices: PriceReader, problems: Problems, zone: ZoneInfo) -> list[ProductRecord]:
    moments = Moments(zone, problems)
    match prices.columns.format:
        case "shopify":
            prices.trust_point()
            return shopify.read_products(rows, prices, problems)
        case "google":
            prices.trust_point()
            return google.read_products(rows, prices, problems, moments)
        case "woocommerce":
            prices.learn(cells.row for cells in rows)
            return woocommerce.read_products(rows, prices, problems, moments)
        case _:
            prices.learn(cells.row for cells in rows)
            return sheet.read_products(rows, prices, problems, moments)


def _tell_no_price(columns: Columns, problems: Problems) -> None:
    unknown = [column.header for column in columns.all if column.visibility == "unknown"]
    named = f" Columns that nobody knows: {', '.join(unknown[:8])}." if unknown else ""
    problems.warn(
        "catalog.price_column_missing",
        "No column was taken for the retail price, so no price will be told." + named,
        'Name it: --map FILE with {"your column": "price"}.',
    )


def _as_problem(error: PriceColumnUnclear) -> Problem:
    return Problem(
        message=str(error),
        what_to_do="Choose the retail price in the mapping step, or with --map.",
        column=str(error.params["second"]),
        code=error.code,
    )
