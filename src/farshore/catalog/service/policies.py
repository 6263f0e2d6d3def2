"""A shop's policies: written by imports, read by answers."""

import json
from importlib import import_module
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.listing.policies import ShopPolicies
from farshore.catalog.models import Policies
from farshore.catalog.repository import reading, writing
from farshore.catalog.service.applying import Origin
from farshore.catalog.service.shapes import hash_json, policies_from_json, policies_to_json
from farshore.platform.db import Json


async def write_policies(session: AsyncSession, origin: Origin, raw: Json, read: ShopPolicies) -> bool:
    """Let these policies hold; False when they hold already."""
    current = await reading.current_policies(session, origin.shop_id)
    given = hash_json(raw)
    if current is not None and current.hash == given:
        return current.import_id is not None and current.import_id == origin.import_id
    last = await writing.last_policies(session, origin.shop_id)
    await writing.retire_policies(session, origin.shop_id)
    session.add(
        Policies(
            shop_id=origin.shop_id,
            number=(last.number if last else 0) + 1,
            import_id=origin.import_id,
            hash=given,
            raw=raw,
            read=policies_to_json(read),
            at=origin.at,
        )
    )
    await session.flush()
    return True


def parsed(row: Policies, currency: str) -> ShopPolicies:
    """Policies as answers read them; what another version of the program wrote is read anew."""
    try:
        return policies_from_json(row.read)
    except (ValidationError, KeyError):
        reader = import_module("farshore.catalog.importing.policies")  # slow to load, and hardly ever needed here
        read = reader.read_policies(json.dumps(row.raw, ensure_ascii=False).encode(errors="replace"), currency=currency)
        policies: ShopPolicies = read.policies
        return policies


async def find_policies(session: AsyncSession, shop_id: UUID) -> Policies | None:
    """The policies that hold, as kept."""
    return await reading.current_policies(session, shop_id)


def hash_of(raw: Json) -> str:
    """The same for the same policies, whatever the order of their keys."""
    return hash_json(raw)
