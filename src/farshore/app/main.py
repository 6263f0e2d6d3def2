"""Compose the enabled rooms into one application."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute

from farshore.app import wiring
from farshore.app.middleware import ConnectionLimit, Watch
from farshore.app.routes import demo, jobs, pages, probes, session, shops
from farshore.platform import problem
from farshore.platform.db import make_engine, make_sessions
from farshore.platform.settings import Settings


def operation_id(route: APIRoute) -> str:
    """The route function's own name: what generated clients call it; unique in the whole product."""
    return route.name


def make_app(settings: Settings, *, rooms: frozenset[str] | None = None, supervisor_pid: int | None = None) -> FastAPI:
    """The application on one database and one data folder; the tables exist already.

    Args:
        settings: of this server.
        rooms: those that are on; None: as the settings say.
        supervisor_pid: who restarts us when the rooms change; None: nobody.
    """
    engine = make_engine(settings.database_url)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        yield
        await engine.dispose()

    # No interactive pages: they would load scripts from elsewhere.
    app = FastAPI(
        title="farshore",
        version=version("farshore"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = make_sessions(engine)
    app.state.tools = wiring.make_tools(settings, app.state.sessions)
    app.state.files = app.state.tools.files
    app.state.rooms = wiring.check_rooms(settings.rooms) if rooms is None else rooms
    app.state.supervisor_pid = supervisor_pid
    problem.install(app)
    app.add_middleware(Watch)
    app.add_middleware(ConnectionLimit, per_address=settings.connections_per_address)
    own = (session.router, shops.router, jobs.router, probes.router, demo.router)
    for router in (*own, *wiring.routers(app.state.rooms), pages.make_router()):
        app.include_router(router)
    return app
