"""What a product costs, whether it is there, and what it comes in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from babel.numbers import get_currency_precision

from farshore.catalog.public import PriceRecord, VariantRecord
from farshore.support.answering.grounding.context import Scene, Target, variant_name
from farshore.support.answering.records import (
    Claim,
    Evidence,
    Grounded,
    Label,
    Money,
    Pieces,
    ScoredLabel,
    Several,
    Slot,
    Verbatim,
    Words,
)

PRICE_AGE = timedelta(days=7)
STOCK_AGE = timedelta(hours=24)
_MOST_LISTED = 8
_FEW_LEFT = 5


def ground_price(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """The price in the market of the question; a sale price inside its window; each variant when they differ."""
    title = target.product.record.title
    priced = [
        (v, p) for v in target.chosen() if (p := price_in(v.prices, scene.country or scene.shop.country)) is not None
    ]
    if not priced:
        claim = Claim("price_unknown", about=title)
        return Grounded(label.id, (claim,), "not_in_data", label.score, is_answer=False)
    if scene.ages_out and _is_old(target.product.as_of, scene.at, PRICE_AGE):
        return _old_price(scene, target, label, priced[0][1])
    amounts = {now_minor(p, scene.at) for _, p in priced}
    if len(amounts) == 1:
        variant, price = priced[0]
        claims: tuple[Claim, ...] = (_price_claim(scene, target, variant, price, is_sale_asked=label.id == "discount"),)
    elif len(priced) <= _MOST_LISTED:
        claims = tuple(_variant_price(scene, target, v, p) for v, p in priced)
    else:
        claims = (_price_range(scene, target, priced),)
    return Grounded(label.id, claims, confidence=_sure(label))


def _sure(label: ScoredLabel) -> float:
    return round(min(1.0, 0.4 + 0.6 * label.score), 3)


def price_in(prices: Sequence[PriceRecord], market: str | None) -> PriceRecord | None:
    """The price of a market; the general one when the market has none of its own."""
    own = next((p for p in prices if p.market is not None and p.market == market), None)
    return own or next((p for p in prices if p.market is None), None)


def is_on_sale(price: PriceRecord, at: datetime) -> bool:
    """Whether the sale price holds at a moment; both ends inclusive, an open end is open."""
    if price.sale_minor is None:
        return False
    started = price.sale_from_at is None or at >= price.sale_from_at
    return started and (price.sale_until_at is None or at <= price.sale_until_at)


def now_minor(price: PriceRecord, at: datetime) -> int:
    """What is paid at a moment."""
    return price.sale_minor if is_on_sale(price, at) and price.sale_minor is not None else price.amount_minor


def _evidence(target: Target, variant: VariantRecord, price: PriceRecord, at: datetime) -> Evidence:
    amount = now_minor(price, at)
    before = price.amount_minor if is_on_sale(price, at) else price.compare_at_minor
    value = plain_money(amount, price.currency)
    quote = f"{value} ({plain_money(before, price.currency)})" if before is not None and before != amount else value
    if is_on_sale(price, at) and price.sale_until_at is not None:
        quote += f" until {price.sale_until_at.date().isoformat()}"
    return Evidence(variant.sku or target.handle, "price", f"price[{price.market or '*'}]", value, quote)


def plain_money(amount_minor: int, currency: str) -> str:
    """An amount as evidence shows it: "18.00 EUR"."""
    precision = get_currency_precision(currency)
    return f"{Decimal(amount_minor).scaleb(-precision)} {currency}"


def _price_claim(
    scene: Scene, target: Target, variant: VariantRecord, price: PriceRecord, *, is_sale_asked: bool
) -> Claim:
    title = target.product.record.title
    evidence = (_evidence(target, variant, price, scene.at),)
    now = Money(now_minor(price, scene.at), price.currency)
    before = price.amount_minor if is_on_sale(price, scene.at) else price.compare_at_minor
    if before is not None and before > now.amount_minor:
        slots: tuple[tuple[str, Slot], ...] = (("price", now), ("old", Money(before, price.currency)))
        until = price.sale_until_at
        if is_on_sale(price, scene.at) and until is not None:
            return Claim("price_sale_until", (*slots, ("date", until.date())), evidence, title)
        return Claim("price_sale", slots, evidence, title)
    if is_sale_asked:
        return Claim("no_sale", (("price", now),), evidence, title)
    return Claim("price", (("price", now),), evidence, title)


def _variant_price(scene: Scene, target: Target, variant: VariantRecord, price: PriceRecord) -> Claim:
    slots: tuple[tuple[str, Slot], ...] = (
        ("variant", variant_slot(variant)), ("price", Money(now_minor(price, scene.at), price.currency)),
    )  # fmt: skip
    return Claim("price_variant", slots, (_evidence(target, variant, price, scene.at),), target.product.record.title)


def _price_range(scene: Scene, target: Target, priced: Sequence[tuple[VariantRecord, PriceRecord]]) -> Claim:
    ordered = sorted(priced, key=lambda vp: now_minor(vp[1], scene.at))
    slots: list[tuple[str, Slot]] = []
    for name, (_, price) in (("low", ordered[0]), ("high", ordered[-1])):
        slots.append((name, Money(now_minor(price, scene.at), price.currency)))
    evidence = tuple(_evidence(target, v, p, scene.at) for v, p in (ordered[0], ordered[-1]))
    return Claim("price_range", tuple(slots), evidence, target.product.record.title)


def _is_old(as_of: datetime | None, at: datetime, age: timedelta) -> bool:
    return as_of is not None and at - as_of > age


def _old_price(scene: Scene, target: Target, label: ScoredLabel, price: PriceRecord) -> Grounded:
    as_of = target.product.as_of
    assert as_of is not None  # noqa: S101 - only called with an age
    slots: tuple[tuple[str, Slot], ...] = (
        ("date", as_of.date()), ("price", Money(now_minor(price, as_of), price.currency)),
    )  # fmt: skip
    evidence = (_evidence(target, target.chosen()[0], price, as_of),)
    claims = [Claim("price_old", slots, evidence, target.product.record.title)]
    if target.product.record.url:
        claims.append(Claim("see_page", (("url", Verbatim(target.product.record.url)),)))
    return Grounded(label.id, tuple(claims), confidence=_sure(label))


def variant_slot(variant: VariantRecord) -> Slot:
    """A variant as the shopper hears it: its option values."""
    if not variant.options:
        return Verbatim(variant_name(variant))
    return Several(
        tuple(
            Words(value, "zh" if any("\u4e00" <= c <= "\u9fff" for c in value) else "en")
            for _, value in variant.options
        )
    )


def stock_state(variant: VariantRecord) -> str | None:
    """in, out, preorder, backorder; None when the file does not say."""
    if variant.availability == "preorder":
        return "preorder"
    if variant.stock is not None:
        if variant.stock > 0:
            return "in"
        return "backorder" if variant.allows_backorder else "out"
    return {"in_stock": "in", "out_of_stock": "out", "backorder": "backorder"}.get(variant.availability or "")


def ground_stock(scene: Scene, target: Target, label: ScoredLabel, *, asks_count: bool = False) -> Grounded:
    """Whether the named variants, or which of all, are there."""
    title = target.product.record.title
    missing = target.variants.not_offered
    if missing and not target.variants.variants:
        return Grounded(label.id, (_not_offered(target, missing[0]),), confidence=_sure(label))
    chosen = target.chosen()
    states = [(v, stock_state(v)) for v in chosen]
    if all(state is None for _, state in states):
        return Grounded(label.id, (Claim("stock_unknown", about=title),), "not_in_data", label.score, is_answer=False)
    if scene.ages_out and _is_old(target.product.as_of, scene.at, STOCK_AGE):
        return _old_stock(target, label, states)
    if len(chosen) == 1:
        is_named = bool(target.variants.variants) and len(target.product.record.variants) > 1
        claims: tuple[Claim, ...] = (_one(target, chosen[0], states[0][1], asks_count=asks_count, is_named=is_named),)
    else:
        claims = _many(target, states)
    return Grounded(label.id, claims, confidence=_sure(label))


def _stock_evidence(target: Target, variant: VariantRecord, state: str | None) -> Evidence:
    quote = str(variant.stock) if variant.stock is not None else variant.availability or ""
    return Evidence(variant.sku or target.handle, "stock", "stock", state or "", quote)


def _one(target: Target, variant: VariantRecord, state: str | None, *, asks_count: bool, is_named: bool) -> Claim:
    title = target.product.record.title
    evidence = (_stock_evidence(target, variant, state),)
    count = variant.stock
    name: tuple[tuple[str, Slot], ...] = (("variant", variant_slot(variant)),)
    if state == "in" and count is not None and (asks_count or count <= _FEW_LEFT):
        slots: tuple[tuple[str, Slot], ...] = (("count", Pieces(count)),)
        return (
            Claim("variant_in_stock_count", (*name, *slots), evidence, title)
            if is_named
            else Claim("in_stock_count", slots, evidence, title)
        )
    if state == "preorder":
        if variant.availability_at is not None:
            return Claim("preorder_from", (("date", variant.availability_at.date()),), evidence, title)
        return Claim("preorder", (), evidence, title)
    if state == "backorder":
        return Claim("backorder", (), evidence, title)
    key = "in_stock" if state == "in" else "out_of_stock"
    return Claim(f"variant_{key}", name, evidence, title) if is_named else Claim(key, (), evidence, title)


def _many(target: Target, states: Sequence[tuple[VariantRecord, str | None]]) -> tuple[Claim, ...]:
    title = target.product.record.title
    there = [v for v, s in states if s in {"in", "backorder", "preorder"}]
    gone = [v for v, s in states if s == "out"]
    claims: list[Claim] = []
    for key, variants in (("variants_in_stock", there), ("variants_out_of_stock", gone)):
        if variants:
            evidence = tuple(_stock_evidence(target, v, stock_state(v)) for v in variants)
            names = tuple(
                variant_slot(v) if len(v.options) <= 1 else Verbatim(variant_name(v)) for v in variants[:_MOST_LISTED]
            )
            claims.append(Claim(key, (("variants", Several(names)),), evidence, title))
    return tuple(claims)


def _not_offered(target: Target, missing: tuple[str, str]) -> Claim:
    name, said = missing
    values = list(
        dict.fromkeys(v for variant in target.product.record.variants for n, v in variant.options if n == name)
    )
    from_term = Words(said.split(":", 1)[-1].replace("_", " "))
    evidence = Evidence(target.handle, "fact", name, ", ".join(values), ", ".join(values), "option")
    slots: tuple[tuple[str, Slot], ...] = (("value", from_term), ("values", Several(tuple(Words(v) for v in values))))
    return Claim("not_offered", slots, (evidence,), target.product.record.title)


def _old_stock(target: Target, label: ScoredLabel, states: Sequence[tuple[VariantRecord, str | None]]) -> Grounded:
    as_of = target.product.as_of
    assert as_of is not None  # noqa: S101 - only called with an age
    evidence = tuple(_stock_evidence(target, v, s) for v, s in states)
    title = target.product.record.title
    key = "stock_old" if any(s == "in" for _, s in states) else "stock_unknown"
    claims = [Claim(key, (("date", as_of.date()),), evidence, title)]
    if target.product.record.url:
        claims.append(Claim("see_page", (("url", Verbatim(target.product.record.url)),)))
    return Grounded(label.id, tuple(claims), confidence=_sure(label))


def ground_options(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """What the product comes in, axis by axis; only what can be bought."""
    del scene
    title = target.product.record.title
    axes: dict[str, list[str]] = {}
    for variant in target.product.record.variants:
        for name, value in variant.options:
            if value not in axes.setdefault(name, []):
                axes[name].append(value)
    claims: list[Claim] = []
    for name, values in axes.items():
        evidence = Evidence(target.handle, "fact", name, ", ".join(values), ", ".join(values), "option")
        slots: tuple[tuple[str, Slot], ...] = (
            ("name", Label(None, name)),
            ("values", Several(tuple(Words(v) for v in values))),
        )
        claims.append(Claim("options", slots, (evidence,), title))
    if not claims:
        return Grounded(
            label.id, (Claim("not_stated_general", about=title),), "not_in_data", label.score, is_answer=False
        )
    return Grounded(label.id, tuple(claims), confidence=_sure(label))
