"""What rooms above may take from the catalogue."""

from farshore.catalog.importing.places import find_place
from farshore.catalog.index.searching import Found, ShopIndex
from farshore.catalog.index.words import index_words
from farshore.catalog.listing.policies import (
    CountryReturns,
    CountryText,
    HumanHours,
    Lane,
    PolicyText,
    ShippingException,
    ShopPolicies,
    Warranty,
)
from farshore.catalog.listing.product import ListedProduct
from farshore.catalog.listing.records import MediaRecord, PriceRecord, ProductRecord, VariantRecord
from farshore.catalog.listing.values import (
    Drawn,
    Fact,
    Measure,
    Quantity,
    Sentence,
    SizeChart,
    SizeChartCell,
    SizeChartColumn,
    Span,
    Text,
    Value,
    YesNo,
)
from farshore.catalog.service.indexing import find_index
from farshore.catalog.service.looking import (
    Pulse,
    count_things,
    ensure_index,
    find_policies,
    find_products,
    find_text_ids,
    find_variant_id,
    read_pulse,
    read_texts,
    read_versions,
)
from farshore.catalog.service.shown import image_of, price_text

__all__ = [
    "CountryReturns", "CountryText", "Drawn", "Fact", "Found", "HumanHours", "Lane",
    "ListedProduct", "Measure", "MediaRecord", "PolicyText", "PriceRecord", "ProductRecord", "Pulse",
    "Quantity", "Sentence", "ShippingException", "ShopIndex", "ShopPolicies", "SizeChart", "SizeChartCell",
    "SizeChartColumn", "Span", "Text", "Value", "VariantRecord", "Warranty", "YesNo", "count_things", "ensure_index",
    "find_index", "find_place", "find_policies", "find_products", "find_text_ids", "find_variant_id", "image_of",
    "index_words", "price_text", "read_pulse",
    "read_texts", "read_versions",
]  # fmt: skip
