"""Queries that change a catalogue. Rows go in by the hundred: an import has hundreds of thousands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.models import (
    CatalogState,
    FactRow,
    Media,
    Policies,
    Price,
    Product,
    ProductText,
    ProductVersion,
    SizeChartRow,
    SourceText,
    Variant,
)
from farshore.platform.db import Base
from farshore.platform.ids import new_id

Row = Mapping[str, Any]
Kind = type[FactRow | SizeChartRow | ProductText | Media]
"""Tables whose rows hold for some versions of a product."""
PriceKind = type[Price]
CHUNK = 500


def _chunks(ids: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(ids)
    return (listed[i : i + CHUNK] for i in range(0, len(listed), CHUNK))


async def raise_revision(session: AsyncSession, shop_id: UUID, at: datetime) -> None:
    """Note that the catalogue is another one than before."""
    row = await session.get(CatalogState, shop_id, with_for_update=True)
    if row is None:
        session.add(CatalogState(shop_id=shop_id, revision=1, changed_at=at))
    else:
        row.revision, row.changed_at = row.revision + 1, at
    await session.flush()


async def find_products(
    session: AsyncSession, shop_id: UUID, source: str, external_ids: Collection[str]
) -> dict[str, Product]:
    """The products of a source among these, by external id."""
    found: dict[str, Product] = {}
    for some in _chunks(external_ids):
        query = select(Product).where(
            Product.shop_id == shop_id, Product.source == source, Product.external_id.in_(some)
        )
        found |= {p.external_id: p for p in await session.scalars(query)}
    return found


async def products_of_import(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Sequence[UUID]:
    """Ids of the products whose present version an import made."""
    query = select(Product.id).where(Product.shop_id == shop_id, Product.import_id == import_id)
    return (await session.scalars(query.order_by(Product.id))).all()


async def versions_of_import(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Sequence[Product]:
    """The products of which an import made a version that is no longer the present one."""
    query = (
        select(Product)
        .join(ProductVersion, ProductVersion.product_id == Product.id)
        .where(
            Product.shop_id == shop_id,
            ProductVersion.import_id == import_id,
            ProductVersion.number < Product.version,
            Product.import_id.is_not(None),
        )
        .order_by(Product.id)
    )
    return (await session.scalars(query)).unique().all()


async def listed_keys(session: AsyncSession, shop_id: UUID, source: str) -> dict[str, UUID]:
    """External id and id of every product of a source that is neither archived nor removed."""
    query = select(Product.external_id, Product.id).where(
        Product.shop_id == shop_id,
        Product.source == source,
        Product.is_removed.is_(False),
        Product.status != "archived",
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def get_products(session: AsyncSession, shop_id: UUID, ids: Collection[UUID]) -> list[Product]:
    """Products by id."""
    query = select(Product).where(Product.shop_id == shop_id, Product.id.in_(ids)).order_by(Product.id)
    return list(await session.scalars(query))


async def see_again(session: AsyncSession, shop_id: UUID, ids: Collection[UUID], at: datetime) -> None:
    """Note that a file still says the same of these products."""
    for some in _chunks(ids):
        await session.execute(
            update(Product).where(Product.shop_id == shop_id, Product.id.in_(some)).values(seen_at=at)
        )


async def add_rows(session: AsyncSession, kind: type[Base], rows: Sequence[Row]) -> None:
    """Insert many rows of one table, all with the same columns."""
    if rows:
        await session.execute(insert(kind), [dict(row) for row in rows])


async def current_rows(
    session: AsyncSession,
    shop_id: UUID,
    kind: Kind,
    products: Collection[UUID],
) -> list[Any]:
    """Rows of these products that hold now."""
    found: list[Any] = []
    for some in _chunks(products):
        query = select(kind).where(kind.shop_id == shop_id, kind.product_id.in_(some), kind.superseded_in.is_(None))
        found += await session.scalars(query.order_by(kind.product_id, kind.position))
    return found


async def rows_at(
    session: AsyncSession,
    shop_id: UUID,
    kind: Kind,
    product_id: UUID,
    version: int,
) -> list[Any]:
    """Rows of a product that held at one of its versions."""
    query = select(kind).where(
        kind.shop_id == shop_id,
        kind.product_id == product_id,
        kind.added_in <= version,
        (kind.superseded_in.is_(None)) | (kind.superseded_in > version),
    )
    return list(await session.scalars(query.order_by(kind.position)))


async def supersede(
    session: AsyncSession,
    shop_id: UUID,
    kind: Kind | PriceKind,
    ends: Mapping[UUID, int],
) -> None:
    """Let rows hold no more from a version on.

    Args:
        session: the caller's.
        shop_id: whose they are.
        kind: of which table.
        ends: by row, the first version without it.
    """
    by_version: dict[int, list[UUID]] = {}
    for row_id, version in ends.items():
        by_version.setdefault(version, []).append(row_id)
    for version, ids in by_version.items():
        for some in _chunks(ids):
            await session.execute(
                update(kind).where(kind.shop_id == shop_id, kind.id.in_(some)).values(superseded_in=version)
            )


async def keep_texts(session: AsyncSession, shop_id: UUID, texts: Mapping[str, str]) -> dict[str, UUID]:
    """Ids of texts by their hash; those that are new are written.

    Args:
        session: the caller's.
        shop_id: whose they are.
        texts: text by hash.
    """
    found = await find_texts(session, shop_id, texts)
    fresh: list[dict[str, Any]] = [
        {"id": new_id(), "shop_id": shop_id, "hash": h, "text": t} for h, t in texts.items() if h not in found
    ]
    if fresh:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        await session.execute(dialect.insert(SourceText).on_conflict_do_nothing(), fresh)
        found |= await find_texts(session, shop_id, [row["hash"] for row in fresh])
    return found


async def find_texts(session: AsyncSession, shop_id: UUID, hashes: Iterable[str]) -> dict[str, UUID]:
    """Ids of the texts that are kept, by hash."""
    found: dict[str, UUID] = {}
    for some in _chunks(hashes):
        query = select(SourceText.hash, SourceText.id).where(SourceText.shop_id == shop_id, SourceText.hash.in_(some))
        found |= {row[0]: row[1] for row in await session.execute(query)}
    return found


async def variants_of(session: AsyncSession, shop_id: UUID, products: Collection[UUID]) -> list[Variant]:
    """All variants of these products, also those that are gone."""
    found: list[Variant] = []
    for some in _chunks(products):
        found += await session.scalars(select(Variant).where(Variant.shop_id == shop_id, Variant.product_id.in_(some)))
    return found


async def current_prices(session: AsyncSession, shop_id: UUID, variants: Collection[UUID]) -> list[Price]:
    """Prices of these variants that hold now."""
    found: list[Price] = []
    for some in _chunks(variants):
        query = select(Price).where(Price.shop_id == shop_id, Price.variant_id.in_(some), Price.superseded_in.is_(None))
        found += await session.scalars(query)
    return found


async def find_version(session: AsyncSession, shop_id: UUID, product_id: UUID, number: int) -> ProductVersion | None:
    """One version of a product."""
    query = select(ProductVersion).where(
        ProductVersion.shop_id == shop_id, ProductVersion.product_id == product_id, ProductVersion.number == number
    )
    version: ProductVersion | None = await session.scalar(query)
    return version


async def last_policies(session: AsyncSession, shop_id: UUID) -> Policies | None:
    """The policies with the highest number, current or not."""
    query = select(Policies).where(Policies.shop_id == shop_id).order_by(Policies.number.desc()).limit(1)
    policies: Policies | None = await session.scalar(query)
    return policies


async def retire_policies(session: AsyncSession, shop_id: UUID) -> None:
    """Let no policies be current."""
    await session.execute(
        update(Policies).where(Policies.shop_id == shop_id, Policies.is_current.is_(True)).values(is_current=False)
    )


async def policies_before(session: AsyncSession, shop_id: UUID, number: int) -> Policies | None:
    """The policies of an earlier file."""
    query = select(Policies).where(Policies.shop_id == shop_id, Policies.number < number)
    policies: Policies | None = await session.scalar(query.order_by(Policies.number.desc()).limit(1))
    return policies
