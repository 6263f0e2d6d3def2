"""Weights in grams, out of cells with or without their unit."""

import re

from farshore.platform.tables.numbers import NumberUnclear, to_decimal

_GRAMS = {
    "g": 1.0, "gr": 1.0, "gram": 1.0, "grams": 1.0, "克": 1.0, "公克": 1.0, "グラム": 1.0, "그램": 1.0, "г": 1.0, "gramm": 1.0,
    "kg": 1000.0, "kgs": 1000.0, "kilogram": 1000.0, "kilograms": 1000.0, "千克": 1000.0, "公斤": 1000.0, "キロ": 1000.0,
    "кг": 1000.0, "斤": 500.0, "mg": 0.001, "毫克": 0.001, "t": 1_000_000.0,
    "oz": 28.349523125, "ounce": 28.349523125, "ounces": 28.349523125, "盎司": 28.349523125,
    "lb": 453.59237, "lbs": 453.59237, "pound": 453.59237, "pounds": 453.59237, "磅": 453.59237,
}  # fmt: skip
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
    factor = _GRAMS.get(found["unit"] or unit.casefold().strip(" ."))
    if factor is None:
        return None
    try:
        number = to_decimal(found["number"].strip(), decimal=".")
    except NumberUnclear:
        return None
    return round(float(number) * factor, 3) or None
