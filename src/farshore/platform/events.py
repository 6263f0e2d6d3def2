"""Events: written in the transaction that caused them, delivered afterwards, at least once.

`publish` writes a row of `platform_outbox`. The dispatcher (`dispatcher.py`, in the worker) makes
one `platform_delivery` for each handler and runs each in a transaction of its own.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import clock
from farshore.platform.db import Base, Json
from farshore.platform.ids import new_id

Position = BigInteger().with_variant(Integer(), "sqlite")


class Event(BaseModel):
    """A fact in the past tense. Fields are only ever added, with a default.

    Attributes:
        name: `<room>.<what_happened>`, stable for ever.
        order_by: the field whose value keeps order: events with the same value are heard one after
            the other, in the order of their publication; others in any order.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
    name: ClassVar[str]
    order_by: ClassVar[str]


class OutboxRow(Base):
    """One event that happened."""

    __tablename__ = "platform_outbox"
    position: Mapped[int] = mapped_column(Position, primary_key=True, autoincrement=True)
    id: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    order_key: Mapped[str] = mapped_column(String(200))
    body: Mapped[Json]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    routed_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    """When its deliveries were written; None: nobody has looked at it yet."""


class DeliveryRow(Base):
    """One event on its way to one handler."""

    __tablename__ = "platform_delivery"
    __table_args__ = (
        UniqueConstraint("event_id", "handler"),
        Index("ix_platform_delivery_due", "state", "next_at"),
        Index("ix_platform_delivery_order", "handler", "order_key", "state", "position"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("platform_outbox.id", ondelete="CASCADE"))
    handler: Mapped[str] = mapped_column(String(150))
    position: Mapped[int] = mapped_column(Position)
    order_key: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting, done or parked."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=clock.now)
    error: Mapped[str | None] = mapped_column(String(500), default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


E = TypeVar("E", bound=Event)
Handler = Callable[[AsyncSession, E], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """Who hears an event: a stable name, the room it belongs to, and what is called."""

    handler: str
    room: str
    kind: type[Event]
    call: Callable[[AsyncSession, Any], Awaitable[None]]


class Bus:
    """Knows who listens to what; wired once, in `app`, for all rooms, on or off."""

    def __init__(self) -> None:
        self._routes: dict[str, list[Route]] = {}

    def on(self, kind: type[E], handler: Handler[E], *, room: str) -> None:
        """Let `handler` hear every event of `kind`; its name is `<room>.<function name>`."""
        name = f"{room}.{getattr(handler, '__name__', handler)}"
        routes = self._routes.setdefault(kind.name, [])
        if any(r.handler == name for r in routes):
            raise ValueError(f"{name} listens twice to {kind.name}")  # noqa: EM102 - a bug
        routes.append(Route(handler=name, room=room, kind=kind, call=handler))

    def routes(self, event_name: str) -> list[Route]:
        """Everyone who hears this event."""
        return self._routes.get(event_name, [])

    def handlers_of(self, rooms: frozenset[str]) -> list[str]:
        """Names of the handlers that belong to these rooms."""
        return sorted({r.handler for rs in self._routes.values() for r in rs if r.room in rooms})


def publish(session: AsyncSession, event: Event) -> None:
    """Note an event; it becomes visible with the caller's commit or not at all."""
    body = event.model_dump(mode="json")
    key = str(body[event.order_by])
    session.add(OutboxRow(name=event.name, order_key=key, body=body))
