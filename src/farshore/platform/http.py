"""Outgoing HTTP: one way out, guarded against addresses that a stranger chose (SSRF)."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

import httpx
from typing_extensions import override

from farshore.platform.errors import Forbidden

TIMEOUT = httpx.Timeout(20.0, connect=5.0)


class AddressRefused(Forbidden):
    """The address is inside a private network."""

    code = "platform.address_refused"
    text = "The host {host} is in a private network. FARSHORE_ALLOW_PRIVATE_HOSTS opens hosts."


class _Guard(httpx.AsyncHTTPTransport):
    """Resolves the name itself and connects to the very address that it checked."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__()
        self._allowed = allowed

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if host not in self._allowed:
            address = await _public_address(host, request.url.port or 443)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.headers.setdefault("Host", host)
            request.url = request.url.copy_with(host=address)
        return await super().handle_async_request(request)


async def _public_address(host: str, port: int) -> str:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(item[4][0]) for item in found]
    if not addresses or not all(ipaddress.ip_address(a).is_global for a in addresses):
        raise AddressRefused(host=host)
    return addresses[0]


def client(
    *, allow_private_hosts: Iterable[str] = (), base_url: str = "", timeout: httpx.Timeout = TIMEOUT
) -> httpx.AsyncClient:
    """A client for calls to the outside; redirects are not followed.

    Args:
        allow_private_hosts: names that may lie in a private network (the operator's setting).
        base_url: prefix of relative addresses.
        timeout: for connecting and for each read.
    """
    guard = _Guard(frozenset(allow_private_hosts))
    return httpx.AsyncClient(transport=guard, base_url=base_url, timeout=timeout)
