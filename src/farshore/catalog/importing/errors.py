"""Why no product can be read from a file. What is wrong with one row is a `Problem` of the listing."""

from farshore.platform.errors import BadInput


class PriceColumnUnclear(BadInput):
    """Two columns may both hold the retail price; it is never guessed."""

    code = "catalog.price_column_unclear"
    text = (
        "The columns “{first}” and “{second}” may both be the retail price. Say which one is: "
        '--map FILE with {{"{first}": "price"}} or {{"{second}": "price"}}.'
    )


class HeaderMapInvalid(BadInput):
    """The header map names a field that we do not have."""

    code = "catalog.header_map_invalid"
    text = (
        "The header map sends “{header}” to “{target}”, which is no field. Use one of: {fields}; "
        "or private, ignored, attribute:NAME, option:NAME, price:COUNTRY:CURRENCY."
    )


class NoProductColumns(BadInput):
    """The columns name no products."""

    code = "catalog.no_product_columns"
    text = (
        "No column of {file_name} was taken for a product name, SKU or id. Its columns: {headers}. "
        'Say which is which: --map FILE with {{"your column": "title"}}.'
    )


class PoliciesUnreadable(BadInput):
    """The policies file is no JSON object."""

    code = "catalog.policies_unreadable"
    text = "The policies file is not a JSON object: {why}. See the example in the documentation."
