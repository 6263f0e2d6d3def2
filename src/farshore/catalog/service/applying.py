"""Write drawn products: what is new, what changed, and nothing of what is the same."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.listing.records import PriceRecord, VariantRecord
from farshore.catalog.listing.values import Drawn, Span
from farshore.catalog.models import (
    FactRow,
    Media,
    Price,
    PrivateAttributes,
    Product,
    ProductText,
    ProductVersion,
    SizeChartRow,
    Variant,
)
from farshore.catalog.repository import writing
from farshore.catalog.service.passing import DrawnProduct
from farshore.catalog.service.shapes import chart_to_json, hash_text, record_to_json, value_to_json
from farshore.platform.ids import new_id

SEEN_AGAIN_AFTER = timedelta(hours=1)
Rows = list[dict[str, Any]]
_OWN_COLUMNS = frozenset({"id", "shop_id", "product_id", "position", "added_in", "superseded_in"})
"""Columns that say where and when a row holds, not what it says."""


@dataclass(slots=True)
class Counts:
    """What an import did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Delta:
    """How a file differs from what is kept."""

    changed: list[int] = field(default_factory=list[int])
    """Places in the file of what must be written."""
    fresh: int = 0
    """How many of these are new."""
    again: list[UUID] = field(default_factory=list[UUID])
    """Unchanged products that were last seen long ago."""
    counts: Counts = field(default_factory=Counts)
    """What needs no writing: the unchanged, and what this very import has written already."""


@dataclass(frozen=True, slots=True)
class Origin:
    """By what and when products are written."""

    shop_id: UUID
    source: str
    import_id: UUID | None
    at: datetime


@dataclass(slots=True)
class _Placed:
    """A drawn product and the row it becomes."""

    given: DrawnProduct
    id: UUID
    version: int
    is_removed: bool
    texts: dict[tuple[str, str], UUID] = field(default_factory=dict[tuple[str, str], UUID])


async def find_delta(session: AsyncSession, origin: Origin, products: Sequence[tuple[str, str]]) -> Delta:
    """Which of these (external id, hash) must be written."""
    known = await writing.find_products(session, origin.shop_id, origin.source, [p[0] for p in products])
    delta = Delta()
    for place, (external_id, given) in enumerate(products):
        row = known.get(external_id)
        if row is None or row.record_hash != given or row.is_removed:
            delta.changed.append(place)
            delta.fresh += row is None or row.is_removed
        elif row.import_id is not None and row.import_id == origin.import_id:
            delta.counts.new += row.version == 1
            delta.counts.changed += row.version > 1
        else:
            delta.counts.unchanged += 1
            if origin.at - row.seen_at > SEEN_AGAIN_AFTER:
                delta.again.append(row.id)
    return delta


async def write_products(session: AsyncSession, origin: Origin, given: Sequence[DrawnProduct]) -> Counts:
    """Add or change products; each gets a new version."""
    known = await writing.find_products(
        session, origin.shop_id, origin.source, [one.record.external_id for one in given]
    )
    placed, counts = list[_Placed](), Counts()
    for one in given:
        row = known.get(one.record.external_id)
        is_new = row is None or row.is_removed
        counts.new += is_new
        counts.changed += not is_new
        placed.append(_Placed(one, row.id if row else new_id(), row.version + 1 if row else 1, is_removed=False))
    await _write(session, origin, placed, known)
    return counts


async def rewrite(
    session: AsyncSession, origin: Origin, product: Product, given: DrawnProduct, *, is_removed: bool
) -> None:
    """Give a product another version: an earlier one again, archived, or removed."""
    placed = _Placed(given, product.id, product.version + 1, is_removed)
    await _write(session, origin, [placed], {product.external_id: product})


async def _write(
    session: AsyncSession, origin: Origin, placed: Sequence[_Placed], known: Mapping[str, Product]
) -> None:
    if not placed:
        return
    await _write_heads(session, origin, placed, known)
    await _keep_texts(session, origin, placed)
    await _write_variants(session, origin, placed)
    await _replace(session, origin, FactRow, {p.id: (p, _facts(p)) for p in placed})
    await _replace(session, origin, SizeChartRow, {p.id: (p, _charts(p)) for p in placed})
    await _replace(session, origin, ProductText, {p.id: (p, _links(p)) for p in placed})
    await _replace(session, origin, Media, {p.id: (p, _media(p)) for p in placed})
    await writing.raise_revision(session, origin.shop_id, origin.at)


