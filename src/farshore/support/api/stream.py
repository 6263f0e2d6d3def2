"""What happens in a shop, as it happens: server-sent events for the console.

The worker is another process, so the catalogue's pulse is felt each second; conversations come from the hub at once.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from farshore.catalog.public import Pulse, read_pulse
from farshore.platform.access import LoginRequired
from farshore.platform.auth import Owner
from farshore.platform.db import AppSessions, Sessions, read_session
from farshore.platform.problem import responses
from farshore.platform.shops import ShopNotFound, access_shop
from farshore.support.api.desks import AppDesk
from farshore.support.service.hub import Hub

router = APIRouter(prefix="/api/v1/shops/{shop_key}", tags=["events"])
PULSE_S = 1.0
SIGN_OF_LIFE_EVERY = 15


@router.get("/events", response_class=StreamingResponse, responses=responses(LoginRequired, ShopNotFound))
async def stream_events(sessions: AppSessions, desk: AppDesk, who: Owner, shop_key: str) -> StreamingResponse:
    """Events of a shop: `conversation`, `import`, `catalog`; a comment line as a sign of life."""
    async with read_session(sessions) as session:
        shop = await access_shop(session, who, shop_key)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(sessions, desk.hub, shop.id), media_type="text/event-stream", headers=headers)


async def _events(sessions: Sessions, hub: Hub, shop_id: UUID) -> AsyncGenerator[str]:
    with hub.listening(shop_id) as queue:
        before = await _pulse(sessions, shop_id)
        yield ": hello\n\n"
        quiet = 0
        while True:
            try:
                frame = await asyncio.wait_for(queue.get(), PULSE_S)
            except TimeoutError:
                now = await _pulse(sessions, shop_id)
                said = [*_changes(before, now)]
                before, quiet = now, 0 if said else quiet + 1
                for event in said:
                    yield event
                if quiet >= SIGN_OF_LIFE_EVERY:
                    quiet = 0
                    yield ": alive\n\n"
            else:
                yield _event("conversation", frame["data"] if frame else {})


async def _pulse(sessions: Sessions, shop_id: UUID) -> Pulse:
    async with read_session(sessions) as session:
        return await read_pulse(session, shop_id)


def _changes(before: Pulse, now: Pulse) -> list[str]:
    """What is different, as events."""
    known = set(before.imports)
    said = [
        _event("import", {"import_id": str(row[0]), "state": row[1], "done": row[2], "total": row[3]})
        for row in now.imports
        if row not in known
    ]
    if (before.revision, before.policies) != (now.revision, now.policies):
        said.append(_event("catalog", {}))
    return said


def _event(name: str, body: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(body)}\n\n"
