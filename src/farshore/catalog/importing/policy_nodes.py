"""A JSON document walked by many names: what was understood is ticked off, the rest stays evidence."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

from farshore.catalog.importing.header_maps import is_private_name
from farshore.catalog.listing.policies import PolicyText
from farshore.platform.tables.names import to_name

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@cache
def names_of(canonical: str) -> frozenset[str]:
    """Every name by which files call a field, normalised."""
    text = files("farshore.catalog.importing").joinpath("maps", "policy_keys.yaml").read_text(encoding="utf-8")
    listed = cast("dict[str, list[str]]", yaml.safe_load(text))
    return frozenset(to_name(name) for name in [canonical, *listed[canonical]])


@dataclass(slots=True)
class Ticks:
    """Paths that were understood."""

    paths: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document with its path."""

    path: str
    value: Json
    ticks: Ticks
    key: str = ""

    def children(self) -> Iterator["Node"]:
        """Members of an object or items of a list, in order."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                path = f"{self.path}.{key}" if self.path else key
                yield Node(path, value, self.ticks, key)
        elif isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(f"{self.path}[{index}]", value, self.ticks, str(index))

    def find(self, *canonical: str) -> "Node | None":
        """The member that goes by any name of the fields, fields in order of preference."""
        if not isinstance(self.value, dict):
            return None
        for field_name in canonical:
            names = names_of(field_name)
            for child in self.children():
                if to_name(child.key) in names:
                    return child
        return None

    def text(self) -> str:
        """The value in words: scalars as written, lists joined, objects as "key: value; …"."""
        return to_words(self.value)

    def said(self) -> PolicyText:
        """Path and words; ticks the value off."""
        self.tick()
        return PolicyText(self.path, self.text())

    def tick(self) -> None:
        """Mark the value and all below it as understood."""
        for leaf in self.leaves():
            self.ticks.paths.add(leaf.path)

    def leaves(self) -> Iterator["Node"]:
        """Scalars below, or the node itself."""
        if isinstance(self.value, dict | list):
            for child in self.children():
                yield from child.leaves()
        else:
            yield self

    def evidence(self) -> tuple[PolicyText, ...]:
        """Every scalar below with its path, private keys left out."""
        return tuple(
            PolicyText(leaf.path, leaf.text())
            for leaf in self.leaves()
            if leaf.value not in (None, "") and not is_private_leaf(leaf)
        )

    @property
    def is_said(self) -> bool:
        """Whether there is anything in it."""
        return self.value not in (None, "", [], {})


def tick_known(node: Node, fields: Collection[str]) -> None:
    """Mark members that go by a field's name as understood, and others that are not private."""
    if not isinstance(node.value, dict):
        node.tick()
        return
    known = frozenset[str]().union(*map(names_of, fields))
    for child in node.children():
        for leaf in child.leaves():
            if to_name(child.key) in known or not is_private_leaf(leaf):
                leaf.tick()


def to_words(value: Json) -> str:
    """A JSON value as one would say it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(to_words, value)))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, item in value.items() if (words := to_words(item)))
    return json.dumps(value)


def is_private_leaf(leaf: Node) -> bool:
    """Whether a value that no field claimed stands under a private key."""
    if leaf.path in leaf.ticks.paths:
        return False
    keys = leaf.path.replace("]", "").replace("[", ".").split(".")
    return any(is_private_name(key) for key in keys if not key.isdecimal())
