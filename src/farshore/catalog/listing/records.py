"""Neutral product records: what every reader of a seller's file produces.

A record holds what the file said and where, before facts are drawn from it. Money is in minor units with its
currency; times are aware UTC; `None` means that the file did not say.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ProductStatus = Literal["active", "draft", "archived", "unpublished", "discontinued"]
Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]


@dataclass(frozen=True, slots=True)
class AttributeRecord:
    """One named value as the seller wrote it: a column, a metafield, a `product_detail`, an attribute pair."""

    name: str
    value: str
    source: str
    """Column header, metafield key or feed element that it came from."""
    is_public: bool = True
    """False for private columns and for unknown ones that were not opened: never leaves the seller's side."""


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """A retail price in one market; `market` None is the shop's default market."""

    currency: str
    amount_minor: int
    market: str | None = None
    """ISO 3166 country, or None."""
    compare_at_minor: int | None = None
    sale_minor: int | None = None
    sale_from_at: datetime | None = None
    sale_until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MediaRecord:
    """A picture or film of the product."""

    url: str
    alt: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class VariantRecord:
    """What is bought: one combination of options."""

    external_id: str
    sku: str | None
    options: tuple[tuple[str, str], ...] = ()
    """(option name, option value) in the file's order, e.g. (("Colour", "Moss"), ("Size", "M"))."""
    prices: tuple[PriceRecord, ...] = ()
    stock: int | None = None
    availability: Availability | None = None
    availability_at: datetime | None = None
    allows_backorder: bool = False
    weight_g: float | None = None
    barcode: str | None = None
    image_url: str | None = None
    attributes: tuple[AttributeRecord, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """One product of a file, with its variants (at least one)."""

    source: str
    """Format that it was read from: shopify, woocommerce, google, table."""
    external_id: str
    handle: str
    title: str
    description: str = ""
    """HTML or plain text, as in the file (never rendered unescaped)."""
    vendor: str = ""
    kind: str = ""
    """The seller's own product type."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()
    status: ProductStatus = "active"
    url: str | None = None
    variants: tuple[VariantRecord, ...] = ()
    attributes: tuple[AttributeRecord, ...] = ()
    media: tuple[MediaRecord, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that the seller should know: where, what, and what to do."""

    message: str
    what_to_do: str
    row: int | None = None
    """1-based row as the seller's spreadsheet shows it."""
    column: str | None = None
    value: str | None = None
    severity: Literal["error", "warning"] = "error"
    """error: this row (or file) is left out; warning: taken in, with the doubt named."""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything read from one file; good rows survive bad ones."""

    source: str
    products: tuple[ProductRecord, ...]
    problems: tuple[Problem, ...] = field(default=())
