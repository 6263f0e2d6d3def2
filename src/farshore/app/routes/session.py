"""The owner comes in by a link and gets a session cookie."""

from typing import Annotated, Literal

from fastapi import APIRouter, Cookie, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from farshore.platform import auth
from farshore.platform.access import LoginRequired
from farshore.platform.auth import COOKIE, CrossSite, Owner, OwnerLinkSpent
from farshore.platform.db import WriteSession
from farshore.platform.problem import responses
from farshore.platform.settings import AppSettings

router = APIRouter(tags=["session"])

# The token is behind a `#`: it reaches no log and no proxy, and a link preview does not spend it.
WELCOME = """<!doctype html><meta charset="utf-8"><title>farshore</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<body style="font:16px system-ui;margin:20vh auto;max-width:24rem;padding:0 1rem">
<p id="said">…</p><script src="/owner.js"></script></body>
"""
SCRIPT = """const said = document.getElementById("said");
const token = location.hash.slice(1);
history.replaceState(null, "", "/owner");
const zh = navigator.language.startsWith("zh");
const answer = await fetch("/api/v1/session", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ token }),
}).catch(() => null);
if (answer?.ok) location.replace("/console/");
else said.textContent = zh
  ? "此链接已用过或已过期。运行 farshore owner-link 获取新链接。"
  : "This link has been used or is too old. `farshore owner-link` prints a new one.";
"""


class SessionIn(BaseModel):
    """The token behind the `#` of an owner link."""

    model_config = ConfigDict(extra="forbid")
    token: Annotated[str, Field(min_length=1, max_length=100)]


class SessionOut(BaseModel):
    """Who the cookie belongs to."""

    role: Literal["owner"]


@router.get("/owner", response_class=HTMLResponse, include_in_schema=False)
async def welcome() -> str:
    """The page that an owner link opens; it spends the token and goes on to the console."""
    return WELCOME


@router.get("/owner.js", include_in_schema=False)
async def welcome_script() -> Response:
    """What that page runs."""
    return Response(f"(async () => {{\n{SCRIPT}}})();\n", media_type="text/javascript")


@router.post("/api/v1/session", status_code=201, responses=responses(OwnerLinkSpent))
async def open_session(session: WriteSession, given: SessionIn, answer: Response, settings: AppSettings) -> SessionOut:
    """Spend an owner link; the cookie is the session."""
    token = await auth.open_session(session, given.token)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=auth.SESSION_DAYS * 86_400,
        httponly=True,
        samesite="strict",
        secure=settings.url.startswith("https://"),
    )
    return SessionOut(role="owner")


@router.get("/api/v1/session", responses=responses(LoginRequired))
async def get_session(who: Owner) -> SessionOut:
    """Whether the cookie still opens the console."""
    assert who.kind == "owner"  # noqa: S101 - the only role so far
    return SessionOut(role="owner")


@router.delete("/api/v1/session", status_code=204, responses=responses(LoginRequired, CrossSite))
async def close_session(
    session: WriteSession,
    _who: Owner,
    answer: Response,
    farshore_session: Annotated[str, Cookie()] = "",
) -> None:
    """Leave the console on this browser."""
    await auth.close_session(session, farshore_session)
    answer.delete_cookie(COOKIE)
