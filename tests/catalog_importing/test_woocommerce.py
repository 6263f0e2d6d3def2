"""WooCommerce's CSV with variations, in English and German."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from farshore.catalog.importing.reading import Choices, read_listing
from farshore.catalog.listing.records import Listing, PriceRecord, ProductRecord

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"


def _read(name: str, currency: str = "EUR") -> Listing:
    data = (FIXTURES / name).read_bytes()
    choices = Choices(timezone="Europe/Berlin")
    return read_listing(data, file_name=name, currency=currency, choices=choices)


def _by_id(listing: Listing) -> dict[str, ProductRecord]:
    return {product.external_id: product for product in listing.products}


def test_variations_find_their_parent_by_id_and_by_sku():
    bag = _by_id(_read("woo_variations.csv"))["101"]

    assert (bag.title, bag.handle, bag.status) == ("Canvas Tote", "BAG", "active")
    assert bag.categories == ("Bags > Totes", "Sale")
    assert [(v.external_id, v.options) for v in bag.variants] == [
        ("BAG-N", (("Color", "Natural"),)),
        ("BAG-B", (("Color", "Black"),)),
    ]
    assert [v.image_url for v in bag.variants] == ["https://shop.example/bag-n.jpg", None]
    assert bag.description == "<em>Carries 12 kg.</em>\n<p>Heavy canvas, 16 oz.</p>"


def test_a_sale_window_is_meant_in_the_shops_time_zone():
    natural = _by_id(_read("woo_variations.csv"))["101"].variants[0]

    assert natural.prices == (
        PriceRecord(
            "EUR",
            2490,
            sale_minor=1990,
            sale_from_at=datetime(2026, 11, 19, 23, tzinfo=UTC),
            sale_until_at=datetime(2026, 11, 27, 22, 59, 59, tzinfo=UTC),
        ),
    )


def test_stock_flags_counts_and_backorders():
    listing = _by_id(_read("woo_variations.csv"))
    natural, black = listing["101"].variants
    (cup,) = listing["104"].variants

    assert (natural.stock, natural.availability, natural.allows_backorder) == (
        14,
        "in_stock",
        False,
    )
    assert (black.stock, black.availability, black.allows_backorder) == (0, "out_of_stock", True)
    assert (cup.stock, cup.availability) == (None, "backorder")
    assert (natural.weight_g, black.weight_g, cup.weight_g) == (450.0, 470.0, 120.0)


def test_hidden_attributes_suppliers_and_plugin_columns_are_not_public():
    listing = _by_id(_read("woo_variations.csv"))
    bag, cup = listing["101"], listing["104"]
    public = {a.name for p in (bag, cup) for a in p.attributes if a.is_public}
    private = {a.name for p in (bag, cup) for a in p.attributes if not a.is_public}

    assert public == {
        "Color", "Finish", "material", "Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)",
    }  # fmt: skip
    assert private >= {"Supplier", "Batch code", "Purchase note", "Meta: _yoast_wpseo_title"}


def test_cost_of_goods_never_stands_in_a_public_attribute():
    for product in _read("woo_variations.csv").products:
        attributes = (*product.attributes, *(a for v in product.variants for a in v.attributes))
        assert not [a for a in attributes if a.is_public and "cog" in a.source]


def test_an_orphan_variation_is_named_and_nothing_else_is_lost():
    listing = _read("woo_variations.csv")

    assert [(p.row, p.code, p.value) for p in listing.problems if p.severity == "error"] == [
        (7, "catalog.parent_missing", "GONE")
    ]
    assert {p.external_id: p.status for p in listing.products} == {
        "101": "active", "104": "active", "105": "unpublished",
    }  # fmt: skip


def test_german_headers_and_german_numbers():
    listing = _by_id(_read("woo_de.csv"))
    box, board = listing["7"], listing["8"]

    assert box.variants[0].prices == (PriceRecord("EUR", 112900),)
    assert board.variants[0].prices == (PriceRecord("EUR", 2490, sale_minor=1990),)
    assert (box.status, board.status) == ("active", "draft")
    assert (box.variants[0].weight_g, box.variants[0].stock) == (1900.0, 8)
    assert ("Holzart", "Zirbe", True) in [(a.name, a.value, a.is_public) for a in box.attributes]
    assert [a.is_public for a in box.attributes if a.name == "Meta: _ek_preis"] == [False]
