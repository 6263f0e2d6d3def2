"""The craft's word lists, read once from the YAML files beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Tree = Mapping[str, object]


def read_yaml(package: str, name: str) -> Tree:
    """Read a YAML mapping that lies in a package."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return cast("Tree", yaml.load(text, Loader=_LOADER))  # noqa: S506 - a safe loader, in C where there is one


@cache
def lexicon(name: str) -> Tree:
    """One of this package's word lists, e.g. "labels"."""
    return read_yaml("farshore.catalog.extraction", f"{name}.yaml")


def strings(value: object) -> tuple[str, ...]:
    """A list of strings of a YAML tree; a single string is a list of one."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(str(item) for item in cast("list[object]", value))
    return (str(value),)


def branches(value: object) -> dict[str, object]:
    """A mapping of a YAML tree."""
    return {str(key): item for key, item in cast("dict[object, object]", value or {}).items()}


def pattern(value: object) -> re.Pattern[str] | None:
    """Compile one regular expression or the alternation of several; None when there is none."""
    listed = strings(value)
    return re.compile("|".join(listed)) if listed else None


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the inventory: what kind its value is."""

    id: str
    kind: str
    """measure, yesno, text or list."""
    dimension: str = ""
    is_safety: bool = False


@cache
def concepts() -> dict[str, Concept]:
    """The inventory of concepts by id."""
    tree = read_yaml("farshore.language.concepts", "inventory.yaml")
    made: dict[str, Concept] = {}
    for name, entry in tree.items():
        fields = branches(entry)
        kind, _, dimension = str(fields["value"]).partition(":")
        made[name] = Concept(name, kind, dimension, bool(fields.get("safety")))
    return made
