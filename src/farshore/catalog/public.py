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

__all__ = [
    "CountryReturns", "CountryText", "Drawn", "Fact", "Found", "HumanHours", "Lane", "ListedProduct", "Measure",
    "MediaRecord", "PolicyText", "PriceRecord", "ProductRecord", "Quantity", "Sentence", "ShippingException",
    "ShopIndex", "ShopPolicies", "SizeChart", "SizeChartCell", "SizeChartColumn", "Span", "Text", "Value",
    "VariantRecord", "Warranty", "YesNo", "find_place", "index_words",
]  # fmt: skip
