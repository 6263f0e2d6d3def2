"""Stock, weights and statuses as cells say them."""

import pytest

from farshore.catalog.importing.places import find_country, find_place, find_places
from farshore.catalog.importing.reading import read_listing
from farshore.catalog.importing.statuses import read_status
from farshore.catalog.importing.stock import Stock, read_stock
from farshore.catalog.importing.weights import to_grams

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", Stock(12, "in_stock")),
        ("12 pcs", Stock(12, "in_stock")),
        ("12件", Stock(12, "in_stock")),
        ("残り3点", Stock(3, "in_stock")),
        ("noch 4 Stk.", Stock(4, "in_stock")),
        ("3 left", Stock(3, "in_stock")),
        ("1,200", Stock(1200, "in_stock")),
        ("-2", Stock(0, "out_of_stock")),
        ("0", Stock(0, "out_of_stock")),
        (">100", Stock(None, "in_stock")),
        ("100+", Stock(None, "in_stock")),
        ("有货", Stock(None, "in_stock")),
        ("In_Stock", Stock(None, "in_stock")),
        ("缺货", Stock(None, "out_of_stock")),
        ("품절", Stock(None, "out_of_stock")),
        ("预售", Stock(None, "preorder")),
        ("onbackorder", Stock(None, "backorder")),
        ("很多", None),
        ("2.6E+17", None),
    ],
)
def test_stock_as_sellers_write_it(text: str, expected: Stock | None):
    assert read_stock(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "grams"),
    [
        ("410", "g", 410.0),
        ("0.41 kg", "g", 410.0),
        ("0,41", "kg", 410.0),
        ("14.5 oz", "", 411.068),
        ("2斤", "", 1000.0),
        ("350", "", None),
        ("0", "g", None),
        ("light", "g", None),
    ],
)
def test_weights_in_grams(text: str, unit: str, grams: float | None):
    assert to_grams(text, unit=unit) == grams


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Active", "active"), ("在售", "active"), ("停售", "discontinued"), ("已下架", "unpublished"),
        ("草稿", "draft"), ("archived", "archived"), ("廃盤", "discontinued"), ("판매중지", "unpublished"),
        ("Auslaufmodell", "discontinued"), ("shiny", None),
    ],
)  # fmt: skip
def test_statuses_in_many_languages(text: str, status: str | None):
    assert read_status(text) == status


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DE", "DE"), ("Germany", "DE"), ("德国", "DE"), ("德國", "DE"), ("ドイツ", "DE"), ("독일", "DE"),
        ("Deutschland", "DE"), ("Allemagne", "DE"), ("ألمانيا", "DE"), ("UK", "GB"), ("U.S.A.", "US"),
        ("the Netherlands", "NL"), ("沙特", "SA"), ("Atlantis", None), ("ZZ", None),
    ],
)  # fmt: skip
def test_countries_by_any_name(name: str, code: str | None):
    assert find_country(name) == code


def test_regions_know_their_members():
    assert find_place("欧盟").code == "EU"
    assert len(find_place("EU").countries) == 27
    assert find_place("Rest of the world").code == "*"
    assert not find_place("Middle-earth").is_known
    assert [place.code for place in find_places("DE, AT und Schweiz")] == ["DE", "AT", "CH"]
    assert find_places("DE and Atlantis") == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mug <img src=x onerror=alert(1)>", "Mug"),
        ("<b>Blue</b>&amp;white mug", "Blue &white mug"),
        ("Size <40 cm & >10 cm", "Size <40 cm & >10 cm"),
        ("Mug \u202egpj.exe\u202c", "Mug gpj.exe"),
        ("I <3 mugs", "I <3 mugs"),
    ],
)
def test_a_name_is_plain_text(written: str, read: str):
    file = f'sku,title,price\nA,"{written}",5\n'.encode()

    assert read_listing(file, file_name="p.csv", currency="EUR").products[0].title == read
