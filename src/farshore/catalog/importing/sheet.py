"""Plain tables: one row a product or a variant, columns named by whoever made the sheet.

Rows belong together when they share a style number, an id that stands beside SKUs, or the very same title with options
that differ; a row without title continues the one above (merged cells).
"""

from collections.abc import Sequence

from farshore.catalog.importing.cells import (
    Cells,
    first_text,
    split_list,
    split_variants,
)
from farshore.catalog.importing.identity import code_of, name_variants
from farshore.catalog.importing.moments import Moments
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.importing.statuses import is_true, read_status
from farshore.catalog.importing.stock import Stock, read_stock
from farshore.catalog.importing.weights import to_grams
from farshore.catalog.listing.records import (
    Availability,
    MediaRecord,
    ProductRecord,
    ProductStatus,
    VariantRecord,
)


def read_products(
    rows: Sequence[Cells], prices: PriceReader, problems: Problems, moments: Moments
) -> list[ProductRecord]:
    """Products in order of their first row."""
    groups: dict[str, list[Cells]] = {}
    last = ""
    for cells in rows:
        key = _key(cells)
        if not key and last and cells.options():
            key = last
            _tell_continued(groups[last][0], cells, problems)
        if not key:
            problems.error(
                "catalog.row_without_identity",
                "This row has neither name nor SKU nor id.",
                "Fill one of them, or delete the row.",
                row=cells.number,
            )
            continue
        groups.setdefault(key, []).append(cells)
        last = key
    reader = _Reader(prices, problems, moments)
    products = [reader.product(part) for group in groups.values() for part in _parts(group)]
    return [product for product in products if product is not None]


def _tell_continued(first: Cells, cells: Cells, problems: Problems) -> None:
    problems.warn_once(
        "continued",
        "catalog.row_continued",
        f"Rows without a name were taken for variants of the product above them, here of “{first.text('title')}”.",
        "If these are products of their own, fill their names.",
        row=cells.number,
    )


def _key(cells: Cells) -> str:
    """What holds the rows of a product together."""
    title = cells.text("title")
    for field in ("group_id", "handle", "external_id"):
        if text := cells.text(field):
            return f"{field}:{text}"
    if title and cells.options():
        return f"title:{title}"
    if not title and cells.options():
        return ""
    sku = cells.text("sku")
    return f"sku:{sku}" if sku else f"title:{title}" if title else ""


def _parts(group: Sequence[Cells]) -> list[list[Cells]]:
    """A group, or its rows one by one when nothing tells them apart as variants."""
    options = {tuple(cells.options()) for cells in group}
    skus = {cells.text("sku") for cells in group}
    if len(group) == 1 or len(options) > 1 or len(skus) == len(group):
        return [list(group)]
    return [[cells] for cells in group]


