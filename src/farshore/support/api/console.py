"""Conversations, traces and trial questions, for the console."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from farshore.platform import clock
from farshore.platform.access import LoginRequired
from farshore.platform.auth import CrossSite, Owner
from farshore.platform.db import AppSessions, ReadSession, read_session
from farshore.platform.problem import responses
from farshore.platform.settings import AppSettings
from farshore.platform.shops import ShopNotFound, access_shop
from farshore.support.api.desks import AppDesk
from farshore.support.errors import (
    ConversationCursorInvalid,
    ConversationNotFound,
    MessageEmpty,
    MessageTooLong,
    TraceNotFound,
)
from farshore.support.schemas import AskIn, AskOut, ConversationOut, ConversationsOut, TraceOut
from farshore.support.service import asking, conversations, showing
from farshore.support.settings import SupportSettings

router = APIRouter(prefix="/api/v1/shops/{shop_key}", tags=["conversations"])
Cursor = Annotated[str | None, Query(max_length=120, description="`next_cursor` of the page before.")]


@router.get("/conversations", responses=responses(LoginRequired, ShopNotFound, ConversationCursorInvalid))
async def list_conversations(
    session: ReadSession, who: Owner, shop_key: str, cursor: Cursor = None
) -> ConversationsOut:
    """Conversations in which the shopper has written, the latest first."""
    shop = await access_shop(session, who, shop_key)
    rows, following = await conversations.list_page(session, shop.id, _from_cursor(cursor))
    next_cursor = None if following is None else f"{following[0].isoformat()}_{following[1]}"
    return ConversationsOut(items=[showing.summary(row) for row in rows], next_cursor=next_cursor)


def _from_cursor(cursor: str | None) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    at, _, row_id = cursor.partition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        if moment.tzinfo is None:
            raise ConversationCursorInvalid
        return moment, UUID(row_id)
    except ValueError as error:
        raise ConversationCursorInvalid from error


@router.get("/conversations/{conversation_id}", responses=responses(LoginRequired, ShopNotFound, ConversationNotFound))
async def get_conversation(session: ReadSession, who: Owner, shop_key: str, conversation_id: UUID) -> ConversationOut:
    """A transcript."""
    shop = await access_shop(session, who, shop_key)
    row = await conversations.get_conversation(session, shop.id, conversation_id)
    return await showing.transcript(session, row)


@router.get("/messages/{message_id}/trace", responses=responses(LoginRequired, ShopNotFound, TraceNotFound))
async def get_trace(session: ReadSession, who: Owner, shop_key: str, message_id: UUID) -> TraceOut:
    """Why an answer was given."""
    shop = await access_shop(session, who, shop_key)
    return await showing.trace(session, shop.id, message_id)


@router.post("/ask", responses=responses(LoginRequired, CrossSite, ShopNotFound, MessageTooLong, MessageEmpty))
async def ask(
    sessions: AppSessions, desk: AppDesk, settings: AppSettings, who: Owner, shop_key: str, given: AskIn
) -> AskOut:
    """Ask without a conversation: nothing is kept, the answer comes with the whole way to it."""
    text = conversations.check_text(given.text, limit=settings.section(SupportSettings).message_chars)
    async with read_session(sessions) as session:
        shop = await access_shop(session, who, shop_key)
    question = asking.to_question(text, given.context.model_dump())
    asked = await asking.ask(desk.answerer, sessions, shop, question, clock.now())
    async with read_session(sessions) as session:
        return await showing.asked(session, text, asked)
