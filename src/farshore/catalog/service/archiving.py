"""What a snapshot lacks is archived: it stays, with its history, and shoppers hear of it no more."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.repository import reading, writing
from farshore.catalog.service import listed
from farshore.catalog.service.applying import Origin, rewrite
from farshore.catalog.service.passing import DrawnProduct
from farshore.catalog.service.shapes import hash_record, record_from_json


async def find_absent(session: AsyncSession, origin: Origin, present: Collection[str]) -> list[UUID]:
    """Products of the source that a snapshot lacks and that are not archived yet."""
    known = await writing.listed_keys(session, origin.shop_id, origin.source)
    return [known[key] for key in sorted(known.keys() - set(present))]


async def archive_some(session: AsyncSession, origin: Origin, ids: Sequence[UUID]) -> None:
    """Give these products a version that is archived; safe to run twice."""
    for product in await writing.get_products(session, origin.shop_id, ids):
        if product.status == "archived":
            continue
        version = await writing.find_version(session, origin.shop_id, product.id, product.version)
        assert version is not None  # noqa: S101 - written with the product
        record = replace(record_from_json(version.record), status="archived")
        given = DrawnProduct(
            record,
            await reading.private_of(session, origin.shop_id, version.id),
            await listed.drawn_at(session, origin.shop_id, product.id, product.version),
            hash_record(record),
        )
        await rewrite(session, origin, product, given, is_removed=False)
