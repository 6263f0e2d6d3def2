"""Take an import back: what it changed last is as it was before; what changed later stays and is named."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.models import Import, Policies, Product
from farshore.catalog.repository import reading, writing
from farshore.catalog.service import listed
from farshore.catalog.service.applying import Origin, rewrite
from farshore.catalog.service.passing import DrawnProduct
from farshore.catalog.service.shapes import record_from_json
from farshore.platform.db import Json


async def restore_products(session: AsyncSession, row: Import, ids: Sequence[UUID], origin: Origin) -> int:
    """Give products of an import the version before it; those that it brought are removed.

    Products that were changed meanwhile are left alone: safe to run twice.
    """
    done = 0
    for product in await writing.get_products(session, row.shop_id, ids):
        if product.import_id == row.id:
            await _restore(session, product, origin)
            done += 1
    return done


async def _restore(session: AsyncSession, product: Product, origin: Origin) -> None:
    before = await writing.find_version(session, product.shop_id, product.id, product.version - 1)
    number = product.version - 1 if before else product.version
    version = before or await writing.find_version(session, product.shop_id, product.id, number)
    assert version is not None  # noqa: S101 - written with the product
    given = DrawnProduct(
        record_from_json(version.record),
        await reading.private_of(session, product.shop_id, version.id),
        await listed.drawn_at(session, product.shop_id, product.id, number),
        version.record_hash,
    )
    is_removed = before is None or before.is_removed
    await rewrite(session, origin, product, given, is_removed=is_removed)


def left_alone(products: Sequence[Product]) -> list[Json]:
    """Products that a later import changed, as problems of the import."""
    return [
        {
            "row": None,
            "column": None,
            "value": product.handle[:80],
            "message": f"“{product.title}” was changed by a later import and stays as it is.",
            "what_to_do": "Undo the later import first, or import the file with the right values.",
            "severity": "warning",
        }
        for product in products
    ]


async def restore_policies(session: AsyncSession, row: Import, origin: Origin) -> bool:
    """Let the policies before an import hold again; False when later ones hold."""
    current = await reading.current_policies(session, row.shop_id)
    if current is None or current.import_id != row.id:
        return False
    before = await writing.policies_before(session, row.shop_id, current.number)
    await writing.retire_policies(session, row.shop_id)
    if before is not None:
        last = await writing.last_policies(session, row.shop_id)
        number = (last.number if last else 0) + 1
        session.add(
            Policies(
                shop_id=row.shop_id, number=number, hash=before.hash, raw=before.raw, read=before.read, at=origin.at
            )
        )
    await session.flush()
    return True
