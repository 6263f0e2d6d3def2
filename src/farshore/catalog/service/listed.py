"""Products as answers read them, put together from rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.listing.product import ListedProduct
from farshore.catalog.listing.values import Drawn, Fact, Sentence, SizeChart, Span
from farshore.catalog.models import FactRow, Product, ProductText, ProductVersion, SizeChartRow, SourceText
from farshore.catalog.repository import reading, writing
from farshore.catalog.service.shapes import chart_from_json, record_from_json, value_from_json

R = TypeVar("R", FactRow, SizeChartRow)


async def list_page(
    session: AsyncSession, shop_id: UUID, *, after: UUID | None, limit: int
) -> tuple[list[ListedProduct], UUID | None]:
    """A page of the products that shoppers may hear of, and where the next begins."""
    found = await reading.listed_page(session, shop_id, after=after, limit=limit)
    listed = await to_listed(session, shop_id, found)
    return listed, found[-1][0].id if len(found) == limit else None


async def to_listed(
    session: AsyncSession, shop_id: UUID, found: Sequence[tuple[Product, ProductVersion]]
) -> list[ListedProduct]:
    """Products with all that holds of them now."""
    ids = [product.id for product, _ in found]
    facts = _by_product(await reading.facts_of(session, shop_id, ids))
    charts = _by_product(await reading.charts_of(session, shop_id, ids))
    texts: defaultdict[UUID, list[tuple[ProductText, SourceText]]] = defaultdict(list)
    for link, text in await reading.texts_of(session, shop_id, ids):
        texts[link.product_id].append((link, text))
    return [
        ListedProduct(
            str(product.id),
            record_from_json(version.record),
            to_drawn(facts[product.id], charts[product.id], texts[product.id]),
            product.seen_at,
        )
        for product, version in found
    ]


async def drawn_at(session: AsyncSession, shop_id: UUID, product_id: UUID, version: int) -> Drawn:
    """What was drawn from one version of a product."""
    links: list[ProductText] = await writing.rows_at(session, shop_id, ProductText, product_id, version)
    texts = await reading.texts_by_id(session, shop_id, [link.text_id for link in links])
    return to_drawn(
        await writing.rows_at(session, shop_id, FactRow, product_id, version),
        await writing.rows_at(session, shop_id, SizeChartRow, product_id, version),
        [(link, SourceText(text=texts[link.text_id])) for link in links],
    )


def _by_product(rows: Iterable[R]) -> defaultdict[UUID, list[R]]:
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[row.product_id].append(row)
    return found


def to_drawn(
    facts: Iterable[FactRow], charts: Iterable[SizeChartRow], texts: Sequence[tuple[ProductText, SourceText]]
) -> Drawn:
    """Rows as what was drawn."""
    sentences = [
        _sentence(link, text.text, start, end, lang) for link, text in texts for start, end, lang in link.sentences
    ]
    return Drawn(
        tuple(to_fact(row) for row in facts),
        tuple(to_chart(row) for row in charts),
        tuple(sentences),
        tuple((link.source, text.text) for link, text in texts),
    )


def to_fact(row: FactRow) -> Fact:
    """A row as a fact."""
    return Fact(
        attribute=row.attribute,
        label=row.label,
        value=value_from_json(row.value),
        span=Span(row.source, row.start, row.end, row.quote),
        lang=row.lang,
        scope=row.scope,
        variant_external_id=row.variant_external_id,
        confidence=row.confidence,
    )


def to_chart(row: SizeChartRow) -> SizeChart:
    """A row as a size chart."""
    return chart_from_json(row.chart)


def _sentence(link: ProductText, text: str, start: int, end: int, lang: str) -> Sentence:
    words = text[start:end]
    return Sentence(words, Span(link.source, start, end, words), lang)
