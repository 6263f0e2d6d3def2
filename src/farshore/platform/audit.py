"""Who changed what: a row for each change of money or settings, in the change's own transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import clock
from farshore.platform.access import Who
from farshore.platform.db import Base, Json
from farshore.platform.ids import new_id


class AuditRow(Base):
    """One change."""

    __tablename__ = "platform_audit"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    who: Mapped[str] = mapped_column(String(50))
    what: Mapped[str] = mapped_column(String(100))
    before: Mapped[Json | None] = mapped_column(default=None)
    after: Mapped[Json | None] = mapped_column(default=None)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def note(
    session: AsyncSession,
    who: Who,
    what: str,
    *,
    shop_id: UUID | None = None,
    before: Json | None = None,
    after: Json | None = None,
) -> None:
    """Leave a row; it becomes visible with the caller's commit or not at all.

    Args:
        session: the caller's.
        who: who changed it.
        what: `<room>.<thing>_changed`.
        shop_id: whose it is; None for the whole program.
        before: values before; None when it is new.
        after: values after; None when it is gone.
    """
    session.add(AuditRow(who=who.kind, what=what, shop_id=shop_id, before=before, after=after))
