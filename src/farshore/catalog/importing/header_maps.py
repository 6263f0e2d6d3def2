"""The header maps of `maps/`: which names mean which field, which are private, which describe the goods."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from farshore.platform.tables.names import to_name, to_parts

FORMATS = ("shopify", "woocommerce", "google", "table")
_LETTERED = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """One format: normalised header to field, and headers known to be private, ignored or attributes."""

    format: str
    fields: dict[str, str]
    private: frozenset[str]
    ignored: frozenset[str]
    attributes: frozenset[str]
    recognised_by_any: frozenset[str]
    recognised_by_two: frozenset[str]


@cache
def header_map(format_name: str) -> HeaderMap:
    """The map of a format."""
    read = cast("dict[str, dict[str, list[str]]]", _yaml(f"{format_name}.yaml"))
    lists = cast("dict[str, list[str]]", read)
    rules = read.get("recognised_by", {})
    return HeaderMap(
        format=format_name,
        fields={to_name(name): field for field, names in read["fields"].items() for name in names},
        private=_names(lists.get("private", [])),
        ignored=_names(lists.get("ignored", [])),
        attributes=_names(lists.get("attributes", [])),
        recognised_by_any=_names(rules.get("any", [])),
        recognised_by_two=_names(rules.get("and_two_of", [])),
    )


@cache
def fields_known() -> frozenset[str]:
    """Every field that a header may be mapped to."""
    return frozenset(field for name in FORMATS for field in header_map(name).fields.values())


def is_known_header(cell: str) -> bool:
    """Whether a cell is a column name of any format, or one that is private or describes goods."""
    if len(cell) > 80:
        return False
    name = to_name(cell)
    return bool(name) and (name in _all_names() or to_parts(cell).base in _all_names())


@cache
def header_words() -> frozenset[str]:
    """Column names beyond ASCII, to tell encodings apart."""
    return frozenset(name for name in _all_names() if not name.isascii() and len(name) > 1)


def is_private_name(name: str) -> bool:
    """Whether a column, metafield, attribute or policy key is the seller's own business.

    Checked: test_private_in_six_languages.
    """
    normal = to_name(name)
    words = " ".join(_LETTERED.findall(normal.replace("'", " ").replace("’", " ")))
    rules = _private_rules()
    if normal in rules.exact or words in rules.exact or to_parts(name).base in rules.exact:
        return True
    return bool(rules.words.search(f" {words} ")) or bool(rules.parts.search(normal))


def is_attribute_name(name: str) -> bool:
    """Whether a name describes the goods: a taxonomy attribute or one of the trade's own words."""
    return to_name(name) in _attribute_names() or to_parts(name).base in _attribute_names()


@dataclass(frozen=True, slots=True)
class _PrivateRules:
    exact: frozenset[str]
    words: re.Pattern[str]
    parts: re.Pattern[str]


@cache
def _private_rules() -> _PrivateRules:
    read = cast("dict[str, dict[str, list[str]]]", _yaml("private.yaml"))
    contains = read["contains"]
    words = sorted({_words_of(word) for word in contains["words"]} - {""}, key=len, reverse=True)
    numbers = [to_name(part) for part in contains["parts"]]
    return _PrivateRules(
        exact=_names(cast("list[str]", read["exact"])),
        words=re.compile(r"(?<= )(?:" + "|".join(map(re.escape, words)) + r")(?= )"),
        parts=re.compile("|".join(map(re.escape, numbers))),
    )


def _words_of(text: str) -> str:
    return " ".join(_LETTERED.findall(to_name(text).replace("'", " ").replace("’", " ")))


@cache
def _attribute_names() -> frozenset[str]:
    lines = map_text("taxonomy_attributes.txt").splitlines()
    taxonomy = frozenset(line for line in lines if not line.startswith("#"))
    own = cast("dict[str, list[str]]", _yaml("attributes.yaml"))
    return taxonomy | _names(own["names"])


@cache
def _all_names() -> frozenset[str]:
    names: set[str] = set(_names(cast("dict[str, list[str]]", _yaml("attributes.yaml"))["names"]))
    for format_name in FORMATS:
        known = header_map(format_name)
        names |= {*known.fields, *known.private, *known.ignored, *known.attributes}
    return frozenset(names) | _private_rules().exact


def _names(listed: list[str]) -> frozenset[str]:
    return frozenset(to_name(name) for name in listed)


def map_text(file_name: str) -> str:
    """A file of `maps/`."""
    return files("farshore.catalog.importing").joinpath("maps", file_name).read_text(encoding="utf-8")


def _yaml(file_name: str) -> object:
    return yaml.safe_load(map_text(file_name))
