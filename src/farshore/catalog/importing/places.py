"""Countries and regions by the names that sellers give them, in many languages."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml
from babel.core import Locale

from farshore.platform.tables.names import to_name

_LANGUAGES = (
    *("en", "zh_Hans", "zh_Hant", "ja", "ko", "es", "pt", "fr", "de", "it", "nl", "ru"),
    *("pl", "tr", "ar", "hi", "th", "vi", "id"),
)
_NO_COUNTRIES = frozenset({"ZZ", "XA", "XB", "QO", "EU", "EZ", "UN"})
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a region with its members, or everywhere."""

    code: str
    """ISO 3166, the region's name as written, or "*"."""
    countries: tuple[str, ...]
    is_known: bool = True


def find_place(name: str) -> Place:
    """The place that a name stands for; an unknown one is a region without members."""
    text = name.strip()
    folded = to_name(text)
    regions = _regions()
    if folded in regions.everywhere:
        return Place(EVERYWHERE, ())
    if folded in regions.members:
        code, members = regions.members[folded]
        return Place(code, members)
    country = find_country(text)
    if country is not None:
        return Place(country, (country,))
    return Place(text, (), is_known=False)


def find_country(name: str) -> str | None:
    """ISO 3166 code of a country by code or by its name in any of 19 languages."""
    text = name.strip()
    if text.isascii() and text.isalpha() and len(text) == 2 and text.upper() in _codes():
        return text.upper()
    return _countries().get(_folded(text))


def find_places(text: str) -> tuple[Place, ...]:
    """Places of a list in one text: "DE, AT & CH", "德国、法国"; empty when any part is none."""
    whole = find_place(text)
    if whole.is_known:
        return (whole,)
    parts = [part for part in re.split(r"\s*(?:[,;/、，；|&+]|\band\b|\bund\b|和|及|与)\s*", text) if part]
    places = [find_place(part) for part in parts]
    return tuple(places) if len(places) > 1 and all(place.is_known for place in places) else ()


@dataclass(frozen=True, slots=True)
class _Regions:
    everywhere: frozenset[str]
    members: dict[str, tuple[str, tuple[str, ...]]]
    aliases: dict[str, str]


@cache
def _regions() -> _Regions:
    text = files("farshore.catalog.importing").joinpath("maps", "regions.yaml").read_text(encoding="utf-8")
    read = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))
    everywhere = cast("list[str]", read["everywhere"])
    members = {
        to_name(name): (code, tuple(" ".join(read["members"][code]).split()))
        for code, names in read["names"].items()
        for name in names
    }
    aliases = {_folded(name): code for code, names in read["country_names"].items() for name in names}
    return _Regions(frozenset(map(to_name, everywhere)), members, aliases)


@cache
def _codes() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRIES)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        territories = cast("dict[str, str]", Locale.parse(language).territories)
        for code, label in territories.items():
            if code in _codes():
                found.setdefault(_folded(label), code)
    return {**found, **_regions().aliases}


def _folded(text: str) -> str:
    return to_name(text).replace(".", "").removeprefix("the ")
