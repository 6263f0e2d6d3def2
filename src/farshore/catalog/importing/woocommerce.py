"""WooCommerce's product CSV: variations name their parent by SKU or by `id:123`.

Source: github.com/woocommerce/woocommerce/wiki/Product-CSV-Importer-&-Exporter. `Attribute N value(s)` of a variable
product lists all values; of a variation it is the one that this variation has.
"""

from collections.abc import Sequence

from farshore.catalog.importing.cells import Cells, first_text, split_attributes, split_list
from farshore.catalog.importing.header_maps import is_private_name
from farshore.catalog.importing.identity import code_of, name_variants
from farshore.catalog.importing.moments import Moments
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.importing.statuses import is_false, is_true, read_status
from farshore.catalog.importing.stock import Stock, read_stock
from farshore.catalog.importing.weights import to_grams
from farshore.catalog.listing.records import (
    AttributeRecord,
    MediaRecord,
    ProductRecord,
    ProductStatus,
    VariantRecord,
)

_ATTRIBUTES = range(1, 31)
_VARIATION_WORDS = ("variation", "variante", "variación")


def read_products(
    rows: Sequence[Cells], prices: PriceReader, problems: Problems, moments: Moments
) -> list[ProductRecord]:
    """Products in order of their first row; variations without a parent are named and left out."""
    parents = [cells for cells in rows if not _is_variation(cells)]
    by_reference = _references(parents)
    children: dict[int, list[Cells]] = {}
    for cells in rows:
        if not _is_variation(cells):
            continue
        parent = by_reference.get(_normal(cells.text("parent")))
        if parent is None:
            _tell_orphan(cells, problems)
        else:
            children.setdefault(parent.number, []).append(cells)
    reader = _Reader(prices, problems, moments)
    products = [reader.product(cells, children.get(cells.number, [])) for cells in parents]
    return [product for product in products if product is not None]


def _is_variation(cells: Cells) -> bool:
    return any(word.strip() in _VARIATION_WORDS for word in cells.text("type").casefold().split(","))


def _references(parents: Sequence[Cells]) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    for cells in parents:
        for reference in (cells.text("sku"), f"id:{cells.text('external_id')}"):
            if reference not in {"", "id:"}:
                found.setdefault(_normal(reference), cells)
    return found


def _normal(reference: str) -> str:
    return reference.strip().casefold()


def _tell_orphan(cells: Cells, problems: Problems) -> None:
    problems.error(
        "catalog.parent_missing",
        "The product that this variation belongs to is not in the file.",
        "Export the parent as well; “Parent” holds its SKU or id:123.",
        row=cells.number,
        column="Parent",
        value=cells.text("parent") or cells.text("sku"),
    )


