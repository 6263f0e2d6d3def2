"""The chat's and the console's routes of support."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from farshore.support.api import console, socket, stream, widget
from farshore.support.api.desks import desk_of_app


@asynccontextmanager
async def _open_desk(app: FastAPI) -> AsyncGenerator[None]:
    """Answers are given while the application runs."""
    desk = desk_of_app(app)
    await desk.start()
    try:
        yield
    finally:
        await desk.stop()


router = APIRouter(lifespan=_open_desk)
for part in (widget.router, socket.router, console.router, stream.router):
    router.include_router(part)
