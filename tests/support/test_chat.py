"""The chat's doors: what is taken, what is refused, and what comes back."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update
from tests.catalog.shelf import MUG, Shelf, csv
from tests.support.conftest import Visitor

from farshore.platform.db import unit_of_work
from farshore.platform.shops import Shop
from farshore.support import models
from farshore.support.service.desk import Desk

pytestmark = pytest.mark.room
START = "/api/v1/widget/demo/conversations"


@pytest.mark.parametrize(
    ("locale", "lang", "word"),
    [
        ("zh-CN", "zh-Hans", "AI"),
        ("zh-TW", "zh-Hant", "AI"),
        ("pt", "pt-BR", "assistente de IA"),
        ("ar-SA", "ar", "ذكي"),
        ("xx", "en", "AI assistant"),
        (None, "en", "AI assistant"),
    ],
)
async def test_it_says_at_once_that_an_ai_answers(
    client: httpx.AsyncClient, shop: Shop, locale: str | None, lang: str, word: str
) -> None:
    started = (await client.post(START, json={"locale": locale})).json()

    assert started["lang"] == lang
    assert word in started["disclosure"]
    assert "Demo" in started["disclosure"]


async def test_an_answer_comes_with_the_sentence_it_stands_on(visitor: Visitor) -> None:
    answer = await visitor.ask("Is it dishwasher safe?")

    (evidence,) = answer["evidence"]
    source = evidence["source"]
    assert (evidence["product"], evidence["field"]) == ("clay-mug", "dishwasher_safe")
    assert source["text"][source["start"] : source["end"]] == evidence["quote"]
    assert [c["handle"] for c in answer["cards"]] == ["clay-mug"]


async def test_the_page_that_is_open_is_what_it_is_about(visitor: Visitor) -> None:
    answer = await visitor.ask("What is it made of?", page="https://shop.example/shop/demo?product=wool-throw")

    assert [e["product"] for e in answer["evidence"]] == ["wool-throw"]


async def test_the_trace_opens_unchanged_after_a_reimport(
    visitor: Visitor, owner: httpx.AsyncClient, shelf: Shelf
) -> None:
    answer = await visitor.ask("How much does it hold?")
    trace = await owner.get(f"/api/v1/shops/demo/messages/{answer['id']}/trace")
    await shelf.bring(csv(MUG.replace("350 ml", "400 ml")))

    again = await owner.get(f"/api/v1/shops/demo/messages/{answer['id']}/trace")
    assert again.json() == trace.json()
    (item, *_) = trace.json()["plan"]
    source = item["evidence"][0]["source"]
    assert source["text"][source["start"] : source["end"]] == "350 ml"
    assert "400" in (await visitor.ask("How much does it hold?"))["text"]


async def test_the_same_client_id_is_one_message(visitor: Visitor) -> None:
    first = await visitor.send("hello", "a")
    again = await visitor.send("hello", "a")

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert [m["seq"] for m in await visitor.messages()] == [1]


async def test_answering_twice_is_one_answer(visitor: Visitor, desk: Desk) -> None:
    sent = (await visitor.send("Is it dishwasher safe?")).json()
    assert await desk.answer(UUID(sent["id"])) is not None
    assert await desk.answer(UUID(sent["id"])) is None

    assert [m["role"] for m in await visitor.messages()] == ["shopper", "assistant"]


async def test_a_message_that_is_too_long_is_refused(visitor: Visitor) -> None:
    refused = await visitor.send("a" * 8001)

    assert (refused.status_code, refused.json()["code"]) == (413, "support.message_too_long")
    assert refused.json()["params"] == {"limit": 8000, "length": 8001}
    assert await visitor.messages() == []


async def test_a_request_of_three_megabytes_is_refused(visitor: Visitor) -> None:
    refused = await visitor.send("a" * (3 << 20))

    assert (refused.status_code, refused.json()["code"]) == (413, "support.body_too_large")


async def test_a_body_without_length_is_counted_as_it_comes(visitor: Visitor) -> None:
    read = 0

    async def endless() -> AsyncGenerator[bytes]:
        nonlocal read
        while read < 1000:
            read += 1
            yield b" " * 100_000

    refused = await visitor.client.post(visitor.address, content=endless(), headers=visitor.headers)

    assert (refused.status_code, refused.json()["code"]) == (413, "support.body_too_large")
    assert read < 30


async def test_an_empty_message_is_refused(visitor: Visitor) -> None:
    refused = await visitor.send(" \n\x00 ")

    assert (refused.status_code, refused.json()["code"]) == (400, "support.message_empty")


ODD = {
    "emoji": "🙂🙂🙂",
    "digits": "9" * 200,
    "scripts": "Is 这个 مزيج of ภาษา ok?",
    "lao": "ສະບາຍດີ ອັນນີ້ລາຄາເທົ່າໃດ",
    "marks": "?!" * 3000,
    "controls": "a\u202eb\u200f",
    "html": "<script>alert('x')</script>",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
async def test_odd_messages_get_an_answer(visitor: Visitor, text: str) -> None:
    answer = await visitor.ask(text)

    assert answer["text"]
    assert "script" not in answer["text"]
    assert (await visitor.messages())[0]["text"] == text


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "support.visitor_unknown"),
        ({"Authorization": "Basic abc"}, 401, "support.visitor_unknown"),
        ({"Authorization": "Bearer nobody"}, 404, "support.conversation_not_found"),
    ],
)
async def test_without_the_visitors_token_there_is_nothing(
    visitor: Visitor, headers: dict[str, str], status: int, code: str
) -> None:
    body = {"client_id": "x", "text": "hello"}
    read = await visitor.client.get(visitor.address, headers=headers)
    written = await visitor.client.post(visitor.address, json=body, headers=headers)

    assert [(a.status_code, a.json()["code"]) for a in (read, written)] == [(status, code)] * 2
    assert await visitor.messages() == []


async def test_another_visitors_token_opens_nothing(visitor: Visitor) -> None:
    other = (await visitor.client.post(START, json={})).json()
    refused = await visitor.client.get(visitor.address, headers={"Authorization": f"Bearer {other['visitor_token']}"})

    assert refused.status_code == 404


async def test_a_page_that_is_not_allowed_is_refused_and_can_read_why(
    client: httpx.AsyncClient, visitor: Visitor
) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    begun = await client.post(START, json={}, headers=origin)
    sent = await client.post(
        visitor.address, json={"client_id": "x", "text": "hi"}, headers={**visitor.headers, **origin}
    )

    for refused in (begun, sent):
        assert (refused.status_code, refused.json()["code"]) == (403, "support.origin_not_allowed")
        assert refused.headers["access-control-allow-origin"] == "https://elsewhere.example"
    assert await visitor.messages() == []


@pytest.mark.parametrize("origin", ["https://shop.example", "http://test"])
async def test_allowed_pages_and_our_own_may_ask(
    shelf: Shelf, client: httpx.AsyncClient, shop: Shop, origin: str
) -> None:
    async with unit_of_work(shelf.sessions) as session:
        await session.execute(update(Shop).values(allowed_origins=["https://Shop.example:443/"]))
    asked = await client.options(START, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    begun = await client.post(START, json={}, headers={"Origin": origin})

    assert (asked.status_code, begun.status_code) == (204, 201)
    assert "Authorization" in asked.headers["access-control-allow-headers"]
    assert begun.headers["access-control-allow-origin"] == origin


async def test_one_address_may_not_flood(visitor: Visitor) -> None:
    answers = [await visitor.send("hello") for _ in range(12)]
    refused = answers[-1]

    assert [a.status_code for a in answers[:10]] == [202] * 10
    assert (refused.status_code, refused.json()["code"]) == (429, "support.too_fast")
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_the_console_lists_who_wrote(visitor: Visitor, owner: httpx.AsyncClient) -> None:
    listing = "/api/v1/shops/demo/conversations"
    assert (await owner.get(listing)).json()["items"] == []
    await visitor.ask("¿Se puede lavar en el lavavajillas?")

    (row,) = (await owner.get(listing)).json()["items"]
    assert (row["lang"], row["state"], row["last_role"], row["messages"]) == ("es", "bot", "assistant", 2)
    shown = (await owner.get(f"{listing}/{row['id']}")).json()
    assert [(m["role"], m["has_trace"]) for m in shown["messages"]] == [("shopper", False), ("assistant", True)]
    assert (await visitor.client.get(listing)).status_code == 401


async def test_what_needs_a_person_waits_for_one(visitor: Visitor, owner: httpx.AsyncClient) -> None:
    answer = await visitor.ask("I want to talk to a real person please")

    assert (answer["handoff"], answer["reason"]) == (True, "wants_person")
    (row,) = (await owner.get("/api/v1/shops/demo/conversations")).json()["items"]
    assert row["state"] == "waiting"


async def test_asking_without_a_conversation_keeps_nothing(owner: httpx.AsyncClient, shelf: Shelf) -> None:
    asked = await owner.post("/api/v1/shops/demo/ask", json={"text": "洗碗机能洗吗", "context": {"page": "clay-mug"}})

    body: dict[str, Any] = asked.json()
    assert (asked.status_code, body["lang"], body["handoff"]) == (200, "zh-Hans", False)
    assert body["trace"]["clauses"][0]["product"]["handle"] == "clay-mug"
    assert await shelf.rows(models.Conversation) == []


async def test_when_composing_breaks_a_person_is_asked(
    visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.answerer, "answer", broken)
    answer = await visitor.ask("Is it dishwasher safe?")

    assert (answer["handoff"], answer["reason"], answer["evidence"]) == (True, "low_confidence", [])
