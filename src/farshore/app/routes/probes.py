"""Is it alive, is it ready, and its figures."""

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.platform import metrics
from farshore.platform.db import ReadSession
from farshore.platform.errors import Forbidden
from farshore.platform.events import DeliveryRow
from farshore.platform.jobs import JobRow
from farshore.platform.problem import responses
from farshore.platform.settings import AppSettings

router = APIRouter(tags=["probes"])
LOOPBACK = {"127.0.0.1", "::1"}
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


class MetricsPrivate(Forbidden):
    """The figures are not public."""

    code = "app.metrics_private"
    text = "/metrics answers on this machine only, or to the bearer of FARSHORE_METRICS_TOKEN."


class HealthOut(BaseModel):
    """The process runs."""

    status: Literal["ok"]


class ReadyOut(BaseModel):
    """It takes requests, and what it found while looking."""

    status: Literal["ready"]
    rooms: list[str]
    version: str


@router.get("/healthz")
async def healthz() -> HealthOut:
    """Answers as long as the process lives."""
    return HealthOut(status="ok")


@router.get("/readyz")
async def readyz(request: Request, session: ReadSession) -> ReadyOut:
    """Answers once the database does."""
    await session.execute(text("SELECT 1"))
    return ReadyOut(status="ready", rooms=sorted(request.app.state.rooms), version=request.app.version)


@router.get("/metrics", response_class=Response, responses=responses(MetricsPrivate))
async def read_metrics(
    request: Request,
    session: ReadSession,
    settings: AppSettings,
    authorization: Annotated[str, Header()] = "",
) -> Response:
    """Figures for Prometheus: from this machine, or with the token."""
    if not (_has_token(authorization, settings.metrics_token) or _is_local(request)):
        raise MetricsPrivate
    await _count_waiting(session)
    return Response(metrics.exposition(), media_type=metrics.CONTENT_TYPE)


def _has_token(authorization: str, token: str) -> bool:
    given = authorization.removeprefix("Bearer ").encode()
    return bool(token) and secrets.compare_digest(given, token.encode())


def _is_local(request: Request) -> bool:
    host = request.client.host if request.client else ""
    return host in LOOPBACK and not any(h in request.headers for h in FORWARDED)


async def _count_waiting(session: AsyncSession) -> None:
    for what, state in (("deliveries", "waiting"), ("parked_deliveries", "parked")):
        query = select(func.count()).where(DeliveryRow.state == state)
        metrics.WAITING.labels(what).set(await session.scalar(query) or 0)
    open_jobs = select(func.count()).where(JobRow.state.not_in(["done", "failed"]))
    metrics.WAITING.labels("jobs").set(await session.scalar(open_jobs) or 0)
