"""A person takes over; complaints are told of; shops do not see each other."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, update
from tests.catalog.shelf import Shelf
from tests.support.conftest import Visitor

from farshore.platform.db import read_session, unit_of_work
from farshore.platform.events import OutboxRow
from farshore.platform.shops import add_shop
from farshore.support import models
from farshore.support.service import conversations
from farshore.support.service.complaints import order_number
from farshore.support.service.desk import Desk

pytestmark = pytest.mark.room


async def take_over(shelf: Shelf, visitor: Visitor, text: str = "Hello, this is Mei.") -> None:
    async with unit_of_work(shelf.sessions) as session:
        await conversations.reply_as_person(session, shelf.shop.id, UUID(visitor.started["conversation_id"]), text)


async def test_a_person_who_writes_while_the_bot_composes_mutes_it(
    shelf: Shelf, visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = desk.answerer.answer

    async def slow(*given: Any, **named: Any) -> Any:
        composed = await compose(*given, **named)
        await take_over(shelf, visitor)
        return composed

    monkeypatch.setattr(desk.answerer, "answer", slow)
    sent = (await visitor.send("Is it dishwasher safe?")).json()

    assert await desk.answer(UUID(sent["id"])) is None
    assert [(m["role"], m["seq"]) for m in await visitor.messages()] == [("shopper", 1), ("person", 2)]


async def test_an_answer_of_an_earlier_epoch_is_not_stored_even_when_the_bot_has_the_word_again(
    shelf: Shelf, visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = desk.answerer.answer

    async def slow(*given: Any, **named: Any) -> Any:
        composed = await compose(*given, **named)
        async with unit_of_work(shelf.sessions) as session:
            await session.execute(update(models.Conversation).values(bot_epoch=models.Conversation.bot_epoch + 1))
        return composed

    monkeypatch.setattr(desk.answerer, "answer", slow)
    sent = (await visitor.send("Is it dishwasher safe?")).json()

    assert await desk.answer(UUID(sent["id"])) is None
    assert [m["role"] for m in await visitor.messages()] == ["shopper"]


async def test_while_a_person_has_it_the_bot_is_mute(shelf: Shelf, visitor: Visitor, desk: Desk) -> None:
    await take_over(shelf, visitor)
    sent = (await visitor.send("Is it dishwasher safe?")).json()

    assert await desk.answer(UUID(sent["id"])) is None
    state = (await visitor.client.get(visitor.address, headers=visitor.headers)).json()["state"]
    assert state == {"bot_active": False, "typing": False}


async def heard(shelf: Shelf) -> list[dict[str, Any]]:
    async with read_session(shelf.sessions) as session:
        rows = await session.scalars(select(OutboxRow).where(OutboxRow.name == "support.complaint_heard"))
        return [row.body for row in rows]


async def test_a_complaint_is_told_of_once_for_each_matter(shelf: Shelf, visitor: Visitor) -> None:
    text = "My mug arrived broken, order SB-20111!!"
    answer = await visitor.ask(text)
    await visitor.ask("My mug arrived broken, order SB-20111, answer me!")
    await visitor.ask("My mug from order SB-20999 arrived broken too")

    assert (answer["handoff"], answer["reason"]) == (True, "complaint")
    told = await heard(shelf)
    assert [t["order_number"] for t in told] == ["SB-20111", "SB-20999"]
    first = told[0]
    assert (first["shop_id"], first["text"], first["lang"]) == (str(shelf.shop.id), text, "en")
    assert first["message_id"] == (await visitor.messages())[0]["id"]
    assert datetime.fromisoformat(first["occurred_at"]).tzinfo == UTC


async def test_a_question_is_no_complaint(shelf: Shelf, visitor: Visitor) -> None:
    await visitor.ask("Is it dishwasher safe?")

    assert await heard(shelf) == []


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("order SB-20111, broken", "SB-#####", "SB-20111"),
        ("order sb-20111", "SB-#####", "sb-20111"),
        ("order SB-201", "SB-#####", None),
        ("my order #10023 is broken", None, "10023"),
        ("broken after 2 days", None, None),
    ],
)
def test_order_numbers_are_found_in_their_form(text: str, form: str | None, number: str | None) -> None:
    assert order_number(text, form) == number


async def test_another_shops_conversations_are_not_found(
    shelf: Shelf, visitor: Visitor, owner: httpx.AsyncClient
) -> None:
    answer = await visitor.ask("Is it dishwasher safe?")
    async with unit_of_work(shelf.sessions) as session:
        await add_shop(session, "other", "EUR")
    conversation = visitor.started["conversation_id"]
    for path in (f"conversations/{conversation}", f"messages/{answer['id']}/trace"):
        assert (await owner.get(f"/api/v1/shops/demo/{path}")).status_code == 200
        assert (await owner.get(f"/api/v1/shops/other/{path}")).status_code == 404
    assert (await owner.get("/api/v1/shops/other/conversations")).json()["items"] == []
