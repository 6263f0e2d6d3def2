"""Weights in grams, out of cells with or without their unit."""

import re
from functools import cache

from farshore.catalog.importing.words import keys_of, words_of
from farshore.platform.tables.numbers import NumberUnclear, to_decimal

_WEIGHT = re.compile(r"^(?P<number>[\d.,' ]+?)\s*(?P<unit>[^\W\d_]+)?\.?$")


def to_grams(text: str, *, unit: str = "") -> float | None:
    """Grams of "410", "0.41 kg", "14,5 oz"; None without a unit or for 0, which means "not said".

    Args:
        text: the cell.
        unit: of the column, used when the cell has none.
    """
    found = _WEIGHT.match(text.strip().casefold())
    if found is None:
        return None
    factor = _factors().get(found["unit"] or unit.casefold().strip(" ."))
    if factor is None:
        return None
    try:
        number = to_decimal(found["number"].strip(), decimal=".")
    except NumberUnclear:
        return None
    return round(float(number) * factor, 3) or None


@cache
def _factors() -> dict[str, float]:
    return {unit: float(grams) for grams in keys_of("grams") for unit in words_of("grams", grams)}
