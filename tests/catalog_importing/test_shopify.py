"""Both header generations of Shopify's product CSV."""

from pathlib import Path
from typing import Any

import pytest

from farshore.catalog.importing.reading import Choices, preview_listing, read_listing
from farshore.catalog.listing.records import AttributeRecord, Listing, PriceRecord, ProductRecord

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"


def _read(name: str, currency: str = "EUR", **more: Any) -> Listing:
    data = (FIXTURES / name).read_bytes()
    return read_listing(data, file_name=name, currency=currency, choices=Choices(**more))


def _by_handle(listing: Listing) -> dict[str, ProductRecord]:
    return {product.handle: product for product in listing.products}


def test_rows_of_one_handle_are_one_product_with_variants_and_pictures():
    shirt = _by_handle(_read("shopify_old.csv"))["linen-shirt"]

    assert shirt.title == 'Linen Shirt "Mistral"'
    assert shirt.vendor == "Far & Wide"
    assert shirt.tags == ("summer", "linen", "men")
    assert [variant.options for variant in shirt.variants] == [
        (("Colour", "Sand"), ("Size", "M")),
        (("Colour", "Sand"), ("Size", "L")),
        (("Colour", "Ink"), ("Size", "M")),
    ]
    assert [variant.external_id for variant in shirt.variants] == ["LS-SA-M", "LS-SA-L", "LS-IN-M"]
    assert [media.url[-7:] for media in shirt.media] == ["ls1.jpg", "ls3.jpg", "ls2.jpg", "ls4.jpg"]
    assert shirt.media[0].alt == "Shirt in sand"


def test_prices_stock_weight_and_backorder_of_each_variant():
    sand_m, sand_l, ink_m = _by_handle(_read("shopify_old.csv"))["linen-shirt"].variants

    assert sand_m.prices == (PriceRecord("EUR", 5900, compare_at_minor=7900),)
    assert (sand_m.stock, sand_m.availability, sand_m.weight_g) == (5, "in_stock", 240.0)
    assert (sand_l.stock, sand_l.availability, sand_l.allows_backorder) == (0, "backorder", True)
    assert (ink_m.stock, ink_m.availability) == (None, "in_stock"), "untracked is always on sale"
    assert ink_m.prices == (PriceRecord("EUR", 6200),)


def test_scripts_in_a_description_stay_text():
    shirt = _by_handle(_read("shopify_old.csv"))["linen-shirt"]

    assert shirt.description.endswith("<script>alert('x')</script>")


def test_metafields_are_public_under_their_name_unless_the_name_is_private():
    shirt = _by_handle(_read("shopify_old.csv"))["linen-shirt"]
    public = {(a.name, a.value) for a in shirt.attributes if a.is_public}
    private = {a.name for a in shirt.attributes if not a.is_public}

    assert public == {("Gender", "male"), ("Fabric", "100% linen"), ("Age group", "adult")}
    assert private == {
        "Supplier note",
        "Google Shopping / Custom Label 0",
        "Included / International",
    }


def test_variant_metafields_and_varying_costs_belong_to_variants():
    first, _, last = _by_handle(_read("shopify_old.csv"))["linen-shirt"].variants

    assert AttributeRecord("fit", "Slim", "Variant Metafield: custom.fit [single_line_text_field]") in last.attributes
    assert [(a.name, a.value, a.is_public) for a in first.attributes if "Cost" in a.name] == [
        ("Cost per item", "21.40", False)
    ]


def test_draft_archived_and_unpublished_are_told_apart():
    assert {p.handle: p.status for p in _read("shopify_old.csv").products} == {
        "linen-shirt": "active",
        "gift-card": "draft",
        "old-cap": "unpublished",
    }
    assert {p.handle: p.status for p in _read("shopify_new.csv").products} == {
        "travel-kettle": "active",
        "camp-mug": "archived",
    }


def test_a_barcode_ruined_by_excel_is_named_and_not_believed():
    listing = _read("shopify_old.csv")
    problem = next(p for p in listing.problems if p.code == "catalog.code_ruined")

    assert (problem.row, problem.value) == (3, "5.60123E+12")
    assert _by_handle(listing)["linen-shirt"].variants[1].barcode is None


def test_the_new_headers_are_read_like_the_old():
    kettle = _by_handle(_read("shopify_new.csv"))["travel-kettle"]

    assert [v.options for v in kettle.variants] == [(("Plug", plug),) for plug in ("EU", "UK", "US")]
    assert [v.stock for v in kettle.variants] == [41, 0, 0]
    assert [v.availability for v in kettle.variants] == ["in_stock", "backorder", "out_of_stock"]
    assert kettle.variants[2].prices == (PriceRecord("EUR", 103990), PriceRecord("CAD", 5400, market="CA"))
    assert [a.name for a in kettle.attributes if a.is_public] == ["Color"]


def test_a_compare_at_price_that_is_not_higher_is_none():
    mug = _by_handle(_read("shopify_new.csv"))["camp-mug"]

    assert mug.variants[0].prices == (PriceRecord("EUR", 1200),)
    assert mug.variants[0].options == ()


def test_a_market_price_is_in_the_markets_own_currency():
    default = _by_handle(_read("shopify_new.csv"))["travel-kettle"].variants[0]
    mapped = _by_handle(_read("shopify_new.csv", header_map={"Price / Canada": "price:CA:USD"}))

    assert default.prices == (PriceRecord("EUR", 3990), PriceRecord("CAD", 5400, market="CA"))
    assert mapped["travel-kettle"].variants[0].prices == (
        PriceRecord("EUR", 3990),
        PriceRecord("USD", 5400, market="CA"),
    )


def test_the_preview_says_what_each_column_was_taken_for():
    data = (FIXTURES / "shopify_new.csv").read_bytes()

    preview = preview_listing(data, file_name="shopify_new.csv", currency="EUR")

    taken = {column.header: (column.taken_for, column.visibility) for column in preview.columns}
    assert (preview.format, preview.product_count, preview.variant_count) == ("shopify", 2, 4)
    assert taken["Cost per item"] == ("private", "private")
    assert taken["Price / Canada"] == ("price", "public")
    assert taken["SKU"] == ("sku", "public")
    assert next(c.samples for c in preview.columns if c.header == "SKU") == (
        "TK-EU",
        "TK-UK",
        "TK-US",
    )
