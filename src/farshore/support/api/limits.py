"""How often one address may ask: a token bucket for each kind of request."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from farshore.platform.settings import settings_of
from farshore.support.errors import TooFast
from farshore.support.settings import SupportSettings

MOST_ADDRESSES = 20_000
BURST_SHARE = 3
"""A full bucket holds a third of a minute's worth, at least five."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """Token buckets by address; the ones that were idle longest are forgotten first."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[tuple[str, str], _Bucket] = OrderedDict()

    def take(self, kind: str, address: str, *, per_minute: int, now: float) -> float:
        """Take one token.

        Returns:
            0 when there was one, else the seconds until there is.
        """
        most = max(5.0, per_minute / BURST_SHARE)
        bucket = self._buckets.pop((kind, address), None) or _Bucket(most, now)
        bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * per_minute / 60)
        bucket.at = now
        self._buckets[kind, address] = bucket
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        if bucket.tokens < 1:
            return (1 - bucket.tokens) * 60 / per_minute
        bucket.tokens -= 1
        return 0.0


def check_pace(connection: HTTPConnection, kind: str) -> None:
    """Refuse an address that asks too often.

    Args:
        connection: whose address is looked at.
        kind: messages, conversations or requests.

    Raises:
        TooFast: with the seconds to wait.
    """
    state = connection.app.state
    buckets: Buckets | None = getattr(state, "chat_buckets", None)
    if buckets is None:
        buckets = state.chat_buckets = Buckets()
    settings = settings_of(connection).section(SupportSettings)
    address = connection.client.host if connection.client else ""
    per_minute: int = getattr(settings, f"{kind}_per_minute")
    wait_s = buckets.take(kind, address, per_minute=per_minute, now=time.monotonic())
    if wait_s:
        raise TooFast(retry_after_s=wait_s)
