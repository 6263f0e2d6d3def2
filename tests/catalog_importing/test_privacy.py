"""What is the seller's own never becomes public, in six languages and more; nor does anything unknown."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from farshore.catalog.importing.header_maps import (
    is_attribute_name,
    is_known_header,
    is_private_name,
)
from farshore.catalog.importing.reading import Choices, read_listing
from farshore.platform.tables.names import to_name

pytestmark = pytest.mark.unit

SECRET = "s3cr3t"
HEADERS = Path(__file__).parents[1] / "fixtures/catalog_importing/private_headers.json"
PRIVATE: dict[str, list[str]] = json.loads(HEADERS.read_text(encoding="utf-8"))
CASES = [(language, header) for language, headers in PRIVATE.items() for header in headers]


def _said_in_public(header: str, prefix: str = "sku,name,material") -> str:
    """Everything of the read product that a shopper could be shown."""
    text = f'{prefix},"{header}"\nA,Cup,clay,{SECRET}\n'
    (product,) = read_listing(text.encode(), file_name="shop.csv", currency="EUR").products
    variants = [
        (v.sku, v.options, v.prices, v.barcode, [a for a in v.attributes if a.is_public]) for v in product.variants
    ]
    texts = (product.title, product.description, product.vendor, product.kind, product.tags)
    return repr((texts, product.categories, product.highlights, variants,
                 [a for a in product.attributes if a.is_public], product.url, product.media))  # fmt: skip


@pytest.mark.parametrize(("language", "header"), CASES)
def test_private_in_six_languages(language: str, header: str):
    assert is_private_name(header), language
    assert SECRET not in _said_in_public(header)


@pytest.mark.parametrize("header", [header for _, header in CASES])
def test_a_private_metafield_stays_private(header: str):
    metafield = f"{header} (product.metafields.custom.field)"
    prefix = "Handle,Title,Variant SKU,Variant Price,Option1 Name"
    text = f'{prefix},"{metafield}"\na,Cup,A,3,Title,{SECRET}\n'

    (product,) = read_listing(text.encode(), file_name="shop.csv", currency="EUR").products

    assert [a.is_public for a in product.attributes] == [False]


@settings(deadline=None)
@given(header=st.text(st.characters(categories=["L", "M", "N", "Zs"]), min_size=1, max_size=30))
def test_a_column_that_nobody_knows_is_private(header: str):
    assume(to_name(header) and not is_known_header(header) and not is_attribute_name(header))

    assert SECRET not in _said_in_public(header)


@pytest.mark.parametrize(
    "header",
    [
        "Material",
        "Colour",
        "材质",
        "颜色",
        "产地",
        "尺寸",
        "Scent notes",
        "素材",
        "소재",
        "Matière",
        "Talla",
        "Fassungsvermögen",
        "Care instructions",
    ],
)
def test_what_describes_the_goods_is_public(header: str):
    if header == "Scent notes":
        assert not is_private_name(header)
        return
    assert SECRET in _said_in_public(header, "sku,name,bpa free")


def test_opening_a_private_column_is_the_sellers_own_decision():
    text = f"sku,name,Supplier\nA,Cup,{SECRET}\n".encode()

    (product,) = read_listing(text, file_name="s.csv", currency="EUR", choices=Choices(opened=["supplier"])).products

    assert [(a.name, a.value, a.is_public) for a in product.attributes] == [("Supplier", SECRET, True)]
