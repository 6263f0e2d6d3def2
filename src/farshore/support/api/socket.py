"""The chat over WebSocket: the same as over HTTP, at once.

Frames of the visitor: `send` (client_id, text, page), `resume` (after), `ping`. Frames of ours: `message`, `typing`,
`error` (problem, client_id), `pong`. The acknowledgement of a `send` is the `message` with its `client_id`.
"""

import asyncio
import json
from collections.abc import Awaitable
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, ValidationError

from farshore.platform.db import read_session
from farshore.platform.errors import AppError, BadInput, Limited
from farshore.platform.problem import answer, to_problem
from farshore.platform.tools import AppTools, Tools
from farshore.support.api.desks import AppDesk
from farshore.support.api.limits import check_pace
from farshore.support.api.taking import Bearer, enter, take
from farshore.support.schemas import MessageIn
from farshore.support.service import conversations, showing
from farshore.support.service.conversations import NewMessage
from farshore.support.service.desk import Desk
from farshore.support.service.hub import Frame

router = APIRouter(prefix="/api/v1/widget", tags=["chat"])
REFUSED = 1008
TRY_AGAIN_LATER = 1013
Queue = asyncio.Queue[Frame | None]


class FrameInvalid(BadInput):
    """A frame of the visitor's is not of a form that we know."""

    code = "support.frame_invalid"
    text = "This frame is not understood: {why}."


class ResumeIn(BaseModel):
    """Send again what came after a place."""

    model_config = ConfigDict(extra="ignore")
    after: int = 0


@router.websocket("/conversations/{conversation_id}/ws")
async def chat(
    socket: WebSocket,
    desk: AppDesk,
    tools: AppTools,
    conversation_id: UUID,
    token: Annotated[str, Query(max_length=200)] = "",
) -> None:
    """Messages both ways while the socket is open."""
    line = _Line(socket, desk, tools, (token, conversation_id))
    try:
        check_pace(socket, "requests")
        await enter(socket, tools, line.bearer)
    except AppError as error:
        await _refuse(socket, error)
        return
    await socket.accept()
    with desk.hub.listening(conversation_id) as queue:
        await _until_first(line.hear(), line.speak(queue))


async def _refuse(socket: WebSocket, error: AppError) -> None:
    """Before it is open: with the problem where the server can, else by a close code."""
    if "websocket.http.response" in socket.scope.get("extensions", {}):
        await socket.send_denial_response(answer(error))
    else:
        await socket.close(TRY_AGAIN_LATER if isinstance(error, Limited) else REFUSED)


async def _until_first(*works: Awaitable[None]) -> None:
    """Run both until one ends; a lost connection is no error."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    quiet = (asyncio.CancelledError, WebSocketDisconnect, RuntimeError)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, quiet):
            raise result
    del done


class _Line:
    """One open socket."""

    def __init__(self, socket: WebSocket, desk: Desk, tools: Tools, bearer: Bearer) -> None:
        self._socket = socket
        self._desk = desk
        self._tools = tools
        self.bearer = bearer
        self._last = 0

    async def hear(self) -> None:
        """Take the visitor's frames until they leave."""
        while True:
            event = await self._socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            await self._hear_one(event.get("text") or "")

    async def _hear_one(self, text: str) -> None:
        client_id: str | None = None
        try:
            frame = _read(text)
            given = frame.get("client_id")
            client_id = given if isinstance(given, str) else None
            await self._act(frame)
        except AppError as error:
            problem = to_problem(error).model_dump(mode="json")
            await self._say({"type": "error", "problem": problem, "client_id": client_id})

    async def _act(self, frame: Frame) -> None:
        kind = frame.get("type")
        if kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "resume":
            await self._resume(_parse(ResumeIn, frame).after)
        elif kind == "send":
            given = _parse(MessageIn, {k: v for k, v in frame.items() if k != "type"})
            new = NewMessage(given.client_id, given.text, given.page)
            shown, is_new = await take(self._socket, self._desk, self._tools, self.bearer, new)
            if not is_new:
                await self._say({"type": "message", "message": shown.model_dump(mode="json")})
        else:
            raise FrameInvalid(why="type is none of send, resume, ping")

    async def _resume(self, after: int) -> None:
        async with read_session(self._tools.sessions) as session:
            row = await conversations.access_conversation(session, *self.bearer)
            page = await showing.messages(session, row, max(0, min(after, 2**31 - 1)))
        for message in page.items:
            await self._say({"type": "message", "message": message.model_dump(mode="json")})
        if page.state.typing:
            await self._say({"type": "typing", "on": True})

    async def speak(self, queue: Queue) -> None:
        """Pass on what happens in the conversation; after a gap, everything since the last message."""
        while True:
            frame = await queue.get()
            if frame is None:
                await self._resume(self._last)
            else:
                await self._say(frame)

    async def _say(self, frame: Frame) -> None:
        if frame["type"] == "message":
            self._last = max(self._last, int(frame["message"]["seq"]))
        text = json.dumps(frame, ensure_ascii=False)
        await self._socket.send_text(text.encode(errors="replace").decode())


def _read(text: str) -> Frame:
    try:
        frame: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrameInvalid(why="no JSON") from error
    if not isinstance(frame, dict):
        raise FrameInvalid(why="no object")
    return cast("Frame", frame)


def _parse(kind: type[Any], frame: Frame) -> Any:  # noqa: ANN401 - the kind's own
    try:
        return kind.model_validate(frame)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        raise FrameInvalid(why=f"{'.'.join(map(str, fault['loc']))} {fault['msg']}") from error
