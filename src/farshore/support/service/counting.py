"""How much there is of each thing, for the console."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.support import repository


async def count_things(session: AsyncSession, shop_id: UUID) -> dict[str, int]:
    """How many conversations a shop has."""
    return {"conversations": await repository.count_conversations(session, shop_id)}
