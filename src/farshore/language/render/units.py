"""Measures as a language writes them, with the shopper's customary system beside."""

from dataclasses import dataclass
from typing import Literal

from babel.numbers import format_decimal
from babel.units import format_unit

from farshore.language.render.locale import locale_of, number

_CLDR = {
    "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter", "km": "length-kilometer",
    "in": "length-inch", "ft": "length-foot", "yd": "length-yard", "m2": "area-square-meter", "ft2": "area-square-foot",
    "g": "mass-gram", "kg": "mass-kilogram", "mg": "mass-milligram", "oz": "mass-ounce", "lb": "mass-pound",
    "ml": "volume-milliliter", "l": "volume-liter", "fl_oz": "volume-fluid-ounce", "gal": "volume-gallon",
    "W": "power-watt", "kW": "power-kilowatt", "V": "electric-volt", "A": "electric-ampere", "Hz": "frequency-hertz",
    "h": "duration-hour", "min": "duration-minute", "s": "duration-second", "day": "duration-day",
    "week": "duration-week", "month": "duration-month", "year": "duration-year",
    "degC": "temperature-celsius", "degF": "temperature-fahrenheit", "K": "temperature-kelvin",
    "bar": "pressure-bar", "psi": "pressure-pound-force-per-square-inch", "GB": "digital-gigabyte",
    "MB": "digital-megabyte", "TB": "digital-terabyte", "kcal": "energy-kilocalorie", "ct": "mass-carat",
    "karat": "concentr-karat", "lm": "light-lumen", "MP": "graphics-megapixel",
}  # fmt: skip

_SYMBOLS = {
    "mAh": "mAh", "Wh": "Wh", "dB": "dB", "kPa": "kPa", "MPa": "MPa", "px": "px", "Mbps": "Mbps", "N": "N", "mA": "mA",
    "kJ": "kJ", "tog": "tog", "gsm": "g/m²", "denier": "D", "rpm": "rpm", "CFM": "CFM", "ATM": "ATM", "mm2": "mm²",
    "cm2": "cm²", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "um": "μm", "nm": "nm", "cl": "cl", "deg": "°", "tc": "TC",
    "cm3": "cm³", "m3": "m³", "lx": "lx", "nit": "nits", "mg/ml": "mg/ml", "km/h": "km/h", "kV": "kV", "fps": "fps",
}  # fmt: skip

_FACTORS = {
    # exact by definition: international yard and pound agreement 1959; US liquid gallon 231 in^3
    ("cm", "in"): 1 / 2.54, ("mm", "in"): 1 / 25.4, ("m", "ft"): 1 / 0.3048, ("in", "cm"): 2.54, ("ft", "m"): 0.3048,
    ("yd", "m"): 0.9144, ("kg", "lb"): 1 / 0.45359237, ("g", "oz"): 1 / 28.349523125, ("lb", "kg"): 0.45359237,
    ("oz", "g"): 28.349523125, ("ml", "fl_oz"): 1 / 29.5735295625, ("l", "fl_oz"): 1000 / 29.5735295625,
    ("fl_oz", "ml"): 29.5735295625, ("gal", "l"): 3.785411784, ("m2", "ft2"): 1 / 0.09290304, ("ft2", "m2"): 0.09290304,
    ("km", "mi"): 1 / 1.609344,
}  # fmt: skip

_IMPERIAL_LANGUAGES = frozenset({"en"})
_TO_IMPERIAL = {
    "cm": "in",
    "mm": "in",
    "m": "ft",
    "kg": "lb",
    "g": "oz",
    "ml": "fl_oz",
    "l": "fl_oz",
    "degC": "degF",
    "m2": "ft2",
}
_TO_METRIC = {
    "in": "cm",
    "ft": "m",
    "yd": "m",
    "lb": "kg",
    "oz": "g",
    "fl_oz": "ml",
    "gal": "l",
    "degF": "degC",
    "ft2": "m2",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A number in another unit, rounded to what a shopper needs."""

    value: float
    unit: str


def convert(value: float, unit: str, target: str) -> float:
    """The number in another unit.

    Raises:
        KeyError: no such conversion.
    """
    if (unit, target) == ("degC", "degF"):
        return value * 9 / 5 + 32
    if (unit, target) == ("degF", "degC"):
        return (value - 32) * 5 / 9
    return value * _FACTORS[unit, target]


def customary(lang: str, value: float, unit: str) -> Converted | None:
    """The same in the system that shoppers of this language use, when that is another one."""
    table = _TO_IMPERIAL if lang in _IMPERIAL_LANGUAGES else _TO_METRIC
    target = table.get(unit)
    if target is None:
        return None
    return Converted(_sensible(convert(value, unit, target)), target)


def _sensible(value: float) -> float:
    """Three significant digits, at most one decimal above ten."""
    if abs(value) >= 10:
        return round(value, 1)
    return round(value, 2)


def unit_text(lang: str, value: float, unit: str, *, amount: str | None = None) -> str:
    """A number with its unit, short form ("350 ml", "3 Std.").

    Args:
        lang: language of the text.
        value: the number, which chooses the plural.
        unit: a unit's own name.
        amount: the number as text when it is not `value` alone (a range, "30 × 20").
    """
    shown = number(lang, value) if amount is None else amount
    if unit == "pct":
        return f"{shown} %" if lang in {"de", "fr", "ru", "es", "pl"} else f"{shown}%"
    if unit in _CLDR:
        return _cldr(lang, value, unit, shown)
    return f"{shown} {_SYMBOLS.get(unit, unit)}"


_SPELLED = frozenset({"h", "min", "s", "day", "week", "month", "year"})
"""Times are spelled out: "24 m." is no answer to "how long is the warranty"."""


def _cldr(lang: str, value: float, unit: str, shown: str) -> str:
    """CLDR's pattern for the number's plural, with our own number in it.

    Babel's long patterns print raw ids in some languages ("2 duration-day"): then the short one is taken.
    """
    locale = locale_of(lang)
    lengths: tuple[Literal["long", "short"], ...] = ("long", "short") if unit in _SPELLED else ("short",)
    for length in lengths:
        pattern = format_unit(value, _CLDR[unit], length=length, format="0.##", locale=locale, numbering_system="latn")
        if _CLDR[unit] in pattern:
            continue
        plain = format_decimal(value, format="0.##", locale=locale, numbering_system="latn")
        if plain in pattern:
            return pattern.replace(plain, shown, 1)
        # Some plurals have the number in the word (Arabic "one year", "two years").
        return pattern if shown == number(lang, value) else f"{shown} {pattern}"
    return f"{shown} {unit}"
