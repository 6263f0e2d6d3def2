"""What the console and cards show of a product: prices, stock and states in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from farshore.catalog.listing.records import PriceRecord, ProductRecord, VariantRecord
from farshore.language.render.locale import money
from farshore.platform import clock

Status = Literal["active", "draft", "archived"]
_STATUSES: dict[str, Status] = {"active": "active", "draft": "draft", "unpublished": "draft"}


def status_of(status: str) -> Status:
    """A record's status as the console tells it."""
    return _STATUSES.get(status, "archived")


def price_now(price: PriceRecord, at: datetime) -> int:
    """What is to be paid at a moment: the sale price inside its window."""
    if price.sale_minor is None:
        return price.amount_minor
    begun = price.sale_from_at is None or price.sale_from_at <= at
    over = price.sale_until_at is not None and at >= price.sale_until_at
    return price.sale_minor if begun and not over else price.amount_minor


def home_price(variant: VariantRecord) -> PriceRecord | None:
    """The price of the shop's default market, else the first."""
    return next((p for p in variant.prices if p.market is None), variant.prices[0] if variant.prices else None)


def price_text(variants: Iterable[VariantRecord], lang: str = "en") -> str | None:
    """The price, or the range of prices, with its currency; None when no price is known."""
    at = clock.now()
    prices = [p for v in variants if (p := home_price(v)) is not None]
    if not prices:
        return None
    same = [p for p in prices if p.currency == prices[0].currency]
    low, high = min(price_now(p, at) for p in same), max(price_now(p, at) for p in same)
    said = money(lang, low, same[0].currency)
    return said if low == high else f"{said} – {money(lang, high, same[0].currency)}"


def stock_of(record: ProductRecord) -> int | None:
    """Pieces of all variants; None when no variant says."""
    said = [v.stock for v in record.variants if v.stock is not None]
    return sum(said) if said else None


def image_of(record: ProductRecord) -> str | None:
    """The first picture."""
    media = sorted(record.media, key=lambda m: m.position)
    return media[0].url if media else next((v.image_url for v in record.variants if v.image_url), None)
