"""Queries that read a catalogue."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.models import (
    CatalogState,
    FactRow,
    Import,
    Media,
    Policies,
    Price,
    PrivateAttributes,
    Product,
    ProductText,
    ProductVersion,
    SizeChartRow,
    SourceText,
    Variant,
)
from farshore.platform.jobs import JobRow


async def find_revision(session: AsyncSession, shop_id: UUID) -> int:
    """The catalogue's revision; 0 while nothing was ever imported."""
    query = select(CatalogState.revision).where(CatalogState.shop_id == shop_id)
    return await session.scalar(query) or 0


async def find_import(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Import | None:
    """One import."""
    row: Import | None = await session.scalar(select(Import).where(Import.shop_id == shop_id, Import.id == import_id))
    return row


async def list_imports(session: AsyncSession, shop_id: UUID, *, before: UUID | None, limit: int) -> Sequence[Import]:
    """Newest first."""
    query = select(Import).where(Import.shop_id == shop_id)
    if before is not None:
        query = query.where(Import.id < before)
    return (await session.scalars(query.order_by(Import.id.desc()).limit(limit))).all()


async def moving_imports(session: AsyncSession, shop_id: UUID) -> list[tuple[UUID, str, int, int]]:
    """Id, state, done and total of the newest imports."""
    query = (
        select(Import.id, Import.state, Import.done_count, Import.total_count)
        .where(Import.shop_id == shop_id)
        .order_by(Import.id.desc())
        .limit(5)
    )
    return [(r[0], r[1], r[2], r[3]) for r in await session.execute(query)]


async def find_jobs(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, JobRow]:
    """Jobs by id."""
    return {j.id: j for j in await session.scalars(select(JobRow).where(JobRow.id.in_(ids)))}


async def listed_page(
    session: AsyncSession, shop_id: UUID, *, after: UUID | None, limit: int
) -> list[tuple[Product, ProductVersion]]:
    """Products that shoppers may hear of, with their present version, by id."""
    query = _with_version(shop_id).where(Product.status == "active", Product.is_removed.is_(False))
    if after is not None:
        query = query.where(Product.id > after)
    rows = await session.execute(query.order_by(Product.id).limit(limit))
    return [(row[0], row[1]) for row in rows]


def _with_version(shop_id: UUID) -> Select[Product, ProductVersion]:
    return (
        select(Product, ProductVersion)
        .join(
            ProductVersion,
            (ProductVersion.product_id == Product.id) & (ProductVersion.number == Product.version),
        )
        .where(Product.shop_id == shop_id)
    )


async def find_product(session: AsyncSession, shop_id: UUID, product_id: UUID) -> tuple[Product, ProductVersion] | None:
    """One product with its present version."""
    row = (await session.execute(_with_version(shop_id).where(Product.id == product_id))).one_or_none()
    return None if row is None else (row[0], row[1])


def _listing(shop_id: UUID, q: str) -> Any:  # noqa: ANN401 - a where clause
    clauses = [Product.shop_id == shop_id, Product.is_removed.is_(False)]
    for word in q.split()[:8]:
        like = f"%{_escaped(word)}%"
        has_sku = select(Variant.id).where(
            Variant.product_id == Product.id, Variant.sku.ilike(like, escape="\\"), Variant.is_gone.is_(False)
        )
        clauses.append(
            or_(
                Product.title.ilike(like, escape="\\"),
                Product.handle.ilike(like, escape="\\"),
                has_sku.exists(),
            )
        )
    return clauses


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("\x00", "")


async def list_products(
    session: AsyncSession, shop_id: UUID, *, q: str, after: UUID | None, limit: int
) -> tuple[list[tuple[Product, ProductVersion]], int]:
    """A page of all products in the order in which they came, and how many there are."""
    clauses = _listing(shop_id, q)
    total = await session.scalar(select(func.count()).select_from(Product).where(*clauses)) or 0
    query = _with_version(shop_id).where(*clauses)
    if after is not None:
        query = query.where(Product.id > after)
    rows = await session.execute(query.order_by(Product.id).limit(limit))
    return [(row[0], row[1]) for row in rows], total


async def count_facts(session: AsyncSession, shop_id: UUID, products: Collection[UUID]) -> dict[UUID, int]:
    """How many facts hold of each product."""
    query = (
        select(FactRow.product_id, func.count())
        .where(FactRow.shop_id == shop_id, FactRow.product_id.in_(products), FactRow.superseded_in.is_(None))
        .group_by(FactRow.product_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def count_things(session: AsyncSession, shop_id: UUID) -> dict[str, int]:
    """How many products, variants, facts and policies a shop has."""
    standing = (Product.shop_id == shop_id, Product.is_removed.is_(False))
    products = select(func.count()).select_from(Product).where(*standing)
    variants = (
        select(func.count())
        .select_from(Variant)
        .join(Product, Product.id == Variant.product_id)
        .where(*standing, Variant.is_gone.is_(False))
    )
    facts = (
        select(func.count())
        .select_from(FactRow)
        .join(Product, Product.id == FactRow.product_id)
        .where(*standing, FactRow.superseded_in.is_(None))
    )
    policies = select(func.count()).where(Policies.shop_id == shop_id, Policies.is_current.is_(True))
    asked = {"products": products, "variants": variants, "facts": facts, "policies": policies}
    return {name: await session.scalar(query) or 0 for name, query in asked.items()}


async def facts_of(session: AsyncSession, shop_id: UUID, products: Collection[UUID]) -> Sequence[FactRow]:
    """Facts that hold of these products."""
    query = select(FactRow).where(
        FactRow.shop_id == shop_id, FactRow.product_id.in_(products), FactRow.superseded_in.is_(None)
    )
    return (await session.scalars(query.order_by(FactRow.position))).all()


async def charts_of(session: AsyncSession, shop_id: UUID, products: Collection[UUID]) -> Sequence[SizeChartRow]:
    """Size charts that hold of these products."""
    query = select(SizeChartRow).where(
        SizeChartRow.shop_id == shop_id,
        SizeChartRow.product_id.in_(products),
        SizeChartRow.superseded_in.is_(None),
    )
    return (await session.scalars(query.order_by(SizeChartRow.position))).all()


async def texts_of(
    session: AsyncSession, shop_id: UUID, products: Collection[UUID]
) -> list[tuple[ProductText, SourceText]]:
    """Texts of these products, each with the text itself."""
    query = (
        select(ProductText, SourceText)
        .join(SourceText, SourceText.id == ProductText.text_id)
        .where(
            ProductText.shop_id == shop_id,
            ProductText.product_id.in_(products),
            ProductText.superseded_in.is_(None),
        )
        .order_by(ProductText.position)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def texts_by_id(session: AsyncSession, shop_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Kept texts by id."""
    query = select(SourceText.id, SourceText.text).where(SourceText.shop_id == shop_id, SourceText.id.in_(ids))
    return {row[0]: row[1] for row in await session.execute(query)}


async def variants_of(session: AsyncSession, shop_id: UUID, product_id: UUID) -> Sequence[Variant]:
    """The variants that a product has now, in the file's order."""
    query = select(Variant).where(
        Variant.shop_id == shop_id, Variant.product_id == product_id, Variant.is_gone.is_(False)
    )
    return (await session.scalars(query.order_by(Variant.position))).all()


async def prices_of(session: AsyncSession, shop_id: UUID, variants: Collection[UUID]) -> Sequence[Price]:
    """Prices of these variants that hold now."""
    query = select(Price).where(Price.shop_id == shop_id, Price.variant_id.in_(variants), Price.superseded_in.is_(None))
    return (await session.scalars(query)).all()


async def media_of(session: AsyncSession, shop_id: UUID, product_id: UUID) -> Sequence[Media]:
    """A product's pictures and films."""
    query = select(Media).where(Media.shop_id == shop_id, Media.product_id == product_id, Media.superseded_in.is_(None))
    return (await session.scalars(query.order_by(Media.position))).all()


async def current_policies(session: AsyncSession, shop_id: UUID) -> Policies | None:
    """The policies that hold."""
    query = select(Policies).where(Policies.shop_id == shop_id, Policies.is_current.is_(True))
    policies: Policies | None = await session.scalar(query)
    return policies


async def product_versions(
    session: AsyncSession, shop_id: UUID, products: Collection[UUID]
) -> dict[UUID, tuple[int, datetime]]:
    """Present version of each product, and when it was last changed."""
    query = select(Product.id, Product.version, Product.updated_at).where(
        Product.shop_id == shop_id, Product.id.in_(products)
    )
    return {row[0]: (row[1], row[2]) for row in await session.execute(query)}


async def private_of(session: AsyncSession, shop_id: UUID, version_id: UUID) -> list[Any]:
    """What a version of a product said that is the seller's own business; never for shoppers."""
    query = select(PrivateAttributes.attributes).where(
        PrivateAttributes.shop_id == shop_id, PrivateAttributes.version_id == version_id
    )
    return await session.scalar(query) or []
