"""Google Merchant feeds."""

from collections.abc import Sequence

from farshore.catalog.importing import sheet
from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.moments import Moments
from farshore.catalog.importing.prices import PriceReader
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.records import ProductRecord


def read_products(
    rows: Sequence[Cells], prices: PriceReader, problems: Problems, moments: Moments
) -> list[ProductRecord]:
    """Products in order of their first row."""
    return sheet.read_products(rows, prices, problems, moments)
