"""Google Merchant feeds, XML or TSV: one item a variant, items of one `item_group_id` a product.

Source: support.google.com/merchants/answer/7052112, product data specification. Nested attributes (shipping,
product_detail, certification) are elements in XML and `a:b:c` in TSV.
"""

import csv
import re
from collections.abc import Sequence
from itertools import takewhile

from farshore.catalog.importing.cells import (
    Cells,
    first_text,
    split_list,
    split_variants,
)
from farshore.catalog.importing.header_maps import is_private_name
from farshore.catalog.importing.identity import clean_code, name_variants
from farshore.catalog.importing.moments import Moments
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.importing.stock import read_stock
from farshore.catalog.importing.weights import to_grams
from farshore.catalog.listing.records import (
    AttributeRecord,
    MediaRecord,
    ProductRecord,
    VariantRecord,
)
from farshore.platform.tables.feed import PART, SEPARATOR

_DETAIL = ("section_name", "attribute_name", "attribute_value")
_BETWEEN_DETAILS = re.compile(r",(?=[^,:]*:)")
_SHORTEST_TITLE = 8


def read_products(
    rows: Sequence[Cells], prices: PriceReader, problems: Problems, moments: Moments
) -> list[ProductRecord]:
    """Products in order of their first item."""
    groups: dict[str, list[Cells]] = {}
    for cells in rows:
        key = cells.text("group_id") or cells.text("external_id") or cells.text("sku")
        code = clean_code(key, problems, row=cells.number, column="id")
        if code is None:
            problems.error(
                "catalog.row_without_identity",
                "This item has no id.",
                "Give each item an id of its own.",
                row=cells.number,
                value=cells.text("title"),
            )
            continue
        groups.setdefault(code, []).append(cells)
    reader = _Reader(prices, problems, moments)
    products = [reader.product(code, group) for code, group in groups.items()]
    return [product for product in products if product is not None]


class _Reader:
    """Makes products of grouped items."""

    def __init__(self, prices: PriceReader, problems: Problems, moments: Moments) -> None:
        self._prices = prices
        self._problems = problems
        self._moments = moments

    def product(self, code: str, group: Sequence[Cells]) -> ProductRecord | None:
        first = group[0]
        title = first_text(group, "group_title") or _shared_title(group)
        if not title:
            self._problems.error(
                "catalog.title_missing",
                f"The item {code} has no title.",
                "Fill the title.",
                row=first.number,
                value=code,
            )
            return None
        attributes, variants = split_variants(group, self._variant)
        nested = (a for cells in group for a in (*_details(cells), *_services(cells)))
        return ProductRecord(
            source="google",
            external_id=code,
            handle=code,
            title=title,
            description=_plain(first_text(group, "description")),
            vendor=first_text(group, "vendor"),
            kind=first_text(group, "kind"),
            categories=tuple(filter(None, [first_text(group, "category")])),
            highlights=tuple(dict.fromkeys(h for cells in group for h in _highlights(cells))),
            url=first_text(group, "url") or None,
            variants=name_variants(variants),
            attributes=(*attributes, *dict.fromkeys(nested)),
            media=_media(group),
            row=first.number,
        )

    def _variant(self, cells: Cells, varying: frozenset[str]) -> VariantRecord:
        word = cells.text("availability")
        stock = read_stock(word) if word else None
        count = read_stock(cells.text("stock")) if cells.text("stock") else None
        if word and stock is None:
            self._tell_availability(cells, word)
        sku = cells.text("sku") or cells.text("external_id")
        return VariantRecord(
            external_id=cells.text("external_id"),
            sku=clean_code(sku, self._problems, row=cells.number, column="id"),
            options=tuple(pair for pair in cells.options() if pair[0] in varying),
            prices=self._prices.prices(cells, self._moments.window(cells, "sale_dates")),
            stock=count.count if count else None,
            availability=(stock or count).availability if stock or count else None,  # type: ignore[union-attr]
            availability_at=self._moments.read(cells, "availability_date"),
            allows_backorder=stock is not None and stock.availability == "backorder",
            weight_g=to_grams(cells.text("weight")),
            barcode=self._code(cells, "barcode"),
            image_url=cells.text("image") or None,
            row=cells.number,
        )

    def _code(self, cells: Cells, field: str) -> str | None:
        return clean_code(cells.text(field), self._problems, row=cells.number, column=field)

    def _tell_availability(self, cells: Cells, word: str) -> None:
        self._problems.warn(
            "catalog.stock_unclear",
            "This availability is not known; it was left out.",
            "Use in_stock, out_of_stock, preorder or backorder.",
            row=cells.number,
            column="availability",
            value=word,
        )


