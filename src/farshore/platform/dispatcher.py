"""Deliver events after their commit: one transaction for each (event, handler), at least once.

Order is kept for each handler and order key, not globally. A delivery that fails is tried again with
growing pauses and parks alone after eight failures; those behind it go on. Deliveries of a room that
is off wait, so that switching it on later catches up.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import CursorResult, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from farshore.platform import clock, metrics
from farshore.platform.db import Sessions, read_session, unit_of_work
from farshore.platform.events import Bus, DeliveryRow, OutboxRow, Route

ATTEMPTS = 8
BATCH = 100
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 600.0
KEPT_DONE_DAYS = 30
KEPT_WAITING_DAYS = 90

log = structlog.get_logger(__name__)


class Dispatcher:
    """Moves events from the outbox to the handlers of the rooms that are on."""

    def __init__(self, sessions: Sessions, bus: Bus, rooms: frozenset[str]) -> None:
        self._sessions = sessions
        self._bus = bus
        self._handlers = bus.handlers_of(rooms)

    async def run_once(self) -> int:
        """Route what is new, deliver what is due; the number of deliveries that succeeded."""
        await self._route()
        done, stuck = 0, set[tuple[str, str]]()
        for delivery_id, handler, order_key in await self._due():
            if (handler, order_key) in stuck:
                continue
            if await self._deliver(delivery_id):
                done += 1
            else:
                stuck.add((handler, order_key))
        return done

    async def drain(self) -> int:
        """Go on until nothing is due; the number of deliveries that succeeded."""
        total = 0
        while done := await self.run_once():
            total += done
        return total

    async def _route(self) -> None:
        """Write a delivery for each handler of each new event."""
        fresh = select(OutboxRow.id).where(OutboxRow.routed_at.is_(None)).limit(1)
        async with read_session(self._sessions) as session:
            if await session.scalar(fresh) is None:
                return
        query = select(OutboxRow).where(OutboxRow.routed_at.is_(None)).order_by(OutboxRow.position)
        async with unit_of_work(self._sessions) as session:
            rows = await session.scalars(query.limit(BATCH).with_for_update(skip_locked=True))
            for row in rows:
                session.add_all(_delivery(row, route) for route in self._bus.routes(row.name))
                row.routed_at = clock.now()

    async def _due(self) -> list[tuple[UUID, str, str]]:
        """What may be tried now, in order: id, handler, order key."""
        now = clock.now()
        earlier = aliased(DeliveryRow)
        waits_behind = exists().where(
            earlier.handler == DeliveryRow.handler,
            earlier.order_key == DeliveryRow.order_key,
            earlier.state == "waiting",
            earlier.position < DeliveryRow.position,
            earlier.next_at > now,
        )
        query = (
            select(DeliveryRow.id, DeliveryRow.handler, DeliveryRow.order_key)
            .where(
                DeliveryRow.state == "waiting",
                DeliveryRow.next_at <= now,
                DeliveryRow.handler.in_(self._handlers),
                ~waits_behind,
            )
            .order_by(DeliveryRow.position)
            .limit(BATCH)
        )
        async with read_session(self._sessions) as session:
            return [(row[0], row[1], row[2]) for row in await session.execute(query)]

    async def _deliver(self, delivery_id: UUID) -> bool:
        try:
            async with unit_of_work(self._sessions) as session:
                return await self._hand_over(session, delivery_id)
        except Exception as error:  # noqa: BLE001 - whatever a handler throws, the others go on
            await self._note_failure(delivery_id, error)
            return False

    async def _hand_over(self, session: AsyncSession, delivery_id: UUID) -> bool:
        query = (
            select(DeliveryRow, OutboxRow)
            .join(OutboxRow, OutboxRow.id == DeliveryRow.event_id)
            .where(DeliveryRow.id == delivery_id, DeliveryRow.state == "waiting")
            .with_for_update(skip_locked=True, of=DeliveryRow)
        )
        found = (await session.execute(query)).one_or_none()
        if found is None:
            return False
        row, event = found
        route = next(r for r in self._bus.routes(event.name) if r.handler == row.handler)
        await route.call(session, route.kind.model_validate(event.body))
        row.state, row.done_at, row.error = "done", clock.now(), None
        metrics.DELIVERIES.labels(row.handler, "done").inc()
        return True

    async def _note_failure(self, delivery_id: UUID, error: Exception) -> None:
        async with unit_of_work(self._sessions) as session:
            row = await session.get(DeliveryRow, delivery_id, with_for_update=True)
            if row is None:
                return
            row.attempts += 1
            row.error = _describe(error)
            row.next_at = clock.now() + _pause(row.attempts)
            if row.attempts >= ATTEMPTS:
                row.state = "parked"
            metrics.DELIVERIES.labels(row.handler, "parked" if row.state == "parked" else "failed").inc()
            log.warning(
                "delivery_failed",
                handler=row.handler,
                attempts=row.attempts,
                state=row.state,
                exc_info=error,
            )


def _delivery(row: OutboxRow, route: Route) -> DeliveryRow:
    return DeliveryRow(event_id=row.id, handler=route.handler, position=row.position, order_key=row.order_key)


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=min(FIRST_PAUSE_S * 4 ** (attempts - 1), LONGEST_PAUSE_S))


def _describe(error: Exception) -> str:
    """Kind and code only: the text of an unexpected error may hold personal data."""
    code = getattr(error, "code", None)
    return f"{type(error).__name__} {code}" if isinstance(code, str) else type(error).__name__


async def retry_parked(session: AsyncSession, delivery_id: UUID) -> bool:
    """Give a parked delivery eight more tries; False when it is not parked."""
    result = await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id, DeliveryRow.state == "parked")
        .values(state="waiting", attempts=0, next_at=clock.now())
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


async def purge(sessions: Sessions) -> None:
    """Forget events that everyone heard 30 days ago, and what waited 90 days for a room."""
    now = clock.now()
    await _purge_older(sessions, now - timedelta(days=KEPT_DONE_DAYS), keep_open=True)
    await _purge_older(sessions, now - timedelta(days=KEPT_WAITING_DAYS), keep_open=False)


async def _purge_older(sessions: Sessions, before: datetime, *, keep_open: bool) -> None:
    still_open = exists().where(DeliveryRow.event_id == OutboxRow.id, DeliveryRow.state != "done")
    old = delete(OutboxRow).where(OutboxRow.at < before, OutboxRow.routed_at.is_not(None))
    async with unit_of_work(sessions) as session:
        await session.execute(old.where(~still_open) if keep_open else old)
