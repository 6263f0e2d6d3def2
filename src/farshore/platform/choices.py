"""What the owner chose in the console: few values for the whole program, kept in the database.

The order of authority is: command line, environment, settings file, then these.
"""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import audit
from farshore.platform.access import Who
from farshore.platform.db import Base

ROOMS = "rooms"


class ChoiceRow(Base):
    """One chosen value."""

    __tablename__ = "platform_choice"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


async def find_choice(session: AsyncSession, name: str) -> Any:  # noqa: ANN401 - JSON
    """The chosen value, or None."""
    row = await session.get(ChoiceRow, name)
    return None if row is None else row.value


async def choose(session: AsyncSession, who: Who, name: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Keep a choice, and who made it."""
    before = await find_choice(session, name)
    await session.merge(ChoiceRow(name=name, value=value))
    audit.note(session, who, f"platform.{name}_changed", before={"value": before}, after={"value": value})
