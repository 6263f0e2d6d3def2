"""The application's one desk, and how answers reach who listens."""

from typing import Annotated, cast

from fastapi import Depends, FastAPI
from starlette.requests import HTTPConnection

from farshore.platform.db import read_session
from farshore.platform.tools import Tools
from farshore.support.models import Message
from farshore.support.service import showing
from farshore.support.service.desk import Desk
from farshore.support.service.hub import Frame


def desk_of_app(app: FastAPI) -> Desk:
    """The desk of an application, made when it is first asked for; it answers once it is started."""
    desk: Desk | None = getattr(app.state, "desk", None)
    if desk is None:
        tools: Tools = app.state.tools
        desk = app.state.desk = Desk(tools)

        async def told(message: Message) -> None:
            await tell(desk, tools, message)

        desk.on_answer(told)
    return desk


async def tell(desk: Desk, tools: Tools, message: Message) -> None:
    """Pass a committed message to the sockets of its conversation and to the consoles of its shop."""
    async with read_session(tools.sessions) as session:
        (shown,) = await showing.shown(session, message.shop_id, [message])
    frame: Frame = {"type": "message", "message": shown.model_dump(mode="json")}
    desk.hub.tell(message.conversation_id, frame)
    told = {"conversation_id": str(message.conversation_id), "at": message.at.isoformat()}
    desk.hub.tell(message.shop_id, {"type": "conversation", "data": told})


def _desk(connection: HTTPConnection) -> Desk:
    return desk_of_app(cast("FastAPI", connection.app))


AppDesk = Annotated[Desk, Depends(_desk)]
"""A route parameter: the application's desk."""