async def _write_heads(
    session: AsyncSession, origin: Origin, placed: Sequence[_Placed], known: Mapping[str, Product]
) -> None:
    """The product itself, its version, and apart from it what is private."""
    heads, versions, private = Rows(), Rows(), Rows()
    for one in placed:
        record = one.given.record
        head: dict[str, Any] = {
            "handle": record.handle,
            "title": record.title,
            "status": record.status,
            "is_removed": one.is_removed,
            "version": one.version,
            "record_hash": one.given.hash,
            "import_id": origin.import_id,
            "seen_at": origin.at,
            "updated_at": origin.at,
        }
        row = known.get(record.external_id)
        if row is None:
            key = {"id": one.id, "shop_id": origin.shop_id, "source": origin.source}
            heads.append({**key, "external_id": record.external_id, **head})
        else:
            for name, value in head.items():
                setattr(row, name, value)
        version_id = new_id()
        versions.append(_version(origin, one, version_id))
        if one.given.private:
            private.append({"version_id": version_id, "shop_id": origin.shop_id, "attributes": one.given.private})
    await session.flush()
    await writing.add_rows(session, Product, heads)
    await writing.add_rows(session, ProductVersion, versions)
    await writing.add_rows(session, PrivateAttributes, private)


def _version(origin: Origin, one: _Placed, version_id: UUID) -> dict[str, Any]:
    return {
        "id": version_id,
        "shop_id": origin.shop_id,
        "product_id": one.id,
        "number": one.version,
        "import_id": origin.import_id,
        "record_hash": one.given.hash,
        "record": record_to_json(one.given.record),
        "is_removed": one.is_removed,
        "at": origin.at,
    }


# -- texts and what points into them


async def _keep_texts(session: AsyncSession, origin: Origin, placed: Iterable[_Placed]) -> None:
    """Keep every text that a span points into; a span without one keeps its own quote."""
    wanted: dict[str, str] = {}
    pairs: list[tuple[_Placed, str, str]] = []
    for one in placed:
        for source, text in _texts(one.given.drawn):
            wanted[hash_text(text)] = text
            pairs.append((one, source, text))
    kept = await writing.keep_texts(session, origin.shop_id, wanted)
    for one, source, text in pairs:
        one.texts[source, text] = kept[hash_text(text)]


def _texts(drawn: Drawn) -> list[tuple[str, str]]:
    spans = [*(f.span for f in drawn.facts), *(c.span for c in drawn.charts)]
    lone = [(s.source, s.quote) for s in spans if text_of(drawn, s) is None]
    return list(dict.fromkeys([*drawn.texts, *lone]))


def text_of(drawn: Drawn, span: Span) -> str | None:
    """The text that a span points into: several may go by one name, one for each variant."""
    named = (text for source, text in drawn.texts if source == span.source)
    return next((text for text in named if text[span.start : span.end] == span.quote), None)


def _place(one: _Placed, span: Span) -> dict[str, Any]:
    """Where a span is, as columns."""
    text = text_of(one.given.drawn, span)
    if text is None:
        text_id, start, end = one.texts[span.source, span.quote], 0, len(span.quote)
    else:
        text_id, start, end = one.texts[span.source, text], span.start, span.end
    return {"text_id": text_id, "source": span.source, "start": start, "end": end, "quote": span.quote}


def _facts(one: _Placed) -> Rows:
    return [
        {
            "attribute": fact.attribute,
            "label": fact.label,
            "value": value_to_json(fact.value),
            "lang": fact.lang,
            "scope": fact.scope,
            "variant_external_id": fact.variant_external_id,
            "confidence": fact.confidence,
            **_place(one, fact.span),
        }
        for fact in one.given.drawn.facts
    ]


def _charts(one: _Placed) -> Rows:
    return [
        {"text_id": _place(one, chart.span)["text_id"], "chart": chart_to_json(chart)}
        for chart in one.given.drawn.charts
    ]


def _links(one: _Placed) -> Rows:
    drawn = one.given.drawn
    sentences: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for sentence in drawn.sentences:
        sentences[sentence.span.source].append([sentence.span.start, sentence.span.end, sentence.lang])
    return [
        {"text_id": one.texts[source, text], "source": source, "sentences": sentences.get(source, [])}
        for source, text in _texts(drawn)
    ]


