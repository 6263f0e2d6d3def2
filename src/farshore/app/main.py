"""Compose the enabled rooms into one application."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from farshore.app import wiring
from farshore.platform import problem
from farshore.platform.db import make_engine, make_sessions
from farshore.platform.files import Files
from farshore.platform.settings import Settings


def make_app(settings: Settings) -> FastAPI:
    """The application on one database and one data folder; the tables exist already."""
    engine = make_engine(settings.database_url)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        yield
        await engine.dispose()

    app = FastAPI(title="farshore", lifespan=lifespan)
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = make_sessions(engine)
    app.state.files = Files(settings.data / "files", limit_mb=settings.upload_mb)
    problem.install(app)
    for router in wiring.routers(wiring.check_rooms(settings.rooms)):
        app.include_router(router)
    return app
