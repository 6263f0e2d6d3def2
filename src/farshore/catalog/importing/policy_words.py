"""Phrases of policies, from `maps/policy_words.yaml`, as patterns."""

import re
from functools import cache
from typing import cast

import yaml

from farshore.catalog.importing.header_maps import map_text


@cache
def phrase(name: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of a list."""
    return re.compile(alternatives(name))


@cache
def alternatives(name: str) -> str:
    """The phrases of a list as one alternation."""
    listed = cast("dict[str, list[str]]", _read())[name]
    return "(?:" + "|".join(listed) + ")"


def table_of(name: str) -> dict[str, str]:
    """A list of the file that maps words to names."""
    return cast("dict[str, dict[str, str]]", _read())[name]


def months_in_words() -> dict[str, int]:
    """Lengths of time written out."""
    return cast("dict[str, dict[str, int]]", _read())["months_in_words"]


def weekdays() -> list[list[str]]:
    """Names of the days, Monday first."""
    return cast("dict[str, list[list[str]]]", _read())["weekdays"]


def words(name: str) -> list[str]:
    """A list of plain words."""
    return cast("dict[str, list[str]]", _read())[name]


@cache
def _read() -> object:
    return yaml.safe_load(map_text("policy_words.yaml"))
