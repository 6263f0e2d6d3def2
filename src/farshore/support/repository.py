"""Every query of support."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CursorResult, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.support.models import Conversation, Matter, Message, Trace


async def find_conversation(
    session: AsyncSession, conversation_id: UUID, *, for_update: bool = False
) -> Conversation | None:
    """A conversation by its id alone: the visitor's token decides whether it is the caller's."""
    query = select(Conversation).where(Conversation.id == conversation_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    row: Conversation | None = await session.scalar(query)
    return row


async def find_shop_conversation(
    session: AsyncSession, shop_id: UUID, conversation_id: UUID, *, for_update: bool = False
) -> Conversation | None:
    """A conversation of a shop."""
    row = await find_conversation(session, conversation_id, for_update=for_update)
    return row if row is not None and row.shop_id == shop_id else None


async def list_conversations(
    session: AsyncSession, shop_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Conversation]:
    """Those in which the shopper has written, the latest first."""
    query = select(Conversation).where(Conversation.shop_id == shop_id, Conversation.last_at.is_not(None))
    if before is not None:
        at, row_id = before
        query = query.where(or_(Conversation.last_at < at, and_(Conversation.last_at == at, Conversation.id < row_id)))
    query = query.order_by(Conversation.last_at.desc(), Conversation.id.desc()).limit(limit)
    return (await session.scalars(query)).all()


async def count_conversations(session: AsyncSession, shop_id: UUID) -> int:
    """How many there are in which the shopper has written."""
    query = select(func.count()).where(Conversation.shop_id == shop_id, Conversation.last_at.is_not(None))
    return await session.scalar(query) or 0


async def list_messages(
    session: AsyncSession, conversation_id: UUID, *, after: int = 0, before: int | None = None, limit: int = 500
) -> Sequence[Message]:
    """Messages between two places, in order."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.seq > after)
    if before is not None:
        query = query.where(Message.seq < before)
    return (await session.scalars(query.order_by(Message.seq).limit(limit))).all()


async def last_messages(session: AsyncSession, conversation_id: UUID, *, before: int, limit: int) -> Sequence[Message]:
    """The last few before a place, in order."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq < before)
        .order_by(Message.seq.desc())
        .limit(limit)
    )
    return list(await session.scalars(query))[::-1]


async def find_message(session: AsyncSession, message_id: UUID) -> Message | None:
    """A message by its id; for our own work on it."""
    return await session.get(Message, message_id)


async def find_by_client_id(session: AsyncSession, conversation_id: UUID, client_id: str) -> Message | None:
    """The message that its sender calls so."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    row: Message | None = await session.scalar(query)
    return row


async def has_open(session: AsyncSession, conversation_id: UUID) -> bool:
    """Whether an answer is on its way."""
    query = select(Message.id).where(Message.conversation_id == conversation_id, Message.task == "open").limit(1)
    return await session.scalar(query) is not None


async def release_leases(session: AsyncSession, name: str) -> None:
    """Let go of what a process of this name held before it ended."""
    await session.execute(
        update(Message).where(Message.task == "open", Message.lease_by == name).values(lease_until=None)
    )


async def claim_open(session: AsyncSession, name: str, *, now: datetime, lease_s: int, limit: int) -> list[UUID]:
    """Take messages that nobody works on, oldest first; they are ours until the lease ends."""
    free = (
        select(Message)
        .where(Message.task == "open", or_(Message.lease_until.is_(None), Message.lease_until < now))
        .order_by(Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = (await session.scalars(free)).all()
    for row in rows:
        row.lease_by, row.lease_until = name, now + timedelta(seconds=lease_s)
    return [row.id for row in rows]


async def has_unclaimed(session: AsyncSession, now: datetime) -> bool:
    """Whether there is anything to claim; asked first, because it needs no writer's turn."""
    query = (
        select(Message.id)
        .where(Message.task == "open", or_(Message.lease_until.is_(None), Message.lease_until < now))
        .limit(1)
    )
    return await session.scalar(query) is not None


async def close_task(session: AsyncSession, message_id: UUID, state: str) -> bool:
    """End an open task; False when it was not open any more."""
    done = await session.execute(
        update(Message).where(Message.id == message_id, Message.task == "open").values(task=state)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


async def leave_open_tasks(session: AsyncSession, conversation_id: UUID) -> None:
    """A person takes over: what the bot has not answered it leaves."""
    await session.execute(
        update(Message).where(Message.conversation_id == conversation_id, Message.task == "open").values(task="left")
    )


async def find_trace(session: AsyncSession, shop_id: UUID, message_id: UUID) -> Trace | None:
    """Why an answer of a shop's was given."""
    query = select(Trace).where(Trace.shop_id == shop_id, Trace.message_id == message_id)
    row: Trace | None = await session.scalar(query)
    return row


async def traced(session: AsyncSession, shop_id: UUID, messages: Collection[UUID]) -> set[UUID]:
    """Which of these messages have a trace."""
    query = select(Trace.message_id).where(Trace.shop_id == shop_id, Trace.message_id.in_(messages))
    return set(await session.scalars(query))


async def was_told(session: AsyncSession, conversation_id: UUID, matter: str) -> bool:
    """Whether a complaint about this matter was told of already."""
    query = select(Matter.id).where(Matter.conversation_id == conversation_id, Matter.matter == matter)
    return await session.scalar(query) is not None


async def last_written(session: AsyncSession, shop_id: UUID) -> tuple[datetime | None, UUID | None]:
    """When somebody last wrote in a shop, and in which conversation."""
    query = (
        select(Conversation.last_at, Conversation.id)
        .where(Conversation.shop_id == shop_id, Conversation.last_at.is_not(None))
        .order_by(Conversation.last_at.desc(), Conversation.id.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return (None, None) if row is None else (row[0], row[1])