def _shared_title(group: Sequence[Cells]) -> str:
    """What the titles of the variants begin with alike, when that says enough."""
    titles = [title for cells in group if (title := cells.text("title"))]
    if not titles:
        return ""
    if len(set(titles)) == 1:
        return titles[0]
    common = "".join(signs[0] for signs in takewhile(_are_alike, zip(*titles, strict=False)))
    if any(len(title) > len(common) and title[len(common)].isalnum() for title in titles):
        common = re.sub(r"[^\W_]+$", "", common)
    common = common.rstrip(" -–—,/|(:")
    return common if len(common) >= _SHORTEST_TITLE or (not common.isascii() and common) else titles[0]


def _are_alike(signs: tuple[str, ...]) -> bool:
    return len(set(signs)) == 1


def _details(cells: Cells) -> list[AttributeRecord]:
    found: list[AttributeRecord] = []
    for text in cells.texts("detail"):
        for section, name, value in _detail_parts(text):
            if name and value:
                is_public = not is_private_name(name) and not is_private_name(section)
                found.append(AttributeRecord(name, value, "product_detail", is_public))
    return found


def _detail_parts(text: str) -> list[tuple[str, str, str]]:
    if "=" in text and (PART in text or text.startswith(_DETAIL)):
        named = {part.partition("=")[0]: part.partition("=")[2] for part in text.split(PART)}
        section, name, value = (named.get(key, "") for key in _DETAIL)
        return [(section, name, value)]
    parts: list[tuple[str, str, str]] = []
    for piece in _BETWEEN_DETAILS.split(text):
        pieces = piece.strip().strip('"').split(":", 2)
        if len(pieces) == 3:
            parts.append((pieces[0].strip(), pieces[1].strip(), pieces[2].strip()))
        elif len(pieces) == 2:
            parts.append(("", pieces[0].strip(), pieces[1].strip()))
    return parts


def _services(cells: Cells) -> list[AttributeRecord]:
    """Shipping and certification as readable values."""
    return [
        AttributeRecord(field, _plain(text, joint=" "), field)
        for field in ("shipping", "certification")
        for text in cells.texts(field)
    ]


def _plain(text: str, *, joint: str = "\n") -> str:
    """Parts of a nested element without their names."""
    if PART not in text and "=" not in text:
        return text
    parts = text.split(PART)
    if not all(re.match(r"^[\w\-]+=", part) for part in parts):
        return text
    return joint.join(part.partition("=")[2] for part in parts)


def _highlights(cells: Cells) -> list[str]:
    texts = cells.texts("highlight")
    if len(texts) != 1 or '"' not in texts[0]:
        return texts
    return [part.strip() for part in next(csv.reader(texts, skipinitialspace=True)) if part.strip()]


def _media(group: Sequence[Cells]) -> tuple[MediaRecord, ...]:
    urls = [
        url
        for cells in group
        for text in (*cells.texts("image"), *cells.texts("images"))
        for url in split_list(text, separators="," + SEPARATOR)
    ]
    return tuple(MediaRecord(url, "", number) for number, url in enumerate(dict.fromkeys(urls), 1))
