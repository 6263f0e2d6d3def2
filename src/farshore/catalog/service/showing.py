"""Imports and products as the wire has them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.errors import ProductNotFound
from farshore.catalog.listing.records import PriceRecord, ProductRecord
from farshore.catalog.listing.values import Fact, Measure, SizeChart, YesNo
from farshore.catalog.models import FactRow, Import, Media, Price, Product, ProductVersion, Variant
from farshore.catalog.repository import reading
from farshore.catalog.schemas import (
    FactEvidenceOut,
    FactOut,
    ImportOut,
    MediaOut,
    OptionOut,
    ProductOut,
    ProductSummaryOut,
    ProductTextOut,
    SizeChartOut,
    TextSpanOut,
    VariantOut,
)
from farshore.catalog.service.applying import price_record
from farshore.catalog.service.listed import to_chart, to_fact
from farshore.catalog.service.missing import missing_of
from farshore.catalog.service.shapes import record_from_json
from farshore.catalog.service.shown import image_of, price_now, price_text, status_of, stock_of
from farshore.language.lexicon import kinds_recogniser
from farshore.language.packs import load_pack
from farshore.language.render.locale import money, number
from farshore.language.text import fold
from farshore.platform import clock
from farshore.platform.db import Json
from farshore.platform.problem import Problem

PAGE = 50
FILMS = (".mp4", ".webm", ".mov", ".m4v")
_EMPTY: Json = {
    "format": "",
    "encoding": "",
    "delimiter": None,
    "header_row": None,
    "columns": [],
    "counts": {"products": 0, "variants": 0, "facts": 0, "new": 0, "changed": 0, "unchanged": 0},
    "products": [],
    "problems": [],
    "missing_facts": [],
}


def show_import(row: Import, failure: Json | None = None) -> ImportOut:
    """An import; `failure` is that of a job that ended without saying so here."""
    error = failure or row.error
    return ImportOut.model_validate(
        {
            "id": row.id,
            "state": "failed" if failure else row.state,
            "kind": row.kind,
            "file_name": row.file_name,
            "done": row.done_count,
            "total": row.total_count,
            "preview": _preview(row),
            "error": None if error is None else _problem(error),
            "created_at": row.created_at,
        }
    )


def _preview(row: Import) -> Json | None:
    if row.preview is None:
        return None
    shape = {**_EMPTY, **row.preview}
    if written := shape.pop("written", None):
        shape["counts"] = {**shape["counts"], **written}
    return shape


def _problem(error: Json) -> Problem:
    code = str(error.get("code") or "platform.job_broken")
    return Problem(
        type=f"/docs/errors#{code}",
        title="The import could not be done.",
        status=400,
        detail=str(error.get("text") or ""),
        code=code,
        params={},
    )


# -- products


async def list_products(
    session: AsyncSession, shop_id: UUID, q: str, after: UUID | None
) -> tuple[list[ProductSummaryOut], UUID | None, int]:
    """A page of products, where the next begins, and how many there are."""
    rows, total = await reading.list_products(session, shop_id, q=q, after=after, limit=PAGE)
    facts = await reading.count_facts(session, shop_id, [product.id for product, _ in rows])
    items = [_summary(product, version, facts.get(product.id, 0)) for product, version in rows]
    return items, rows[-1][0].id if len(rows) == PAGE else None, total


def _summary(product: Product, version: ProductVersion, facts: int) -> ProductSummaryOut:
    record = record_from_json(version.record)
    return ProductSummaryOut(
        id=product.id,
        handle=product.handle,
        title=product.title,
        status=status_of(product.status),
        image_url=image_of(record),
        price_text=price_text(record.variants),
        variants=len(record.variants),
        facts=facts,
        stock=stock_of(record),
        updated_at=product.updated_at,
    )


async def show_product(session: AsyncSession, shop_id: UUID, product_id: UUID) -> ProductOut:
    """A product with its variants, facts and the texts they were read from.

    Raises:
        ProductNotFound: not in this shop.
    """
    found = await reading.find_product(session, shop_id, product_id)
    if found is None or found[0].is_removed:
        raise ProductNotFound(id=str(product_id))
    product, version = found
    record = record_from_json(version.record)
    variants = await reading.variants_of(session, shop_id, product_id)
    prices = await reading.prices_of(session, shop_id, [v.id for v in variants])
    facts = await reading.facts_of(session, shop_id, [product_id])
    texts = await reading.texts_of(session, shop_id, [product_id])
    by_id = {text.id: text.text for _, text in texts}
    said = {fact.attribute for fact in facts}
    return ProductOut(
        id=product.id,
        handle=product.handle,
        title=product.title,
        kind_word=kind_word(record),
        status=status_of(product.status),
        vendor=record.vendor or None,
        url=record.url,
        image_url=image_of(record),
        price_text=price_text(record.variants),
        variants=[_variant(v, [p for p in prices if p.variant_id == v.id]) for v in variants],
        facts=[_fact(row, by_id, variants, product.seen_at) for row in facts],
        size_charts=[_chart(to_chart(row)) for row in await reading.charts_of(session, shop_id, [product_id])],
        media=[_media(m) for m in await reading.media_of(session, shop_id, product_id)],
        texts=[
            ProductTextOut(id=text.id, kind=link.source, lang=_lang(text.text), text=text.text) for link, text in texts
        ],
        never_say=await _never_say(session, shop_id),
        missing_facts=missing_of(said),
        updated_at=product.updated_at,
    )


def kind_word(record: ProductRecord) -> str | None:
    """What kind of thing it is, in English; None when the lexicon does not know."""
    for text in (record.title, record.kind):
        for lang in ("en", "zh-Hans"):
            hits = kinds_recogniser(lang).find(fold(text))
            if hits and (word := hits[-1][2].spoken("en")):
                return word
    return None


async def _never_say(session: AsyncSession, shop_id: UUID) -> list[str]:
    row = await reading.current_policies(session, shop_id)
    return [] if row is None else [str(item["text"]) for item in row.read.get("never_say", [])]


def _variant(row: Variant, prices: Sequence[Price]) -> VariantOut:
    records = [price_record(p) for p in prices]
    home = next((p for p in records if p.market is None), records[0] if records else None)
    return VariantOut(
        id=row.id,
        sku=row.sku,
        title=" / ".join(str(value) for _, value in row.options) or row.sku or row.external_id,
        options=[OptionOut(name=str(name), value=str(value)) for name, value in row.options],
        price_text=None if home is None else money("en", price_now(home, clock.now()), home.currency),
        compare_at_text=None if home is None else _before(home),
        stock=row.stock,
        stock_as_of=row.stock_at if row.stock is not None or row.availability is not None else None,
        image_url=row.image_url,
    )


def _before(price: PriceRecord) -> str | None:
    """What it cost before, when it is now less."""
    now = price_now(price, clock.now())
    before = price.amount_minor if now != price.amount_minor else price.compare_at_minor
    return money("en", before, price.currency) if before is not None and before > now else None


def _fact(row: FactRow, texts: dict[UUID, str], variants: Sequence[Variant], as_of: datetime) -> FactOut:
    fact = to_fact(row)
    text = texts.get(row.text_id)
    source = None if text is None else TextSpanOut(text=text, start=row.start, end=row.end)
    return FactOut(
        id=row.id,
        attribute=row.attribute or "",
        label=row.label or _label(row.attribute),
        value_text=value_text(fact),
        unit=fact.value.unit if isinstance(fact.value, Measure) else None,
        polarity=("yes" if fact.value.holds else "no") if isinstance(fact.value, YesNo) else None,
        lang=row.lang,
        provenance=row.source,
        as_of=as_of,
        variant_id=next((v.id for v in variants if v.external_id == row.variant_external_id), None),
        evidence=FactEvidenceOut(source=source, quote=row.quote),
    )


def _label(attribute: str | None) -> str:
    concept = load_pack("en").concepts.get(attribute or "")
    return concept.label if concept else (attribute or "").replace("_", " ")


def value_text(fact: Fact) -> str:
    """A typed value in plain words, as the seller checks it."""
    part = f"{fact.scope}: " if fact.scope else ""
    match fact.value:
        case Measure() as measure:
            amounts = [
                number("en", q.low) + (f"–{number('en', q.high)}" if q.high is not None else "")
                for q in measure.quantities
            ]
            limit = {"max": "≤ ", "min": "≥ ", None: ""}[measure.limit]
            return f"{part}{limit}{' × '.join(amounts)} {measure.unit}"
        case YesNo() as said:
            return part + ("yes" if said.holds else "no") + (f" ({said.condition})" if said.condition else "")
        case _:
            return part + fact.value.text


def _chart(chart: SizeChart) -> SizeChartOut:
    units = {column.unit for column in chart.columns if column.unit}
    return SizeChartOut(
        title=chart.title,
        unit=units.pop() if len(units) == 1 else None,
        columns=["", *(column.header for column in chart.columns)],
        rows=[[size, *(cell.text for cell in cells)] for size, cells in chart.rows],
    )


def _media(row: Media) -> MediaOut:
    is_film = row.url.lower().partition("?")[0].endswith(FILMS)
    return MediaOut(url=row.url, alt=row.alt or None, kind="video" if is_film else "image")


def _lang(text: str) -> str:
    """Chinese or not, which is what drawing distinguishes; enough to choose a font."""
    return "zh-Hans" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
