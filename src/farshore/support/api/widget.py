"""The chat over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from farshore.platform import shops
from farshore.platform.access import SYSTEM
from farshore.platform.db import ReadSession, WriteSession
from farshore.platform.problem import responses
from farshore.platform.shops import ShopNotFound
from farshore.platform.tools import AppTools
from farshore.support.api.desks import AppDesk
from farshore.support.api.limits import check_pace
from farshore.support.api.origins import BodyTooLarge, WidgetRoute, check_origin, cors_headers
from farshore.support.api.taking import take
from farshore.support.errors import (
    ConversationNotFound,
    MessageEmpty,
    MessageTooLong,
    OriginNotAllowed,
    TooFast,
    VisitorUnknown,
)
from farshore.support.schemas import ConversationStartIn, ConversationStartOut, MessageIn, MessageOut, MessagesOut
from farshore.support.service import conversations, showing
from farshore.support.service.conversations import NewMessage, Visit

router = APIRouter(prefix="/api/v1/widget", tags=["chat"], route_class=WidgetRoute)
After = Annotated[int, Query(ge=0, le=2**31 - 1, description="The last `seq` that is known.")]


def visitor_token(authorization: Annotated[str, Header(description="`Bearer` and the visitor's token.")] = "") -> str:
    """The token of a visitor's request.

    Raises:
        VisitorUnknown: none.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise VisitorUnknown
    return token.strip()


Token = Annotated[str, Depends(visitor_token)]


@router.post(
    "/{shop_key}/conversations",
    status_code=201,
    responses=responses(ShopNotFound, OriginNotAllowed, TooFast, BodyTooLarge),
)
async def start_conversation(
    request: Request, session: WriteSession, shop_key: str, given: ConversationStartIn
) -> ConversationStartOut:
    """Begin a conversation; the answer discloses that an AI answers, in the shopper's language."""
    check_pace(request, "conversations")
    shop = await shops.access_shop(session, SYSTEM, shop_key)
    check_origin(request, shop)
    visit = Visit(given.page, given.locale, given.country.upper() if given.country else None)
    row, token = await conversations.begin(session, shop, visit)
    return await showing.started(session, shop, row, token)


@router.get(
    "/conversations/{conversation_id}/messages",
    responses=responses(VisitorUnknown, ConversationNotFound, OriginNotAllowed, TooFast),
)
async def list_messages_for_visitor(
    request: Request, session: ReadSession, token: Token, conversation_id: UUID, after: After = 0
) -> MessagesOut:
    """Messages after a place, and whether an answer is on its way."""
    check_pace(request, "requests")
    row = await conversations.access_conversation(session, token, conversation_id)
    shop = await shops.find_shop_by_id(session, row.shop_id)
    assert shop is not None  # noqa: S101 - a conversation refers to its shop
    check_origin(request, shop)
    return await showing.messages(session, row, after)


@router.post(
    "/conversations/{conversation_id}/messages",
    status_code=202,
    responses=responses(
        VisitorUnknown, ConversationNotFound, OriginNotAllowed, MessageTooLong, MessageEmpty, TooFast, BodyTooLarge
    ),
)
async def send_message(
    request: Request, desk: AppDesk, tools: AppTools, token: Token, conversation_id: UUID, given: MessageIn
) -> MessageOut:
    """Take a shopper's message; it is stored when this answers, and answered soon after."""
    new = NewMessage(given.client_id, given.text, given.page)
    shown, _ = await take(request, desk, tools, (token, conversation_id), new)
    return shown


@router.options("/{path:path}", include_in_schema=False)
async def preflight(request: Request, path: str) -> Response:
    """A browser asks whether a page of another origin may ask."""
    return Response(status_code=204, headers=cors_headers(request))
