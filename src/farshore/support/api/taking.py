"""A shopper's message comes in, over HTTP or a socket: one short transaction, then the desk."""

from uuid import UUID

from starlette.requests import HTTPConnection

from farshore.platform import shops
from farshore.platform.db import read_session, unit_of_work
from farshore.platform.tools import Tools
from farshore.support.api.desks import tell
from farshore.support.api.limits import check_pace
from farshore.support.api.origins import check_origin
from farshore.support.models import Conversation, Message
from farshore.support.schemas import MessageOut
from farshore.support.service import conversations, showing
from farshore.support.service.conversations import NewMessage
from farshore.support.service.desk import Desk
from farshore.support.settings import SupportSettings

Bearer = tuple[str, UUID]
"""A visitor's token and the conversation that it opens."""


async def take(
    connection: HTTPConnection, desk: Desk, tools: Tools, bearer: Bearer, given: NewMessage
) -> tuple[MessageOut, bool]:
    """Store a message, tell who listens, and let the desk answer it.

    Returns:
        The message, and whether it is new: then those who listen were told already.

    Raises:
        TooFast, ConversationNotFound, OriginNotAllowed, MessageTooLong, MessageEmpty: nothing was stored.
    """
    check_pace(connection, "messages")
    limit = tools.settings.section(SupportSettings).message_chars
    text = conversations.check_text(given.text, limit=limit)
    await enter(connection, tools, bearer)
    new = NewMessage(given.client_id, text, given.page)
    async with unit_of_work(tools.sessions) as session:
        row = await conversations.access_conversation(session, *bearer, for_update=True)
        message, is_new = await conversations.take(session, row, new, desk.lease)
    if is_new:
        await _announce(desk, tools, message)
    async with read_session(tools.sessions) as session:
        (shown,) = await showing.shown(session, message.shop_id, [message])
    return shown, is_new


async def _announce(desk: Desk, tools: Tools, message: Message) -> None:
    await tell(desk, tools, message)
    if message.task == "open":
        desk.hub.tell(message.conversation_id, {"type": "typing", "on": True})
        desk.submit(message.id)


async def enter(connection: HTTPConnection, tools: Tools, bearer: Bearer) -> Conversation:
    """The visitor's conversation, if the page may have it.

    Raises:
        ConversationNotFound: none, or another visitor's.
        OriginNotAllowed: the page is not among the shop's.
    """
    async with read_session(tools.sessions) as session:
        row = await conversations.access_conversation(session, *bearer)
        shop = await shops.find_shop_by_id(session, row.shop_id)
        assert shop is not None  # noqa: S101 - a conversation refers to its shop
        check_origin(connection, shop)
        return row
