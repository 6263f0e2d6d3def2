"""Ids that spreadsheets ruined, SKUs that repeat, and what a variant is called when it has none."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.records import ProductRecord, VariantRecord
from farshore.platform.tables.numbers import is_scientific

_DATE_LIKE = re.compile(
    r"^(\d{4}-\d{2}-\d{2}|\d{1,2}[-/](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|\d{1,2}月\d{1,2}日)$"
)


def clean_code(text: str, problems: Problems, *, row: int, column: str) -> str | None:
    """A SKU, id or barcode; None, with the loss named, when a spreadsheet ruined it."""
    code = text.strip().lstrip("'").removeprefix('="').removesuffix('"').strip()
    if not code:
        return None
    if is_scientific(code) and "e+" in code.casefold():
        problems.warn(
            "catalog.code_ruined",
            "A spreadsheet rounded this code to scientific notation; its digits are lost.",
            "Format the column as text, type the code again and import the file again.",
            row=row,
            column=column,
            value=code,
        )
        return None
    if _DATE_LIKE.match(code.casefold()):
        problems.warn(
            "catalog.code_is_date",
            "This code looks like a date; a spreadsheet may have changed it.",
            "Compare it with the real code; format the column as text.",
            row=row,
            column=column,
            value=code,
        )
    return code


def code_of(cells: Cells, field: str, problems: Problems) -> str | None:
    """The SKU, id or barcode that a row has in a field."""
    filled = cells.filled(field)
    if filled is None:
        return None
    column, text = filled
    return clean_code(text, problems, row=cells.number, column=column.header)


def name_variants(variants: Sequence[VariantRecord]) -> tuple[VariantRecord, ...]:
    """Give each variant an id that is its own within the product: given ones, SKUs, options, or numbers.

    All variants of a product take theirs from the same source, so that a repeated SKU shifts none.
    """
    options = [" / ".join(value for _, value in variant.options) for variant in variants]
    numbered = [f"#{number}" for number in range(1, len(variants) + 1)]
    choices = (
        [variant.external_id for variant in variants],
        [variant.sku or "" for variant in variants],
        options,
        [f"{variant.sku or ''} {option}".strip() for variant, option in zip(variants, options, strict=True)],
    )
    names = next((ids for ids in choices if all(ids) and len(set(ids)) == len(ids)), numbered)
    return tuple(replace(variant, external_id=name) for variant, name in zip(variants, names, strict=True))


def tell_repeated_skus(products: Iterable[ProductRecord], problems: Problems) -> None:
    """Name every SKU that stands on more than one row; one that all variants of a table share is a style number."""
    rows: dict[str, list[int]] = defaultdict(list)
    for product in products:
        skus = {variant.sku for variant in product.variants}
        is_style = product.source == "table" and len(skus) == 1
        for variant in product.variants[: 1 if is_style else None]:
            if variant.sku:
                rows[variant.sku].append(variant.row)
    for sku, numbers in rows.items():
        if len(numbers) > 1:
            listed = ", ".join(map(str, numbers[:6]))
            problems.warn(
                "catalog.sku_repeated",
                f"The SKU {sku} stands on {len(numbers)} rows ({listed}).",
                "Give each variant its own SKU; questions by this SKU will ask which one is meant.",
                row=numbers[1],
                value=sku,
            )


def tell_repeated_ids(products: Sequence[ProductRecord], problems: Problems) -> list[ProductRecord]:
    """Keep the first of products that share an id, and name the others."""
    kept: dict[str, ProductRecord] = {}
    for product in products:
        first = kept.setdefault(product.external_id, product)
        if first is not product:
            problems.error(
                "catalog.product_repeated",
                f"The product {product.external_id} stands in this file twice; "
                f"row {first.row} was kept and this one left out.",
                "Give each product its own id or SKU, or delete one of the rows.",
                row=product.row,
                value=product.external_id,
            )
    return list(kept.values())
