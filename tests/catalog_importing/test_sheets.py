"""Plain tables with headers in any language, as sellers really keep them."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from farshore.catalog.importing.errors import HeaderMapInvalid, NoProductColumns, PriceColumnUnclear
from farshore.catalog.importing.reading import Choices, preview_listing, read_listing
from farshore.catalog.listing.records import Listing, PriceRecord, ProductRecord

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"


def _read(data: bytes | str, currency: str = "EUR", **more: Any) -> Listing:
    given = data.encode() if isinstance(data, str) else data
    return read_listing(given, file_name="shop.csv", currency=currency, choices=Choices(**more))


def _chinese(encoding: str = "utf-8") -> Listing:
    text = (FIXTURES / "erp_zh.csv").read_text(encoding="utf-8")
    return _read(text.encode(encoding), "CNY")


def _by_id(listing: Listing) -> dict[str, ProductRecord]:
    return {product.external_id: product for product in listing.products}


def _book(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_chinese_export_reads_the_same_in_every_encoding(encoding: str):
    assert _chinese(encoding) == _chinese()


def test_rows_of_a_style_number_are_variants_by_colour():
    scarf = _by_id(_chinese())["YR-001"]

    assert scarf.title == "加厚羊绒围巾"
    assert [(v.sku, v.options) for v in scarf.variants] == [
        ("YR-001-H-M", (("颜色", "灰色"),)),
        ("YR-001-T-M", (("颜色", "驼色"),)),
    ]
    assert [(v.stock, v.availability) for v in scarf.variants] == [
        (None, "in_stock"),
        (12, "in_stock"),
    ]
    assert scarf.variants[0].prices == (PriceRecord("CNY", 129900, compare_at_minor=159900),)
    assert scarf.variants[0].weight_g == 210.0


def test_public_attributes_keep_their_header_and_private_columns_stay_private():
    scarf = _by_id(_chinese())["YR-001"]

    assert {(a.name, a.value) for a in scarf.attributes if a.is_public} == {
        ("尺码", "均码"), ("材质", "100%山羊绒"), ("重量(g)", "210"), ("产地", "内蒙古"),
    }  # fmt: skip
    every = [*scarf.attributes, *(a for v in scarf.variants for a in v.attributes)]
    assert {a.name for a in every if not a.is_public} == {
        "采购价",
        "供应商",
        "1688链接",
        "库位",
        "备注",
    }


def test_out_of_stock_is_stock_and_stopped_is_a_status():
    listing = _by_id(_chinese())

    assert (listing["YR-002"].status, listing["YR-002"].variants[0].availability) == (
        "active",
        "out_of_stock",
    )
    assert listing["YR-003"].status == "discontinued"
    assert listing["YR-004"].status == "draft"


def test_what_cannot_be_read_is_named_with_row_and_column_and_the_product_stays():
    listing = _chinese()

    assert [(p.row, p.column, p.value, p.code) for p in listing.problems] == [
        (8, "售价（元）", "面议", "catalog.price_no_number"),
        (9, "库存数量", "很多", "catalog.stock_unclear"),
        (9, "商品编码", "2.6E+17", "catalog.code_ruined"),
    ]
    assert _by_id(listing)["YR-004"].variants[0].prices == ()
    assert _by_id(listing)["YR-005"].variants[0].sku is None


def test_a_messy_western_sheet():
    listing = _read((FIXTURES / "messy_en.csv").read_text(encoding="utf-8").encode("cp1252"))
    products = _by_id(listing)

    table = products["TB-1"]
    assert [v.options for v in table.variants] == [(("Colour", "oak"),), (("Colour", "ash"),)]
    assert [v.prices[0].amount_minor for v in table.variants] == [129900, 124900]
    assert ("Dimensions", "120 x 80 x 74 cm") in [(a.name, a.value) for a in table.attributes]
    assert [a.name for a in table.attributes if not a.is_public] == ["Shelf ref", "Supplier URL"]
    assert {(p.code, p.row) for p in listing.problems} == {
        ("catalog.other_currency", None),
        ("catalog.product_repeated", 5),
        ("catalog.price_range", 7),
    }
    assert products["CH-1"].variants[0].prices == (PriceRecord("USD", 18950),)
    assert products["CH-1"].description == "Seat height 46 cm\nstackable"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "商品コード,商品名,販売価格,仕入値,在庫,素材,サイズ",
            "K1,茶碗,1980,600,あり,陶器,φ12cm",
            (1980, "in_stock"),
        ),
        (
            "상품코드,상품명,판매가,공급가,재고,소재,색상",
            "K1,찻잔,39000,12000,품절,도자기,흰색",
            (39000, "out_of_stock"),
        ),
    ],
)
def test_japanese_and_korean_headers(header: str, row: str, expected: tuple[int, str]):
    currency = "JPY" if "品" in header else "KRW"

    (product,) = _read(f"{header}\n{row}\n", currency).products

    (variant,) = product.variants
    assert (variant.prices[0].amount_minor, variant.availability) == expected
    assert [a.is_public for a in product.attributes if a.name in {"仕入値", "공급가"}] == [False]
    assert len([a for a in product.attributes if a.is_public]) == 2


def test_a_workbook_with_merged_titles_continues_the_product_above():
    rows = [
        ["商品名称", "颜色", "SKU", "售价", "进价"],
        ["帆布包", "米白", "B-1", 59, 20],
        [None, "黑", "B-2", 59.5, 20],
        ["水杯", None, "C-1", 25, 8],
    ]

    listing = read_listing(_book(rows), file_name="商品.xlsx", currency="CNY")

    assert [(p.title, [v.sku for v in p.variants]) for p in listing.products] == [
        ("帆布包", ["B-1", "B-2"]),
        ("水杯", ["C-1"]),
    ]
    assert listing.products[0].external_id == "B-1"
    assert [(p.row, p.code) for p in listing.problems] == [(3, "catalog.row_continued")]


def test_a_row_without_name_in_a_flat_table_is_not_a_variant_of_the_one_above():
    listing = _read("sku,name,price\nA,Cup,3\nB,,4\n")

    assert [(p.title, len(p.variants)) for p in listing.products] == [("Cup", 1)]
    assert [(p.row, p.code, p.value) for p in listing.problems] == [(3, "catalog.title_missing", "B")]


@pytest.mark.parametrize(
    "header",
    [
        "sku,name,price,retail price",
        "货号,品名,售价,零售价",
        "sku,name,Price (EUR),Our price",
        "sku;name;Preis;Verkaufspreis",
    ],
)
def test_two_retail_price_columns_are_an_error_that_names_both_and_the_option(header: str):
    separator = ";" if ";" in header else ","
    first, second = header.split(separator)[2:]
    text = f"{header}\n{separator.join(['A', 'Cup', '3', '4'])}\n"

    with pytest.raises(PriceColumnUnclear) as refused:
        _read(text)

    assert first in str(refused.value)
    assert second in str(refused.value)
    assert "--map" in str(refused.value)
    preview = preview_listing(text.encode(), file_name="shop.csv", currency="EUR")
    assert [p.code for p in preview.problems] == ["catalog.price_column_unclear"]


def test_the_map_decides_between_price_columns():
    text = "sku,name,price,retail price\nA,Cup,3,4\n"

    listing = _read(text, header_map={"Retail price": "price"})

    assert listing.products[0].variants[0].prices == (PriceRecord("EUR", 400),)


def test_a_table_without_a_retail_price_says_so_and_names_the_unknown_columns():
    (problem,) = _read("sku,name,VIP tier\nA,Cup,3\n").problems

    assert (problem.code, "VIP tier" in problem.message) == ("catalog.price_column_missing", True)


def test_cost_list_and_wholesale_prices_are_never_the_retail_price():
    text = "sku,name,cost,list price,wholesale price,price\nA,Cup,1,9,2,5\n"

    (product,) = _read(text).products

    assert product.variants[0].prices == (PriceRecord("EUR", 500, compare_at_minor=900),)


def test_prices_in_two_currencies_are_both_kept():
    (product,) = _read("sku,name,Price (USD),Price (EUR),售价（德国）\nA,Cup,5.00,4.50,4.90\n").products

    assert product.variants[0].prices == (
        PriceRecord("USD", 500),
        PriceRecord("EUR", 450),
        PriceRecord("EUR", 490, market="DE"),
    )


@pytest.mark.parametrize(
    ("header", "taken_for"),
    [
        ("Price USD", "price"),
        ("EUR price", "price"),
        ("售价/元", "price"),
        ("Price incl. VAT", "price"),
        ("RRP incl. VAT", "compare_at_price"),
        ("Price excl. VAT", "unknown"),
        ("Price (members)", "unknown"),
        ("Price (cost)", "private"),
        ("Weight kg", "weight"),
        ("Art.-Nr.", "sku"),
        ("Stock (pcs)", "stock"),
    ],
)
def test_headers_with_units_and_remarks(header: str, taken_for: str):
    data = f"name,{header}\nCup,3\n".encode()

    preview = preview_listing(data, file_name="shop.csv", currency="EUR")

    assert preview.columns[1].taken_for == taken_for


def test_opened_and_mapped_columns_become_public():
    text = "sku,name,Batch,Warehouse note,Glaze temp\nA,Cup,B7,fragile,1240 C\n"

    listing = _read(text, opened=["Batch"], header_map={"Glaze temp": "attribute:Firing temperature"})

    assert [(a.name, a.value, a.is_public) for a in listing.products[0].attributes] == [
        ("Batch", "B7", True),
        ("Warehouse note", "fragile", False),
        ("Firing temperature", "1240 C", True),
    ]


def test_a_column_that_is_not_there_is_named():
    listing = _read("sku,name\nA,Cup\n", opened=["Batsh"])

    assert ("catalog.column_missing", "Batsh") in [(p.code, p.column) for p in listing.problems]


def test_a_map_to_no_field_names_the_fields():
    with pytest.raises(HeaderMapInvalid, match="compare_at_price"):
        _read("sku,name\nA,Cup\n", header_map={"name": "caption"})


def test_a_table_without_product_columns_asks_for_a_map():
    with pytest.raises(NoProductColumns, match="--map"):
        _read("colour,material\nred,wool\n")


def test_repeated_skus_are_named_with_their_rows():
    listing = _read("style no,sku,name,colour,price\nS,A,Cup,red,1\nS,A,Cup,blue,1\nS,B,Cup,green,1\n")

    (problem,) = listing.problems
    assert (problem.code, problem.value, problem.message) == (
        "catalog.sku_repeated", "A", "The SKU A stands on 2 rows (2, 3).",
    )  # fmt: skip
    assert [v.external_id for v in listing.products[0].variants] == ["red", "blue", "green"]
