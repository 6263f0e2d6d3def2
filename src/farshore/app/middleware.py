"""What every request passes: a limit of connections for each address, figures, headers, one log line."""

from collections import Counter
from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from farshore.platform import metrics, problem
from farshore.platform.errors import Limited
from farshore.platform.ids import new_id

log = structlog.get_logger(__name__)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
)
TRY_AGAIN_LATER = 1013


class TooManyConnections(Limited):
    """One address holds more connections than the setting allows."""

    code = "app.too_many_connections"
    text = "Too many connections from one address. Try again in a moment."


class ConnectionLimit:
    """Refuses what one address opens beyond its share, so that the others are still served."""

    def __init__(self, app: ASGIApp, *, per_address: int) -> None:
        self._app = app
        self._per_address = per_address
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse with 429 or close code 1013."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        address = (scope.get("client") or ("",))[0]
        if self._open[address] >= self._per_address:
            await self._refuse(scope, receive, send)
            return
        self._open[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            await problem.answer(TooManyConnections(retry_after_s=5))(scope, receive, send)


class Watch:
    """Counts and logs each request by its route, never by its address or query."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve and note."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), 500
        request_id = new_id().hex

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = (*HEADERS, (b"x-request-id", request_id.encode()))
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_noting)
            finally:
                _note(scope, status, perf_counter() - began)


def _note(scope: Scope, status: int, took_s: float) -> None:
    route = getattr(scope.get("route"), "path", "(none)")
    method = scope["method"]
    metrics.REQUESTS.labels(method, route, str(status)).inc()
    metrics.SECONDS.labels(method, route).observe(took_s)
    if route not in {"/healthz", "/readyz", "/metrics"}:
        log.info("request", method=method, route=route, status=status, ms=round(took_s * 1000, 1))