class _Reader:
    """Makes products of grouped rows."""

    def __init__(self, prices: PriceReader, problems: Problems, moments: Moments) -> None:
        self._prices = prices
        self._problems = problems
        self._moments = moments

    def product(self, group: Sequence[Cells]) -> ProductRecord | None:
        first = group[0]
        title = first_text(group, "title")
        if not title:
            self._problems.error(
                "catalog.title_missing",
                "This product has no name.",
                "Fill the name.",
                row=first.number,
                value=first_text(group, "sku") or first_text(group, "external_id"),
            )
            return None
        attributes, variants = split_variants(group, self._variant)
        external_id = self._identity(group, title)
        return ProductRecord(
            source="table",
            external_id=external_id,
            handle=first_text(group, "handle") or external_id,
            title=title,
            description=_description(group),
            vendor=first_text(group, "vendor"),
            kind=first_text(group, "kind"),
            categories=_categories(group),
            tags=split_list(first_text(group, "tags")),
            highlights=_highlights(group),
            status=self._status(group),
            url=first_text(group, "url") or None,
            variants=name_variants(variants),
            attributes=attributes,
            media=_media(group),
            row=first.number,
        )

    def _identity(self, group: Sequence[Cells], title: str) -> str:
        for field in ("group_id", "external_id", "handle", "sku"):
            for cells in group:
                if code := code_of(cells, field, self._problems):
                    return code
        return title

    def _variant(self, cells: Cells, varying: frozenset[str]) -> VariantRecord:
        stock = self._stock(cells)
        sale = (
            self._moments.read(cells, "sale_from"),
            self._moments.read(cells, "sale_until", is_end=True),
        )
        return VariantRecord(
            external_id="",
            sku=code_of(cells, "sku", self._problems),
            options=_options(cells, varying),
            prices=self._prices.prices(cells, sale),
            stock=stock.count,
            availability=stock.availability,
            allows_backorder=is_true(cells.text("backorder")),
            weight_g=_weight(cells),
            barcode=code_of(cells, "barcode", self._problems),
            image_url=cells.text("variant_image") or None,
            row=cells.number,
        )

    def _stock(self, cells: Cells) -> Stock:
        count: int | None = None
        availability: Availability | None = None
        for field in ("stock", "availability", "status"):
            for text in cells.texts(field):
                found = read_stock(text) if field != "status" or not read_status(text) else None
                if found is None:
                    self._tell_stock(cells, field, text)
                    continue
                count = found.count if count is None and field == "stock" else count
                if found.availability and (availability is None or field == "availability"):
                    availability = found.availability
        return Stock(count, availability)

    def _tell_stock(self, cells: Cells, field: str, text: str) -> None:
        if field == "status":
            return
        self._problems.warn(
            "catalog.stock_unclear",
            "This is neither a number nor a word for stock; it was left out.",
            "Write a number, “in stock” or “out of stock”.",
            row=cells.number,
            column=cells.columns.of(field)[0].header,
            value=text,
        )

    def _status(self, group: Sequence[Cells]) -> ProductStatus:
        found: list[ProductStatus] = []
        for cells in group:
            for text in cells.texts("status"):
                status = read_status(text)
                if status is None and read_stock(text) is None:
                    self._tell_status(cells, text)
                    status = "draft"
                if status is not None:
                    found.append(status)
        if "active" in found or not found:
            return "active"
        return found[0]

    def _tell_status(self, cells: Cells, text: str) -> None:
        self._problems.warn(
            "catalog.status_unknown",
            "This status is not known; the product is kept as a draft and not shown to shoppers.",
            "Use active, draft, archived, unpublished or discontinued (上架, 草稿, 下架, 停售).",
            row=cells.number,
            column=cells.columns.of("status")[0].header,
            value=text,
        )


def _description(group: Sequence[Cells]) -> str:
    return "\n".join(filter(None, [first_text(group, "short_description"), first_text(group, "description")]))


def _highlights(group: Sequence[Cells]) -> tuple[str, ...]:
    texts = [part for cells in group for text in cells.texts("highlight") for part in text.split("\n")]
    return tuple(dict.fromkeys(text.strip(" •·-*") for text in texts if text.strip(" •·-*")))


def _categories(group: Sequence[Cells]) -> tuple[str, ...]:
    texts = next((texts for cells in group if (texts := cells.texts("category"))), list[str]())
    return tuple(dict.fromkeys(part for text in texts for part in split_list(text, separators=",，;；|")))


def _options(cells: Cells, varying: frozenset[str]) -> tuple[tuple[str, str], ...]:
    named = list(zip(cells.texts("option_name"), cells.texts("option_value"), strict=False))
    return (*named, *((name, value) for name, value in cells.options() if name in varying))


def _weight(cells: Cells) -> float | None:
    filled = cells.filled("weight")
    if filled is None:
        return None
    column, text = filled
    return to_grams(text, unit=cells.text("weight_unit") or column.unit)


def _media(group: Sequence[Cells]) -> tuple[MediaRecord, ...]:
    urls = [
        url
        for cells in group
        for text in cells.texts("image")
        for url in split_list(text, separators=",;|\n ")
        if "/" in url or "." in url
    ]
    return tuple(MediaRecord(url, "", n) for n, url in enumerate(dict.fromkeys(urls), 1))
