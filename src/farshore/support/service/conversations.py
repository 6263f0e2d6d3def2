"""A conversation begins, takes messages, and is looked at."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform import clock
from farshore.platform.shops import Shop
from farshore.support import repository
from farshore.support.errors import ConversationNotFound, MessageEmpty, MessageTooLong
from farshore.support.models import Conversation, Message
from farshore.support.service.locales import to_language

PAGE = 50
SHOWN_CHARS = 300
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a visitor when the chat is opened."""

    page: str | None = None
    locale: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A shopper's message on its way in."""

    client_id: str
    text: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """By whom and until when a new message is taken."""

    name: str
    seconds: int


async def begin(session: AsyncSession, shop: Shop, visit: Visit) -> tuple[Conversation, str]:
    """A new conversation, and the visitor's token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    row = Conversation(
        shop_id=shop.id,
        visitor_hash=_hash(token),
        lang=to_language(visit.locale) or DEFAULT_LANGUAGE,
        locale=visit.locale,
        page=visit.page,
        country=visit.country or None,
    )
    session.add(row)
    await session.flush()
    return row, token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def access_conversation(
    session: AsyncSession, token: str, conversation_id: UUID, *, for_update: bool = False
) -> Conversation:
    """The conversation that the bearer of a token may touch.

    Raises:
        ConversationNotFound: there is none, or it is another visitor's.
    """
    row = await repository.find_conversation(session, conversation_id, for_update=for_update)
    if row is None or not secrets.compare_digest(row.visitor_hash, _hash(token)):
        raise ConversationNotFound
    return row


async def get_conversation(session: AsyncSession, shop_id: UUID, conversation_id: UUID) -> Conversation:
    """A conversation of a shop.

    Raises:
        ConversationNotFound: not in this shop.
    """
    row = await repository.find_shop_conversation(session, shop_id, conversation_id)
    if row is None:
        raise ConversationNotFound
    return row


def check_text(text: str, *, limit: int) -> str:
    """A message's text as it is kept.

    Raises:
        MessageTooLong: more than `limit` characters.
        MessageEmpty: nothing to read.
    """
    if len(text) > limit:
        raise MessageTooLong(limit=limit, length=len(text))
    plain = text.replace("\x00", "").encode(errors="replace").decode()
    if not plain.strip():
        raise MessageEmpty
    return plain


async def take(
    session: AsyncSession, conversation: Conversation, given: NewMessage, lease: Lease
) -> tuple[Message, bool]:
    """Store a shopper's message; the same `client_id` again is the message that is there.

    While a person has the conversation nothing is left for the bot to answer.

    Args:
        session: the caller's.
        conversation: locked for this transaction.
        given: with its text checked.
        lease: who is going to answer it.

    Returns:
        The message, and whether it is new.
    """
    known = await repository.find_by_client_id(session, conversation.id, given.client_id)
    if known is not None:
        return known, False
    is_open = conversation.state in {"bot", "waiting"}
    message = append(conversation, "shopper", given.text, conversation.lang)
    message.client_id, message.page = given.client_id, given.page
    if is_open:
        message.task, message.lease_by = "open", lease.name
        message.lease_until = message.at + timedelta(seconds=lease.seconds)
    if given.page:
        conversation.page = given.page
    session.add(message)
    await session.flush()
    return message, True


def append(conversation: Conversation, role: str, text: str, lang: str) -> Message:
    """The next message of a locked conversation; the caller adds it."""
    now = clock.now()
    conversation.last_seq += 1
    conversation.last_text, conversation.last_role, conversation.last_at = text[:SHOWN_CHARS], role, now
    return Message(
        shop_id=conversation.shop_id,
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        role=role,
        text=text,
        lang=lang,
        at=now,
        evidence=[],
        cards=[],
    )


async def reply_as_person(session: AsyncSession, shop_id: UUID, conversation_id: UUID, text: str) -> Message:
    """A person writes, and the bot is mute from this moment: what it is composing will not be stored.

    Raises:
        ConversationNotFound: not in this shop.
    """
    row = await repository.find_shop_conversation(session, shop_id, conversation_id, for_update=True)
    if row is None:
        raise ConversationNotFound
    row.bot_epoch += 1
    row.state = "person"
    await repository.leave_open_tasks(session, row.id)
    message = append(row, "person", text, row.lang)
    session.add(message)
    await session.flush()
    return message


async def list_page(
    session: AsyncSession, shop_id: UUID, before: tuple[datetime, UUID] | None
) -> tuple[Sequence[Conversation], tuple[datetime, UUID] | None]:
    """A page of conversations, the latest first, and where the next begins."""
    rows = await repository.list_conversations(session, shop_id, before=before, limit=PAGE)
    last = rows[-1] if len(rows) == PAGE else None
    return rows, (last.last_at, last.id) if last is not None and last.last_at is not None else None
