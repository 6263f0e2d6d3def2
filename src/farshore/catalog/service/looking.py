"""What rooms above look up in a catalogue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.listing.policies import ShopPolicies
from farshore.catalog.listing.product import ListedProduct
from farshore.catalog.repository import reading, writing
from farshore.catalog.service import imports, indexing, listed, policies
from farshore.catalog.service.building import Maker
from farshore.catalog.service.hands import hands
from farshore.catalog.service.shapes import hash_text
from farshore.platform.db import Json
from farshore.platform.tools import Tools


@dataclass(frozen=True, slots=True)
class Pulse:
    """What changes when the catalogue does; two that differ mean that something happened."""

    revision: int
    policies: int
    imports: tuple[tuple[UUID, str, int, int], ...]
    """Id, state, done and total of the newest."""


async def read_pulse(session: AsyncSession, shop_id: UUID) -> Pulse:
    """The catalogue's pulse."""
    current = await reading.current_policies(session, shop_id)
    return Pulse(
        await reading.find_revision(session, shop_id),
        current.number if current else 0,
        tuple(await reading.moving_imports(session, shop_id)),
    )


async def count_things(session: AsyncSession, shop_id: UUID) -> dict[str, int]:
    """How many products, variants, facts and policies a shop has."""
    return await reading.count_things(session, shop_id)


async def find_policies(session: AsyncSession, shop_id: UUID, currency: str) -> tuple[ShopPolicies, int] | None:
    """The policies that hold, with their number; None while there are none."""
    row = await reading.current_policies(session, shop_id)
    return None if row is None else (policies.parsed(row, currency), row.number)


async def find_products(session: AsyncSession, shop_id: UUID, limit: int) -> list[ListedProduct]:
    """The first products that shoppers may hear of."""
    found, _ = await listed.list_page(session, shop_id, after=None, limit=limit)
    return found


async def find_text_ids(session: AsyncSession, shop_id: UUID, texts: Iterable[str]) -> dict[str, UUID]:
    """Ids of source texts, by the text; those that are not kept are left out."""
    by_hash = {hash_text(text): text for text in texts}
    found = await writing.find_texts(session, shop_id, by_hash)
    return {by_hash[key]: text_id for key, text_id in found.items()}


async def read_texts(session: AsyncSession, shop_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Source texts by id; they never change."""
    return await reading.texts_by_id(session, shop_id, ids)


async def read_versions(session: AsyncSession, shop_id: UUID, products: Collection[UUID]) -> dict[str, int]:
    """The present version of each product."""
    found = await reading.product_versions(session, shop_id, products)
    return {str(product_id): version for product_id, (version, _) in found.items()}


async def find_variant_id(session: AsyncSession, shop_id: UUID, product_id: UUID) -> UUID | None:
    """The variant of a product that has only one."""
    variants = await reading.variants_of(session, shop_id, product_id)
    return variants[0].id if len(variants) == 1 else None


async def ensure_index(tools: Tools, shop_id: UUID, *, maker: Maker | None, fresh: bool = False) -> Path:
    """The newest whole index of a shop; built here when there is none.

    Args:
        tools: of this process.
        shop_id: whose.
        maker: gives the encoder of names, for building.
        fresh: build also when the newest is of an older revision.
    """
    data = tools.settings.data
    path = indexing.find_index(data, shop_id)
    if path is not None and (not fresh or await indexing.is_fresh(tools.sessions, data, shop_id)):
        return path
    async with hands(tools, in_thread=True) as given:
        return await indexing.build(tools, shop_id, given, maker)


async def read_import_problems(session: AsyncSession, shop_id: UUID, import_id: UUID) -> list[Json]:
    """What the seller should know of an imported file.

    Raises:
        ImportNotFound: not in this shop.
    """
    row = await imports.get(session, shop_id, import_id)
    problems: list[Json] = (row.preview or {}).get("problems", [])
    return problems
