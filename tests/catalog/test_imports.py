"""What a file does to the catalogue, and what it never does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from tests.catalog.shelf import MUG, MUG_INK, POLICIES, SECRET, SHOP, THROW, Shelf, csv

from farshore.catalog import models
from farshore.catalog.importing.reading import read_listing
from farshore.catalog.public import ShopIndex, find_index
from farshore.catalog.repository import reading
from farshore.catalog.service import imports
from farshore.catalog.service.indexing import find_index as newest
from farshore.catalog.service.reading import draw_record
from farshore.platform import clock
from farshore.platform.db import read_session
from farshore.platform.ids import new_id

pytestmark = pytest.mark.room


def index_of(shelf: Shelf) -> ShopIndex:
    path = find_index(shelf.tools.settings.data, shelf.shop.id)
    assert path is not None
    return ShopIndex(path)


async def import_id(shelf: Shelf, number: int) -> str:
    return str(sorted(row.id for row in await shelf.rows(models.Import))[number])


async def test_a_file_becomes_products_facts_texts_and_an_index(shelf: Shelf) -> None:
    done = await shelf.bring(SHOP)

    assert (done.state, done.result) == ("done", {"new": 3, "changed": 0, "unchanged": 0})
    mug = await shelf.product("clay-mug")
    facts = [f for f in await shelf.rows(models.FactRow) if f.product_id == mug.id]
    assert {"capacity", "height", "dishwasher_safe", "microwave_safe"} <= {f.attribute for f in facts}
    texts = {t.id: t.text for t in await shelf.rows(models.SourceText)}
    assert all(texts[f.text_id][f.start : f.end] == f.quote for f in facts)
    assert [v.sku for v in await shelf.rows(models.Variant)].count("MUG-I") == 1
    assert index_of(shelf).names == ["Stoneware Mug", "Merino Throw"]


async def test_what_the_index_gives_is_what_was_drawn_from_the_file(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    record = read_listing(SHOP, file_name="products.csv", currency="EUR").products[0]
    listed = index_of(shelf).load(0)

    given = draw_record(record)
    assert listed.record == given.record
    assert replace(listed.drawn, texts=()) == replace(given.drawn, texts=())
    assert set(listed.drawn.texts) == set(given.drawn.texts)


async def test_the_same_file_twice_writes_nothing(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    before = await shelf.contents()
    written: list[str] = []
    engine = shelf.sessions.kw["bind"].sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        words = statement.split()
        if words[0] in {"INSERT", "UPDATE", "DELETE"} and "catalog_" in statement:
            written.append(words[2] if words[0] != "UPDATE" else words[1])

    event.listen(engine, "before_cursor_execute", note)
    done = await shelf.bring(SHOP)
    event.remove(engine, "before_cursor_execute", note)

    assert done.result == {"new": 0, "changed": 0, "unchanged": 3}
    assert set(written) == {"catalog_import"}
    assert await shelf.contents() == before


async def test_a_file_that_still_says_the_same_long_after_makes_it_fresh(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    later = clock.now() + timedelta(days=8)
    with clock.held_at(later):
        await shelf.bring(SHOP)

    assert {p.seen_at for p in await shelf.rows(models.Product)} == {later}
    assert {p.version for p in await shelf.rows(models.Product)} == {1}
    assert index_of(shelf).load(0).as_of == later


async def test_a_new_price_supersedes_and_the_facts_stay(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    facts = {f.id for f in await shelf.rows(models.FactRow)}
    done = await shelf.bring(csv(MUG.replace("18.00", "21.50"), MUG_INK, THROW, SECRET))

    assert done.result == {"new": 0, "changed": 1, "unchanged": 2}
    assert {f.id for f in await shelf.rows(models.FactRow)} == facts
    prices = [(p.amount_minor, p.added_in, p.superseded_in) for p in await shelf.rows(models.Price)]
    assert sorted(prices, key=str) == [(1800, 1, 2), (1800, 1, None), (2150, 2, None), (7700, 1, None), (9500, 1, None)]
    assert (await shelf.product("clay-mug")).version == 2
    assert index_of(shelf).load(0).record.variants[0].prices[0].amount_minor == 2150


async def test_a_changed_text_supersedes_its_facts_and_keeps_the_old_ones(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    await shelf.bring(csv(MUG.replace("350 ml", "400 ml"), MUG_INK))

    mug = await shelf.product("clay-mug")
    capacity = [f for f in await shelf.rows(models.FactRow) if f.product_id == mug.id and f.attribute == "capacity"]
    said = sorted((f.quote, f.added_in, f.superseded_in) for f in capacity)
    assert said == [("350 ml", 1, 2), ("400 ml", 2, None)]
    texts = [t.text for t in await shelf.rows(models.SourceText)]
    assert any("350 ml" in t for t in texts)
    assert any("400 ml" in t for t in texts)


async def test_a_broken_row_keeps_the_good_ones(shelf: Shelf) -> None:
    done = await shelf.bring(csv(MUG, MUG_INK, THROW.replace("95.00", "twelve"), 'x,"half a row'))

    assert done.state == "done"
    assert (await shelf.product("clay-mug")).status == "active"
    (row,) = await shelf.rows(models.Import)
    assert row.preview is not None
    assert [p["value"] for p in row.preview["problems"] if p["value"] == "twelve"] == ["twelve"]


async def test_what_a_file_lacks_stays_unless_it_is_a_snapshot(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    await shelf.bring(csv(MUG, MUG_INK))
    assert (await shelf.product("wool-throw")).status == "active"

    done = await shelf.bring(csv(MUG, MUG_INK), snapshot=True)

    assert done.result == {"new": 0, "changed": 2, "unchanged": 1}
    assert (await shelf.product("wool-throw")).status == "archived"
    assert index_of(shelf).names == ["Stoneware Mug"]
    back = await shelf.bring(SHOP)
    assert back.result == {"new": 0, "changed": 2, "unchanged": 1}
    assert index_of(shelf).names == ["Stoneware Mug", "Merino Throw"]


async def test_an_import_is_undone(shelf: Shelf) -> None:
    await shelf.bring(csv(MUG, MUG_INK))
    before = index_of(shelf).load(0)
    await shelf.bring(csv(MUG.replace("350 ml", "400 ml").replace("18.00", "30.00"), THROW))

    done = await shelf.job(imports.UNDO, import_id=await import_id(shelf, 1))

    assert done.state == "done"
    index = index_of(shelf)
    assert index.names == ["Stoneware Mug"]
    assert (index.load(0).record, index.load(0).drawn) == (before.record, before.drawn)
    throw = await shelf.product("wool-throw")
    assert throw.is_removed
    again = await shelf.bring(csv(THROW))
    assert again.result == {"new": 1, "changed": 0, "unchanged": 0}
    assert (await shelf.product("wool-throw")).id == throw.id


async def test_undo_leaves_what_a_later_import_changed_and_names_it(shelf: Shelf) -> None:
    await shelf.bring(csv(MUG, THROW))
    await shelf.bring(csv(MUG.replace("18.00", "19.00")))

    await shelf.job(imports.UNDO, import_id=await import_id(shelf, 0))

    assert not (await shelf.product("clay-mug")).is_removed
    assert (await shelf.product("wool-throw")).is_removed
    first = min(await shelf.rows(models.Import), key=lambda row: row.id)
    assert first.state == "undone"
    assert first.preview is not None
    assert [p["value"] for p in first.preview["problems"]] == ["clay-mug"]


async def test_a_batch_that_runs_twice_counts_once(shelf: Shelf) -> None:
    """After a kill -9 the step that was running is run again."""
    await shelf.bring(SHOP)
    (row,) = await shelf.rows(models.Import)
    before = await shelf.contents()
    again = await shelf.job(imports.APPLY, import_id=str(row.id))

    assert again.result == {"new": 3, "changed": 0, "unchanged": 0}
    assert await shelf.contents() == before


async def test_policies_have_versions_and_are_undone(shelf: Shelf) -> None:
    first = await shelf.bring_policies()
    same = await shelf.bring_policies()
    other = await shelf.bring_policies({**POLICIES, "payment_methods": ["Visa"]})
    assert [r.result for r in (first, same, other)] == [
        {"new": 1, "changed": 0, "unchanged": 0},
        {"new": 0, "changed": 0, "unchanged": 1},
        {"new": 0, "changed": 1, "unchanged": 0},
    ]

    await shelf.job(imports.UNDO, import_id=await import_id(shelf, 2))

    rows = sorted(await shelf.rows(models.Policies), key=lambda row: row.number)
    assert [(r.number, r.is_current, "payment_methods" in r.raw) for r in rows] == [
        (1, False, False),
        (2, False, True),
        (3, True, False),
    ]


async def test_private_columns_lie_apart(shelf: Shelf) -> None:
    await shelf.bring(SHOP)

    said = [a for row in await shelf.rows(models.PrivateAttributes) for a in row.attributes]
    assert {a["value"] for a in said if a["name"] == "Cost per item"} == {"6.66", "33.30", "12.34"}
    contents = await shelf.contents()
    del contents["catalog_private"]
    assert "6.66" not in str(contents)
    path = newest(shelf.tools.settings.data, shelf.shop.id)
    assert path is not None
    assert all(b"6.66" not in p.read_bytes() for p in path.iterdir())


async def test_an_opened_column_is_public(shelf: Shelf) -> None:
    await shelf.bring(SHOP, opened=["Cost per item"])

    assert await shelf.rows(models.PrivateAttributes) == []


async def test_an_unreadable_file_fails_by_name_and_keeps_nothing(shelf: Shelf) -> None:
    done = await shelf.bring(b"")

    assert (done.state, done.error_code) == ("failed", "platform.file_empty")
    assert await shelf.rows(models.Product) == []
    (row,) = await shelf.rows(models.Import)
    assert (row.state, row.error) == ("failed", {"code": done.error_code, "text": done.error_text})


async def test_another_shop_has_its_own_products(shelf: Shelf) -> None:
    await shelf.bring(SHOP)
    async with read_session(shelf.sessions) as session:
        assert await reading.count_things(session, new_id()) == {
            "products": 0,
            "variants": 0,
            "facts": 0,
            "policies": 0,
        }
