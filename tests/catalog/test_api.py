"""The console's doors of the catalogue."""

import json
from typing import Any

import httpx
import pytest
from tests.catalog.shelf import MUG, POLICIES, SHOP, Shelf, csv

from farshore.platform.db import unit_of_work
from farshore.platform.ids import new_id
from farshore.platform.shops import add_shop

pytestmark = pytest.mark.room
IMPORTS = "/api/v1/shops/demo/imports"


async def upload(owner: httpx.AsyncClient, content: bytes, kind: str = "products", **options: Any) -> httpx.Response:
    return await owner.post(
        IMPORTS, files={"file": (f"{kind}.csv", content)}, data={"kind": kind, "options": json.dumps(options)}
    )


async def applied(owner: httpx.AsyncClient, shelf: Shelf, content: bytes, kind: str = "products") -> dict[str, Any]:
    made = await upload(owner, content, kind)
    await shelf.run_asked()
    await owner.post(f"{IMPORTS}/{made.json()['id']}/apply")
    await shelf.run_asked()
    found: dict[str, Any] = (await owner.get(f"{IMPORTS}/{made.json()['id']}")).json()
    return found


async def test_a_file_is_previewed_then_applied_then_taken_back(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    made = await upload(owner, SHOP)
    assert (made.status_code, made.json()["state"], made.json()["preview"]) == (202, "previewing", None)
    await shelf.run_asked()
    one = f"{IMPORTS}/{made.json()['id']}"
    shown = (await owner.get(one)).json()
    assert (shown["state"], shown["done"], shown["total"]) == ("previewed", 3, 3)
    assert shown["preview"]["format"] == "shopify csv"
    counts = shown["preview"]["counts"]
    assert (counts["products"], counts["new"], counts["variants"]) == (3, 3, 4)
    (cost,) = [c for c in shown["preview"]["columns"] if c["header"] == "Cost per item"]
    assert cost["visibility"] == "private"
    assert (await owner.get("/api/v1/shops/demo/products")).json()["total"] == 0

    assert (await owner.post(f"{one}/apply")).status_code == 202
    await shelf.run_asked()
    products = (await owner.get("/api/v1/shops/demo/products")).json()
    assert [(p["handle"], p["status"], p["price_text"]) for p in products["items"]] == [
        ("clay-mug", "active", "€18.00"),
        ("wool-throw", "active", "€95.00"),
        ("moon-lamp", "draft", "€77.00"),
    ]

    assert (await owner.post(f"{one}/undo")).status_code == 202
    await shelf.run_asked()
    assert (await owner.get(one)).json()["state"] == "undone"
    assert (await owner.get("/api/v1/shops/demo/products")).json()["items"] == []


async def test_a_product_shows_each_fact_in_the_text_it_was_read_from(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    await applied(owner, shelf, SHOP)
    (mug,) = (await owner.get("/api/v1/shops/demo/products?q=MUG-I")).json()["items"]
    product = (await owner.get(f"/api/v1/shops/demo/products/{mug['id']}")).json()

    (fact,) = [f for f in product["facts"] if f["attribute"] == "dishwasher_safe"]
    source = fact["evidence"]["source"]
    assert fact["polarity"] == "yes"
    assert source["text"][source["start"] : source["end"]] == fact["evidence"]["quote"]
    assert source["text"] in {t["text"] for t in product["texts"]}
    assert [(v["sku"], v["stock"], v["price_text"]) for v in product["variants"]] == [
        ("MUG-S", 12, "€18.00"),
        ("MUG-I", 0, "€18.00"),
    ]


async def test_policies_are_shown_by_topic_with_where_they_stand(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    await applied(owner, shelf, json.dumps(POLICIES).encode(), "policies")
    shown = (await owner.get("/api/v1/shops/demo/policies")).json()

    assert shown["raw"] == POLICIES
    lines = {i["field"]: i["value_text"] for s in shown["sections"] for i in s["items"]}
    assert (lines["shipping.lanes[0].max_days"], lines["order_number_format"]) == ("5", "SB-#####")


async def test_an_import_is_applied_once(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    done = await applied(owner, shelf, SHOP)
    again = await owner.post(f"{IMPORTS}/{done['id']}/apply")

    assert (again.status_code, again.json()["code"]) == (409, "catalog.import_state_wrong")


async def test_a_file_of_nothing_is_a_failed_import_with_the_reason(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    made = await upload(owner, b"\x00\x01\x02" * 50)
    await shelf.run_asked()
    shown = (await owner.get(f"{IMPORTS}/{made.json()['id']}")).json()

    assert shown["state"] == "failed"
    assert shown["error"]["code"].startswith("platform.")


async def test_choices_of_another_form_are_refused(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    refused = await upload(owner, SHOP, snapshots=True)

    assert (refused.status_code, refused.json()["code"]) == (400, "catalog.import_options_invalid")
    assert (await owner.get(IMPORTS)).json()["items"] == []


async def test_html_of_a_seller_comes_back_as_text(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    evil = MUG.replace("<p>Holds", "<script>alert(1)</script><img src=x onerror=alert(2)><p>Holds")
    await applied(owner, shelf, csv(evil))
    (mug,) = (await owner.get("/api/v1/shops/demo/products")).json()["items"]
    product = (await owner.get(f"/api/v1/shops/demo/products/{mug['id']}")).json()

    texts = " ".join(t["text"] for t in product["texts"])
    assert "350 ml" in texts
    assert "<" not in texts
    assert "alert" not in texts


@pytest.mark.parametrize("path", ["imports", "products", "policies"])
async def test_nothing_without_the_owners_session(client: httpx.AsyncClient, shelf: Shelf, path: str) -> None:
    refused = await client.get(f"/api/v1/shops/demo/{path}")

    assert (refused.status_code, refused.json()["code"]) == (401, "platform.login_required")


async def test_another_shops_things_are_not_found(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    done = await applied(owner, shelf, SHOP)
    (mug, *_) = (await owner.get("/api/v1/shops/demo/products")).json()["items"]
    async with unit_of_work(shelf.sessions) as session:
        await add_shop(session, "other", "EUR")
    for path in (f"imports/{done['id']}", f"products/{mug['id']}"):
        crossed = await owner.get(f"/api/v1/shops/other/{path}")
        assert crossed.status_code == 404
    undone = await owner.post(f"/api/v1/shops/other/imports/{done['id']}/undo")
    assert (undone.status_code, undone.json()["code"]) == (404, "catalog.import_not_found")
    assert (await owner.get(f"/api/v1/shops/demo/products/{new_id()}")).status_code == 404
    assert (await owner.get("/api/v1/shops/other/products")).json()["total"] == 0
