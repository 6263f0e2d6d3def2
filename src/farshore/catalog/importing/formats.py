"""Which of the formats a table is, told by its headers."""

from farshore.catalog.importing.header_maps import header_map
from farshore.platform.tables.names import to_name
from farshore.platform.tables.records import Table

_BY_HEADERS = ("shopify", "woocommerce", "google")


def recognise(table: Table) -> str:
    """shopify, woocommerce, google, or table when it is none of them."""
    if table.format == "xml":
        return "google"
    names = {to_name(header) for header in table.headers}
    for format_name in _BY_HEADERS:
        known = header_map(format_name)
        if known.recognised_by_any & names and len(known.recognised_by_two & names) >= 2:
            return format_name
    return "table"
