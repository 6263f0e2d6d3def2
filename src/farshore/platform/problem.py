"""Errors on the wire: RFC 9457 problem details, for ours and for the framework's."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from farshore.platform import metrics
from farshore.platform.errors import AppError, DatabaseBusy, Param, StorageFull

MEDIA = "application/problem+json"
DOCS = "/docs/errors"
log = structlog.get_logger(__name__)


class Problem(BaseModel):
    """What a client gets for every failure."""

    type: str
    title: str
    """The kind of failure, the same each time."""
    status: int
    detail: str
    """What happened this time, in English; translations key on `code` and fill in `params`."""
    code: str
    params: dict[str, Param]


class Fault(BaseModel):
    """One field that a request got wrong."""

    where: list[str | int]
    what: str


class InvalidRequest(Problem):
    """A malformed payload; never repeats the value that was sent."""

    faults: list[Fault]


def to_problem(error: AppError) -> Problem:
    """The wire form of an expected failure."""
    kind = (error.__doc__ or error.code).strip().partition("\n")[0]
    return Problem(
        type=f"{DOCS}#{error.code}",
        title=kind,
        status=error.status,
        detail=str(error),
        code=error.code,
        params=error.params,
    )


def _from_status(status: int, detail: str) -> Problem:
    code = f"http.{status}"
    title = HTTPStatus(status).phrase
    return Problem(type=f"{DOCS}#{code}", title=title, status=status, detail=detail, code=code, params={})


def _answer(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(problem.model_dump(), problem.status, headers, media_type=MEDIA)


def answer(error: AppError) -> JSONResponse:
    """The response for an expected failure, with `Retry-After` when waiting helps."""
    metrics.EXPECTED_ERRORS.labels(error.code).inc()
    wait = error.retry_after_s
    return _answer(to_problem(error), None if wait is None else {"Retry-After": str(max(1, round(wait)))})


async def _expected(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)  # noqa: S101 - registered for AppError only
    return answer(error)


async def _from_framework(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for HTTPException only
    return _answer(_from_status(error.status_code, str(error.detail)), error.headers)


async def _malformed(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it only
    faults = [Fault(where=list(e["loc"]), what=str(e["msg"])) for e in error.errors()]
    plain = _from_status(422, "The request is not in the form that this address accepts.")
    return _answer(InvalidRequest(**plain.model_dump(), faults=faults))


def from_database(error: OperationalError) -> AppError | None:
    """The expected failure behind a database error, if it is one."""
    words = str(error.orig).lower()
    if "disk is full" in words or "no space left" in words:
        return StorageFull()
    if "database is locked" in words or "database is busy" in words:
        return DatabaseBusy(retry_after_s=1)
    return None


async def _database(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OperationalError)  # noqa: S101 - registered for it only
    expected = from_database(error)
    if expected is None:
        raise error
    log.warning("database_refused", code=expected.code)
    return answer(expected)


async def _bug(_request: Request, _error: Exception) -> JSONResponse:
    """Starlette raises the error again after this answer, so that it is logged once, with trace."""
    return _answer(_from_status(500, "Something went wrong on our side. It has been noted."))


def install(app: FastAPI) -> None:
    """Teach the app to answer every failure, ours or the framework's, with a problem."""
    app.add_exception_handler(AppError, _expected)
    app.add_exception_handler(HTTPException, _from_framework)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(Exception, _bug)


def responses(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """`responses=` for a route, so that the generated client knows the failures."""
    promised: dict[int | str, dict[str, Any]] = {
        422: _promise("http.422", InvalidRequest),
    }
    for error in errors:
        known = promised.get(error.status, {}).get("description")
        code = f"{known}, {error.code}" if known else error.code
        promised[error.status] = _promise(code, Problem)
    return promised


def _promise(description: str, shape: type[BaseModel]) -> dict[str, Any]:
    content = {MEDIA: {"schema": shape.model_json_schema()}}
    return {"description": description, "content": content}
