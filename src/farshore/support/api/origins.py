"""Which pages may embed a shop's chat, and what browsers must be told for it.

The visitor's token is in the page's own storage and no cookie is used, so that any page may read what it asked for;
whether a page may ask at all, the shop's list of origins decides, for HTTP and for WebSocket alike.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import Message
from typing_extensions import override

from farshore.platform import problem
from farshore.platform.errors import TooLarge
from farshore.platform.settings import settings_of
from farshore.platform.shops import Shop
from farshore.support.errors import OriginNotAllowed

LARGEST_BODY = 2 << 20
_LONGEST_LENGTH = 18
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class BodyTooLarge(TooLarge):
    """A request of the chat has a body that no message needs."""

    code = "support.body_too_large"
    text = "The request is larger than {limit} bytes."


def check_origin(connection: HTTPConnection, shop: Shop) -> None:
    """Refuse a page that is neither ours nor among the shop's; what is no browser says no origin.

    Raises:
        OriginNotAllowed: naming it.
    """
    origin = connection.headers.get("origin")
    if origin is None or _plain(origin) in {_plain(o) for o in shop.allowed_origins}:
        return
    own = {connection.headers.get("host", ""), urlsplit(settings_of(connection).url).netloc} - {""}
    if urlsplit(origin).netloc not in own:
        raise OriginNotAllowed(origin=origin[:200])


def _plain(origin: str) -> str:
    """As browsers write it: lower case, no slash at the end, no default port."""
    parts = urlsplit(origin.strip().lower().rstrip("/"))
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(default) if default else parts.netloc}"


def cors_headers(request: Request) -> dict[str, str]:
    """What lets a page of another origin read an answer of the chat's."""
    origin = request.headers.get("origin")
    if origin is None:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Expose-Headers": "Retry-After",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }


class WidgetRoute(APIRoute):
    """A route of the chat: refusals too can be read by the page that asked."""

    @override
    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                read = await _within(request)
            except ClientDisconnect:
                return Response(status_code=400)
            if read is None:
                response: Response = problem.answer(BodyTooLarge(limit=LARGEST_BODY))
            else:
                response = await _answered(handle, read)
            for name, value in cors_headers(request).items():
                response.headers[name] = value
            return response

        return answer


async def _within(request: Request) -> Request | None:
    """The request with its body read; None as soon as that is too large, whatever length was announced."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > _LONGEST_LENGTH or int(length) > LARGEST_BODY):
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    unread: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def receive() -> Message:
        return unread.pop() if unread else await request.receive()

    return Request(request.scope, receive)


async def _answered(handle: Handler, request: Request) -> Response:
    """The answer, also of what the application's own handlers make of an error."""
    try:
        return await handle(request)
    except Exception as error:
        handlers = request.app.exception_handlers
        known = next((handlers[k] for k in type(error).__mro__ if k in handlers and k is not Exception), None)
        if known is None:
            raise
        response: Response = await known(request, error)
        return response