class _Reader:
    """Makes products of a parent and its variations."""

    def __init__(self, prices: PriceReader, problems: Problems, moments: Moments) -> None:
        self._prices = prices
        self._problems = problems
        self._moments = moments

    def product(self, parent: Cells, variations: Sequence[Cells]) -> ProductRecord | None:
        title = parent.text("title") or first_text(variations, "title")
        if not title:
            self._problems.error(
                "catalog.title_missing",
                "This product has no name.",
                "Fill the name.",
                row=parent.number,
                value=parent.text("sku") or parent.text("external_id"),
            )
            return None
        rows = list(variations) or [parent]
        attributes, of_rows = split_attributes([parent, *variations])
        pairs = zip(rows, of_rows[1:] if variations else of_rows, strict=True)
        variants = [self._variant(cells, parent, of_row, is_alone=not variations) for cells, of_row in pairs]
        sku = code_of(parent, "sku", self._problems)
        external_id = code_of(parent, "external_id", self._problems) or sku or title
        return ProductRecord(
            source="woocommerce",
            external_id=external_id,
            handle=sku or external_id,
            title=title,
            description="\n".join(
                filter(None, map(_unescaped, map(parent.text, ("short_description", "description"))))
            ),
            vendor=parent.text("vendor"),
            categories=split_list(parent.text("category"), separators=","),
            tags=split_list(parent.text("tags"), separators=","),
            status=self._status(parent),
            url=parent.text("url") or None,
            variants=name_variants(variants),
            attributes=(*_named_attributes(parent, has_variations=bool(variations)), *attributes),
            media=_media(parent),
            row=parent.number,
        )

    def _variant(
        self,
        cells: Cells,
        parent: Cells,
        attributes: tuple[AttributeRecord, ...],
        *,
        is_alone: bool,
    ) -> VariantRecord:
        stock = _stock(cells)
        backorder = cells.text("backorder")
        if stock.count == 0 and stock.availability == "in_stock":
            stock = Stock(0, "backorder" if is_true(backorder) else "out_of_stock")
        sale = (
            self._moments.read(cells, "sale_from"),
            self._moments.read(cells, "sale_until", is_end=True),
        )
        description = () if is_alone else _description(cells)
        images = () if is_alone else split_list(cells.text("image"), separators=",")
        return VariantRecord(
            external_id="" if is_alone else (code_of(cells, "sku", self._problems) or cells.text("external_id")),
            sku=code_of(cells, "sku", self._problems),
            options=() if is_alone else _options(cells, parent),
            prices=self._prices.prices(cells, sale),
            stock=stock.count,
            availability=stock.availability,
            allows_backorder=is_true(backorder),
            weight_g=_weight(cells) or _weight(parent),
            barcode=code_of(cells, "barcode", self._problems),
            image_url=images[0] if images else None,
            attributes=(*description, *attributes),
            row=cells.number,
        )

    def _status(self, parent: Cells) -> ProductStatus:
        text = parent.text("published")
        status: ProductStatus | None = {"1": "active", "0": "unpublished", "-1": "draft"}.get(text)  # type: ignore[assignment]
        found = status or (read_status(text) if text else "active")
        if found is None:
            self._problems.warn(
                "catalog.status_unknown",
                "This status is not known; the product is kept as a draft and not shown to shoppers.",
                "Use 1 (published), 0 (private) or -1 (draft).",
                row=parent.number,
                column="Published",
                value=text,
            )
        return found or "draft"


def _stock(cells: Cells) -> Stock:
    flag = cells.text("availability")
    told = read_stock(cells.text("stock")) if cells.text("stock") else None
    if flag and is_false(flag):
        return Stock(told.count if told else None, "out_of_stock")
    if flag and not is_true(flag):
        word = read_stock(flag)
        return Stock(told.count if told else None, word.availability if word else None)
    if told is not None:
        return told if not flag else Stock(told.count, "in_stock")
    return Stock(None, "in_stock" if flag else None)


def _pairs(cells: Cells) -> list[tuple[str, str, bool]]:
    """(name, values, is visible) of the attribute columns."""
    found: list[tuple[str, str, bool]] = []
    for number in _ATTRIBUTES:
        name, value = cells.text(f"attribute{number}_name"), cells.text(f"attribute{number}_value")
        if name and value:
            hidden = is_false(cells.text(f"attribute{number}_visible"))
            found.append((name, value, not hidden))
    return found


def _options(cells: Cells, parent: Cells) -> tuple[tuple[str, str], ...]:
    named = [(name, value) for name, value, _ in _pairs(cells) if not is_private_name(name)]
    if named:
        return tuple(named)
    return tuple((name, value) for name, value, _ in _pairs(parent) if "," not in value)


def _named_attributes(parent: Cells, *, has_variations: bool) -> list[AttributeRecord]:
    """Attributes of the parent. Hidden ones are the seller's own, unless they are what one chooses by."""
    return [
        AttributeRecord(
            name=name,
            value=value,
            source=name,
            is_public=(is_visible or (has_variations and "," in value)) and not is_private_name(name),
        )
        for name, value, is_visible in _pairs(parent)
    ]


def _description(cells: Cells) -> tuple[AttributeRecord, ...]:
    column = cells.filled("description")
    return (AttributeRecord("Description", _unescaped(column[1]), column[0].header),) if column else ()


def _unescaped(text: str) -> str:
    """A text with its line ends: WooCommerce's exporter writes them as a backslash and n."""
    return text.replace("\\n", "\n")


def _weight(cells: Cells) -> float | None:
    filled = cells.filled("weight")
    return to_grams(filled[1], unit=filled[0].unit) if filled else None


def _media(parent: Cells) -> tuple[MediaRecord, ...]:
    urls = split_list(parent.text("image"), separators=",")
    return tuple(MediaRecord(url, "", number) for number, url in enumerate(urls, 1))
