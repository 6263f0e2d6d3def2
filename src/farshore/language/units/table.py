"""The table of units: names to ids, dimensions, exact conversion.

Source: factors of units.yaml, exact by definition (see its head).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import cast

import yaml

from farshore.language.text import fold

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its value in the base unit of its dimension is `value * factor + offset`."""

    id: str
    dimension: str
    factor: Fraction
    offset: Fraction
    aliases: tuple[str, ...]
    exact: tuple[str, ...]


class NotConvertible(ValueError):
    """The two units measure different things; both are in `args`."""


@cache
def _document() -> dict[str, dict[str, dict[str, object]] | list[str]]:
    text = resources.files("farshore.language.units").joinpath("units.yaml").read_text(encoding="utf-8")
    document: dict[str, dict[str, dict[str, object]] | list[str]] = yaml.safe_load(text)
    return document


def _names(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(str(name) for name in cast("list[object]", entry.get(key) or []))


@cache
def units() -> dict[str, Unit]:
    """Every unit by its id."""
    entries = _document()["units"]
    if not isinstance(entries, dict):
        raise TypeError
    return {
        name: Unit(
            id=name,
            dimension=str(entry["dimension"]),
            factor=Fraction(str(entry["factor"])),
            offset=Fraction(str(entry.get("offset", 0))),
            aliases=_names(entry, "aliases"),
            exact=_names(entry, "exact"),
        )
        for name, entry in entries.items()
    }


@cache
def words(key: str) -> str:
    """One alternation of the words about numbers listed under `key` of units.yaml, longest first."""
    listed = _document()[key]
    return "|".join(sorted((str(word) for word in listed), key=len, reverse=True))


@cache
def _by_name() -> tuple[dict[str, str], dict[str, str]]:
    exact = {name: unit.id for unit in reversed(units().values()) for name in unit.exact}
    any_case = {
        form: unit.id
        for unit in reversed(units().values())
        for name in unit.aliases
        for form in (fold(name), name.lower())
    }
    return exact, any_case


@cache
def find_unit(name: str) -> str | None:
    """Find the unit that a name stands for; its exact spelling first, then any letter case."""
    exact, any_case = _by_name()
    spaced = re.sub(r"\s+", " ", name.strip())
    return exact.get(spaced) or any_case.get(spaced.lower())


_ENDS_A_LATIN_NAME = r"(?![A-Za-zÀ-ÖØ-öø-ɏ²³])"
_ENDS_A_SPACED_NAME = r"(?![^\W\d_]|[\u064b-\u0652\u0900-\u097f])"


def _border(last: str) -> str:
    """What may not follow a name: a letter, where words are written apart; Chinese, Japanese, Korean and Thai go on."""
    if not (last.isalnum() or unicodedata.combining(last)):
        return ""
    if last < "\u0250":
        return _ENDS_A_LATIN_NAME
    return _ENDS_A_SPACED_NAME if last < "\u0e00" else ""


@cache
def alias_pattern() -> str:
    """One alternation of all unit names, longest first, each with the borders that it needs."""
    exact, any_case = _by_name()
    names = sorted({*exact, *any_case}, key=lambda name: (-len(name), name))
    parts: list[str] = []
    for name in names:
        body = re.escape(name).replace(r"\ ", r"\s?")
        if name not in exact:
            body = f"(?i:{body})"
        parts.append(body + _border(name[-1]))
    return "|".join(parts)


def dimension_of(unit: str) -> str:
    """The dimension that a unit measures, e.g. "length"; empty for an unknown unit."""
    found = units().get(unit)
    return found.dimension if found else ""


def convert(value: float, source: str, target: str) -> float:
    """Convert between two units of one dimension.

    Raises:
        NotConvertible: the units measure different things, or one is unknown.
    """
    here, there = units().get(source), units().get(target)
    if here is None or there is None or here.dimension != there.dimension:
        raise NotConvertible(source, target)
    base = Fraction(value) * here.factor + here.offset
    return float((base - there.offset) / there.factor)
