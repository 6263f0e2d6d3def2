"""The door as a whole: repeatable, whole, quick."""

import time
from pathlib import Path

import pytest

from farshore.catalog.importing.reading import read_listing
from farshore.platform.tables.errors import FileNotATable

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"
FILES = sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_twice_gives_the_same_listing(name: str):
    data = (FIXTURES / name).read_bytes()

    first = read_listing(data, file_name=name, currency="EUR")

    assert read_listing(data, file_name=name, currency="EUR") == first
    assert first.products


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_every_product_has_a_variant(name: str):
    products = read_listing((FIXTURES / name).read_bytes(), file_name=name, currency="EUR").products

    assert len({product.external_id for product in products}) == len(products)
    for product in products:
        ids = [variant.external_id for variant in product.variants]
        assert ids
        assert all(ids)
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_never_crashes(name: str):
    data = (FIXTURES / name).read_bytes()
    whole = read_listing(data, file_name=name, currency="EUR")

    for cut in range(len(data) // 2, len(data), max(1, len(data) // 12)):
        try:
            part = read_listing(data[:cut], file_name=name, currency="EUR")
        except FileNotATable:
            assert name.endswith(".xml"), "before the end of the first item there is none"
        else:
            assert len(part.products) <= len(whole.products) + 1


def test_one_broken_row_loses_only_itself():
    rows = [f"S{number},Cup {number},{number}.50" for number in range(1, 100)]
    rows[40] = 'S41,"Cup 41,41.50'
    rows[60] = "S61,Cup, 61,61.50"
    rows[70] = ",,12.00"

    listing = read_listing("\n".join(["sku,name,price", *rows]).encode(), file_name="shop.csv", currency="EUR")

    assert len(listing.products) == 96
    assert [(p.row, p.code) for p in listing.problems] == [
        (42, "platform.row_unreadable"),
        (62, "platform.row_too_wide"),
        (72, "catalog.row_without_identity"),
    ]


def test_ten_thousand_products_take_seconds():
    header = (
        "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,"
        "Variant Inventory Qty,Cost per item"
    )
    rows = [
        f'p-{n},Product {n},"<p>Text of {n}, ""quoted""</p>",Size,M,SKU-{n},{n % 90}.90,{n % 7},3'
        for n in range(10_000)
    ]
    data = "\n".join([header, *rows]).encode()
    started = time.process_time()

    listing = read_listing(data, file_name="big.csv", currency="EUR")

    assert len(listing.products) == 10_000
    assert time.process_time() - started < 10


def test_a_file_of_names_alone_is_told():
    (problem,) = read_listing(b"sku,title,price\n", file_name="p.csv", currency="EUR").problems

    assert problem.code == "catalog.no_rows"
