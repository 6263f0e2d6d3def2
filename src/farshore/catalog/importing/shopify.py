"""Shopify's product CSV: rows of one handle are the variants and pictures of one product.

Source: help.shopify.com/en/manual/products/import-export/using-csv. The first row of a handle says what the product is;
further rows add variants, and rows without option and price only add pictures.
"""

from collections.abc import Sequence
from dataclasses import replace

from farshore.catalog.importing.cells import Cells, first_text, split_attributes, split_list
from farshore.catalog.importing.identity import clean_code, name_variants
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.importing.statuses import is_false, is_true, read_status
from farshore.catalog.importing.stock import read_stock
from farshore.catalog.importing.weights import to_grams
from farshore.catalog.listing.records import (
    Availability,
    MediaRecord,
    ProductRecord,
    ProductStatus,
    VariantRecord,
)

_VARIANT_FIELDS = ("option1_value", "sku", "price", "stock", "barcode", "grams")


def read_products(rows: Sequence[Cells], prices: PriceReader, problems: Problems) -> list[ProductRecord]:
    """Products in order of their first row."""
    groups: dict[str, list[Cells]] = {}
    last = ""
    for cells in rows:
        handle = cells.text("handle") or _handle_of(cells.text("title")) or last
        if not handle:
            problems.error(
                "catalog.row_without_identity",
                "This row has neither handle nor title, so it belongs to no product.",
                "Fill the handle; rows of one product share it.",
                row=cells.number,
            )
            continue
        groups.setdefault(handle, []).append(cells)
        last = handle
    return [
        product
        for handle, group in groups.items()
        if (product := _product(handle, group, prices, problems)) is not None
    ]


def _handle_of(title: str) -> str:
    """Shopify's own rule for a new product without handle."""
    letters = "".join(character if character.isalnum() else " " for character in title.casefold())
    return "-".join(letters.split())


def _product(handle: str, group: Sequence[Cells], prices: PriceReader, problems: Problems) -> ProductRecord | None:
    first = group[0]
    title = next((text for cells in group if (text := cells.text("title"))), "")
    if not title:
        problems.error(
            "catalog.title_missing",
            f"The product {handle} has no title in any of its rows.",
            "Fill the title in the product's first row.",
            row=first.number,
            column="Title",
            value=handle,
        )
        return None
    names = _option_names(group)
    attributes, of_rows = split_attributes(group)
    variants = [
        replace(_variant(cells, names, prices, problems), attributes=of_row)
        for index, (cells, of_row) in enumerate(zip(group, of_rows, strict=True))
        if index == 0 or any(cells.text(name) for name in _VARIANT_FIELDS)
    ]
    return ProductRecord(
        source="shopify",
        external_id=handle,
        handle=handle,
        title=title,
        description=first_text(group, "description"),
        vendor=first_text(group, "vendor"),
        kind=first_text(group, "kind"),
        categories=tuple(filter(None, [first_text(group, "category")])),
        tags=split_list(first_text(group, "tags"), separators=","),
        status=_status(group, problems),
        variants=name_variants(variants),
        attributes=attributes,
        media=_media(group),
        row=first.number,
    )


def _option_names(group: Sequence[Cells]) -> tuple[str, ...]:
    return tuple(first_text(group, f"option{number}_name") for number in (1, 2, 3))


def _variant(cells: Cells, names: Sequence[str], prices: PriceReader, problems: Problems) -> VariantRecord:
    options = tuple(
        (name or f"Option {number}", value)
        for number, name in enumerate(names, 1)
        if (value := cells.text(f"option{number}_value")) and not _is_placeholder(name, value)
    )
    stock = read_stock(cells.text("stock")) if cells.text("stock") else None
    is_backorder = is_true(cells.text("inventory_policy"))
    availability = _availability(cells, stock.count if stock else None, is_backorder=is_backorder)
    sku = clean_code(cells.text("sku"), problems, row=cells.number, column="SKU")
    return VariantRecord(
        external_id="",
        sku=sku,
        options=options,
        prices=prices.prices(cells, (None, None)),
        stock=stock.count if stock else None,
        availability=availability,
        allows_backorder=is_backorder,
        weight_g=to_grams(cells.text("grams"), unit="g"),
        barcode=clean_code(cells.text("barcode"), problems, row=cells.number, column="Barcode"),
        image_url=cells.text("variant_image") or None,
        row=cells.number,
    )


def _is_placeholder(name: str, value: str) -> bool:
    """Shopify writes Title / Default Title for a product without options."""
    return name.casefold() in {"title", ""} and value.casefold() == "default title"


def _availability(cells: Cells, count: int | None, *, is_backorder: bool) -> Availability | None:
    tracker = cells.columns.of("tracker")
    if tracker and not cells.text("tracker"):
        return "in_stock"
    if count is None:
        return None
    if count > 0:
        return "in_stock"
    return "backorder" if is_backorder else "out_of_stock"


def _status(group: Sequence[Cells], problems: Problems) -> ProductStatus:
    word = first_text(group, "status")
    status = read_status(word) if word else None
    if word and status is None:
        problems.warn(
            "catalog.status_unknown",
            "This status is not known; the product is kept as a draft and not shown to shoppers.",
            "Use active, draft or archived.",
            row=group[0].number,
            column="Status",
            value=word,
        )
        return "draft"
    published = first_text(group, "published")
    if (status or "active") == "active" and published and is_false(published):
        return "unpublished"
    return status or "active"


def _media(group: Sequence[Cells]) -> tuple[MediaRecord, ...]:
    media: dict[str, MediaRecord] = {}
    for cells in group:
        url = cells.text("image")
        if url and url not in media:
            position = cells.text("image_position")
            number = int(position[:9]) if position.isdecimal() else len(media) + 1
            media[url] = MediaRecord(url, cells.text("image_alt"), number)
    ordered = sorted(media.values(), key=lambda record: record.position)
    return tuple(replace(record, position=index) for index, record in enumerate(ordered, 1))
