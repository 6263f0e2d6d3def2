"""Messages, conversations and traces as the wire has them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.language.packs import load_pack
from farshore.platform.db import Json
from farshore.platform.shops import Shop
from farshore.support import repository
from farshore.support.errors import TraceNotFound
from farshore.support.models import Conversation, Message
from farshore.support.schemas import (
    AskOut,
    ConsoleMessageOut,
    ConversationOut,
    ConversationStartOut,
    ConversationStateOut,
    ConversationSummaryOut,
    MessageOut,
    MessagesOut,
    TraceOut,
)
from farshore.support.service import traces
from farshore.support.service.answerer import read_shop
from farshore.support.service.asking import Asked


async def started(session: AsyncSession, shop: Shop, conversation: Conversation, token: str) -> ConversationStartOut:
    """A begun conversation, with the disclosure in the shopper's language."""
    view = await read_shop(session, shop, has_channel=True)
    return ConversationStartOut(
        conversation_id=conversation.id,
        visitor_token=token,
        lang=conversation.lang,
        disclosure=_phrase(conversation.lang, "disclosure").replace("{shop}", view.shop.name),
        shop_name=view.shop.name,
        greeting=_phrase(conversation.lang, "greeting"),
    )


def _phrase(lang: str, key: str) -> str:
    said = load_pack(lang).phrases[key]
    return said if isinstance(said, str) else next(iter(said.values()))


async def messages(session: AsyncSession, conversation: Conversation, after: int) -> MessagesOut:
    """Messages after a place, and who answers."""
    rows = await repository.list_messages(session, conversation.id, after=after)
    return MessagesOut(
        items=await shown(session, conversation.shop_id, rows),
        state=ConversationStateOut(
            bot_active=conversation.state in {"bot", "waiting"},
            typing=await repository.has_open(session, conversation.id),
        ),
    )


async def shown(session: AsyncSession, shop_id: UUID, rows: Sequence[Message]) -> list[MessageOut]:
    """Messages with the texts of their evidence."""
    texts = await traces.open_evidence(session, shop_id, [e for row in rows for e in row.evidence])
    return [MessageOut.model_validate(_message(row, texts)) for row in rows]


def _message(row: Message, texts: dict[str, str]) -> Json:
    plain = ("id", "seq", "client_id", "role", "text", "lang", "at", "handoff", "reason", "cards")
    evidence = [traces.shown_evidence(e, texts) for e in row.evidence]
    return {**{name: getattr(row, name) for name in plain}, "evidence": evidence}


def summary(row: Conversation) -> ConversationSummaryOut:
    """A conversation in the list."""
    plain = ("id", "lang", "country", "page", "state", "last_text", "last_role", "last_at")
    return ConversationSummaryOut.model_validate(
        {**{name: getattr(row, name) for name in plain}, "messages": row.last_seq}
    )


async def transcript(session: AsyncSession, row: Conversation) -> ConversationOut:
    """A conversation with its messages, as the seller sees it."""
    rows = await repository.list_messages(session, row.id, limit=2000)
    texts = await traces.open_evidence(session, row.shop_id, [e for m in rows for e in m.evidence])
    known = await repository.traced(session, row.shop_id, [m.id for m in rows if m.role == "assistant"])
    plain = ("id", "lang", "country", "page", "state", "started_at")
    shown_rows = [
        ConsoleMessageOut.model_validate(
            {**_message(m, texts), "confidence": m.confidence, "took_ms": m.took_ms, "has_trace": m.id in known}
        )
        for m in rows
    ]
    return ConversationOut.model_validate({**{name: getattr(row, name) for name in plain}, "messages": shown_rows})


async def trace(session: AsyncSession, shop_id: UUID, message_id: UUID) -> TraceOut:
    """Why an answer was given.

    Raises:
        TraceNotFound: no answer of this shop's.
    """
    row = await repository.find_trace(session, shop_id, message_id)
    if row is None:
        raise TraceNotFound(id=str(message_id))
    return await _trace_out(session, shop_id, row.content)


async def _trace_out(session: AsyncSession, shop_id: UUID, content: Json) -> TraceOut:
    kept = [e for item in content["plan"] for e in item["evidence"]]
    texts = await traces.open_evidence(session, shop_id, kept)
    plan = [{**item, "evidence": _open(item["evidence"], texts)} for item in content["plan"]]
    return TraceOut.model_validate({**content, "plan": plan})


def _open(kept: Iterable[Json], texts: dict[str, str]) -> list[Any]:
    return [traces.shown_evidence(e, texts) for e in kept]


async def asked(session: AsyncSession, question: str, given: Asked) -> AskOut:
    """An answer without a conversation, with its trace."""
    composed, shop_id = given.composed, given.view.id
    answer = composed.answer
    kept = await traces.keep_evidence(session, shop_id, composed)
    texts = await traces.open_evidence(session, shop_id, kept.values())
    content, _, _ = await traces.make_trace(session, shop_id, question, composed)
    return AskOut.model_validate(
        {
            "answer_text": answer.text,
            "lang": answer.lang,
            "handoff": answer.handoff,
            "reason": answer.reason,
            "evidence": _open((kept[e] for e in answer.evidence), texts),
            "cards": traces.cards(composed.products, answer.lang),
            "confidence": answer.confidence,
            "took_ms": composed.took_ms,
            "trace": await _trace_out(session, shop_id, content),
        }
    )
