"""Outgoing requests reach public addresses only, whatever name leads there."""

import socket

import httpx
import pytest

from farshore.platform import http
from farshore.platform.http import AddressRefused

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0"],
)
async def test_private_addresses_are_refused(address: str) -> None:
    async with http.client() as client:
        with pytest.raises(AddressRefused):
            await client.get(f"http://{address}/")


async def test_a_public_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def inside(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", inside)
    async with http.client() as client:
        with pytest.raises(AddressRefused, match=r"shop\.example\.com"):
            await client.get("https://shop.example.com/")


async def test_the_operator_can_open_a_host() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    listener.close()
    async with http.client(allow_private_hosts=["127.0.0.1"]) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{port}/")
