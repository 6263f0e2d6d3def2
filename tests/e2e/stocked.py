"""A shop with goods, for browsers to visit."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page
from tests.serving import PATIENCE_S, Server

FILES = Path(__file__).parent / "files"
SHOP = {"name": "Northlight Goods", "currency": "USD", "country": "CN", "time_zone": "Asia/Shanghai"}
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
Visit = Callable[..., Page]


class Stocked:
    """A server with one shop that has products and policies, and its owner as their browser talks to it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{self.server.port}"
        name, _, value = self.server.login().partition("=")
        self.cookie = {"name": name, "value": value, "url": self.address}
        self.http = httpx.Client(
            base_url=self.address, cookies={name: value}, headers={"X-Farshore-CSRF": "1"}, timeout=30
        )
        self.key = ""

    def stock(self) -> None:
        """Open the shop and bring in its goods."""
        self.key = self.http.post("/api/v1/shops", json=SHOP).json()["key"]
        self._bring_in("northlight.csv", "products")
        self._bring_in("northlight-policies.json", "policies")

    def page(self, handle: str = "tide-750") -> str:
        """Address of a product on the shop's test page."""
        return f"{self.address}/shop/{self.key}?product={handle}"

    def conversations(self) -> list[dict[str, object]]:
        """What the console lists."""
        items: list[dict[str, object]] = self.http.get(f"/api/v1/shops/{self.key}/conversations").json()["items"]
        return items

    def transcript(self, conversation: object) -> list[dict[str, object]]:
        """The messages of one conversation."""
        found = self.http.get(f"/api/v1/shops/{self.key}/conversations/{conversation}").json()
        messages: list[dict[str, object]] = found["messages"]
        return messages

    def _bring_in(self, name: str, kind: str) -> None:
        imports = f"/api/v1/shops/{self.key}/imports"
        made = self.http.post(imports, files={"file": (name, (FILES / name).read_bytes())}, data={"kind": kind})
        assert made.status_code == 202, made.text
        one = f"{imports}/{made.json()['id']}"
        self._wait(one, "previewed")
        assert self.http.post(f"{one}/apply").status_code == 202
        self._wait(one, "applied")

    def _wait(self, one: str, state: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while (now := self.http.get(one).json())["state"] != state:
            assert now["state"] != "failed", json.dumps(now["error"])
            assert time.monotonic() < until, now["state"]
            time.sleep(0.1)
