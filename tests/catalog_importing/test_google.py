"""Google Merchant feeds as RSS, Atom and TSV."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from farshore.catalog.importing.reading import read_listing
from farshore.catalog.listing.records import Listing, PriceRecord, ProductRecord

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"


def _read(name: str, currency: str) -> Listing:
    return read_listing((FIXTURES / name).read_bytes(), file_name=name, currency=currency)


def _by_id(listing: Listing) -> dict[str, ProductRecord]:
    return {product.external_id: product for product in listing.products}


def test_items_of_a_group_are_variants_by_what_differs():
    frames = _by_id(_read("google_rss.xml", "EUR"))["HX"]

    assert frames.title == "Harbour HX Frames"
    assert frames.description == "<p>Acetate frame & spring hinges.</p>"
    assert [(v.external_id, v.sku, v.options) for v in frames.variants] == [
        ("HX-52-TORT", "HX-52-TORT", (("color", "Tortoise"),)),
        ("HX-52-INK", "HX-52-INK", (("color", "Ink"),)),
    ]
    assert frames.highlights == ("Spring hinges", "Case included")
    assert [media.url[-7:] for media in frames.media] == ["hx1.jpg", "hx2.jpg", "hx3.jpg"]


def test_sale_windows_and_preorders_have_their_moment():
    tortoise, ink = _by_id(_read("google_rss.xml", "EUR"))["HX"].variants

    assert tortoise.prices == (
        PriceRecord(
            "EUR",
            12900,
            sale_minor=9900,
            sale_from_at=datetime(2026, 11, 19, 23, tzinfo=UTC),
            sale_until_at=datetime(2026, 11, 30, 22, 59, tzinfo=UTC),
        ),
    )
    assert (tortoise.availability, tortoise.weight_g, tortoise.barcode) == (
        "in_stock",
        200.0,
        "4006381333931",
    )
    assert (ink.availability, ink.availability_at) == (
        "preorder",
        datetime(2026, 12, 24, 7, tzinfo=UTC),
    )


def test_details_are_public_attributes_unless_their_name_is_private():
    frames = _by_id(_read("google_rss.xml", "EUR"))["HX"]
    public = {a.name: a.value for a in frames.attributes if a.is_public}
    hidden = {a.name for a in frames.attributes if not a.is_public}

    assert public["Lens width"] == "52 mm"
    assert public["Bridge: nose"] == "18 mm: wide"
    assert public["material"] == "Acetate"
    assert public["size"] == "52"
    assert public["shipping"] == "DE Standard 4.90 EUR"
    assert public["certification"] == "EC EPREL 123456"
    assert hidden == {"Supplier", "custom_label_0", "cost_of_goods_sold", "house_colour_code"}


def test_other_currencies_and_unknown_words_are_named():
    listing = _read("google_rss.xml", "EUR")
    cloth = _by_id(listing)["CLOTH"]

    assert cloth.variants[0].prices == (PriceRecord("USD", 600),)
    assert cloth.variants[0].availability is None
    assert cloth.url == "https://harbour.example/p/cloth"
    assert [p.code for p in listing.problems] == ["catalog.other_currency", "catalog.stock_unclear"]


def test_an_atom_feed_that_is_cut_off_and_has_bare_ampersands_gives_its_whole_items():
    listing = _read("google_atom.xml", "TWD")
    teas = _by_id(listing)

    assert set(teas) == {"T1", "T2"}
    assert (teas["T1"].title, teas["T1"].description) == ("凍頂烏龍 150 g", "半發酵")
    assert teas["T1"].url == "https://tea.example/t1"
    assert (teas["T1"].variants[0].stock, teas["T1"].variants[0].prices) == (
        12,
        (PriceRecord("TWD", 45000),),
    )
    assert teas["T2"].title == "Tea & Milk set"
    assert teas["T2"].variants[0].prices == (PriceRecord("TWD", 99000),)
    assert [p.code for p in listing.problems] == ["platform.feed_broken"]


def test_tsv_with_details_and_highlights_in_one_cell():
    listing = _by_id(_read("google.tsv", "GBP"))
    socks, hat = listing["W"], listing["H-1"]
    public = [(a.name, a.value) for a in socks.attributes if a.is_public]

    assert [v.options for v in socks.variants] == [(("size", "36-38"),), (("size", "39-41"),)]
    assert ("Yarn", "80% wool, 20% nylon") in public
    assert ("Washing", "30 °C") in public
    assert ("color", "Grey") in public
    assert "margin20" not in [value for _, value in public]
    assert socks.highlights == ("Knitted in Fife, Scotland", "No seams")
    assert hat.variants[0].prices == (PriceRecord("GBP", 102000),)
    assert hat.variants[0].allows_backorder