def _media(one: _Placed) -> Rows:
    return [{"url": m.url, "alt": m.alt} for m in one.given.record.media]


async def _replace(
    session: AsyncSession,
    origin: Origin,
    kind: writing.Kind,
    wanted: Mapping[UUID, tuple[_Placed, Rows]],
) -> None:
    """Let exactly these rows hold: what is there stays, what is not wanted ends, what is missing is added."""
    standing: defaultdict[UUID, dict[str, UUID]] = defaultdict(dict)
    columns = [c.key for c in kind.__table__.columns if c.key not in _OWN_COLUMNS]
    ends: dict[UUID, int] = {}
    old = [product_id for product_id, (one, _) in wanted.items() if one.version > 1]
    for row in await writing.current_rows(session, origin.shop_id, kind, old):
        standing[row.product_id][_key({c: getattr(row, c) for c in columns})] = row.id
    fresh = Rows()
    for product_id, (one, rows) in wanted.items():
        left = standing[product_id]
        for position, (key, row) in enumerate({_key(row): row for row in rows}.items()):
            if left.pop(key, None) is None:
                place = {"id": new_id(), "shop_id": origin.shop_id, "product_id": product_id, "position": position}
                fresh.append({**place, "added_in": one.version, **row})
        ends |= dict.fromkeys(left.values(), one.version)
    await writing.supersede(session, origin.shop_id, kind, ends)
    await writing.add_rows(session, kind, fresh)


def _key(row: Mapping[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


# -- variants and prices


async def _write_variants(session: AsyncSession, origin: Origin, placed: Sequence[_Placed]) -> None:
    """Variants keep their id as long as the product; those that the record lacks are gone."""
    old = [one.id for one in placed if one.version > 1]
    known: defaultdict[UUID, dict[str, Variant]] = defaultdict(dict)
    for variant in await writing.variants_of(session, origin.shop_id, old):
        known[variant.product_id][variant.external_id] = variant
    fresh, prices = Rows(), dict[UUID, tuple[int, tuple[PriceRecord, ...]]]()
    for one in placed:
        left = known[one.id]
        for position, record in enumerate(one.given.record.variants):
            row = left.pop(record.external_id, None)
            values = _variant(origin, record, position)
            variant_id = row.id if row else new_id()
            prices[variant_id] = (one.version, record.prices)
            if row is None:
                key = {"id": variant_id, "shop_id": origin.shop_id, "product_id": one.id}
                fresh.append({**key, "external_id": record.external_id, **values})
            else:
                _set(row, values)
        for variant in left.values():
            variant.is_gone = True
            prices[variant.id] = (one.version, ())
    await session.flush()
    await writing.add_rows(session, Variant, fresh)
    await _write_prices(session, origin, prices, {row["id"] for row in fresh})


def _variant(origin: Origin, record: VariantRecord, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "sku": record.sku,
        "options": [list(option) for option in record.options],
        "stock": record.stock,
        "availability": record.availability,
        "stock_at": origin.at,
        "image_url": record.image_url,
        "is_gone": False,
    }


def _set(row: Variant, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


async def _write_prices(
    session: AsyncSession,
    origin: Origin,
    prices: Mapping[UUID, tuple[int, tuple[PriceRecord, ...]]],
    fresh_variants: set[UUID],
) -> None:
    standing: defaultdict[UUID, dict[PriceRecord, UUID]] = defaultdict(dict)
    old = [variant_id for variant_id in prices if variant_id not in fresh_variants]
    for row in await writing.current_prices(session, origin.shop_id, old):
        standing[row.variant_id][price_record(row)] = row.id
    ends, fresh = dict[UUID, int](), Rows()
    for variant_id, (version, records) in prices.items():
        left = standing[variant_id]
        for record in dict.fromkeys(records):
            if left.pop(record, None) is None:
                key = {"id": new_id(), "shop_id": origin.shop_id, "variant_id": variant_id, "added_in": version}
                fresh.append({**key, **asdict(record)})
        ends |= dict.fromkeys(left.values(), version)
    await writing.supersede(session, origin.shop_id, Price, ends)
    await writing.add_rows(session, Price, fresh)


def price_record(row: Price) -> PriceRecord:
    """A price as records have it."""
    return PriceRecord(
        row.currency,
        row.amount_minor,
        row.market,
        row.compare_at_minor,
        row.sale_minor,
        row.sale_from_at,
        row.sale_until_at,
    )
