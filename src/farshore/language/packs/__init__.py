"""Language packs: how shoppers of a language ask, and how farshore speaks it. One YAML file a language."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

import yaml

Phrase = str | dict[str, str]
"""A template with {slots}; a mapping of CLDR plural categories to templates when it counts."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which yes, no, on and off are words: here they are the thing spoken of."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Concept:
    """How a language names an attribute of a product, asks for it and states it."""

    label: str
    cues: tuple[str, ...]
    asks: tuple[str, ...]
    yes: str | None = None
    no: str | None = None
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """How a language asks for something that is not an attribute."""

    cues: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One language."""

    lang: str
    phrases: dict[str, Phrase]
    words: dict[str, Any]
    intents: dict[str, Intent]
    concepts: dict[str, Concept]


@dataclass(frozen=True, slots=True)
class ConceptKind:
    """What the inventory says of a concept."""

    value: str
    """text, list, yesno, or measure:<dimension>."""
    gloss: str
    near: tuple[str, ...] = ()
    is_safety: bool = False


def _read(*path: str) -> dict[str, Any]:
    text = files("farshore.language").joinpath(*path).read_text("utf-8")
    return yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a safe loader, from libyaml where it exists


def _strings(given: object) -> tuple[str, ...]:
    return tuple(map(str, cast("list[object]", given))) if isinstance(given, list) else ()


@lru_cache
def load_pack(lang: str) -> Pack:
    """The pack of a language.

    Raises:
        FileNotFoundError: no such pack.
    """
    raw = _read("packs", f"{lang}.yaml")
    intents: dict[str, dict[str, Any]] = raw.get("intents") or {}
    concepts: dict[str, dict[str, Any]] = raw.get("concepts") or {}
    return Pack(
        lang=lang,
        phrases=dict(raw["phrases"]),
        words=dict(raw["words"]),
        intents={
            key: Intent(_strings(entry.get("cues")), _strings(entry.get("ask"))) for key, entry in intents.items()
        },
        concepts={
            key: Concept(
                label=str(entry["label"]),
                cues=_strings(entry.get("cues")),
                asks=_strings(entry.get("ask")),
                yes=entry.get("yes"),
                no=entry.get("no"),
                say=entry.get("say"),
            )
            for key, entry in concepts.items()
        },
    )


@lru_cache
def concept_kinds() -> dict[str, ConceptKind]:
    """The inventory of concepts by id."""
    return {
        key: ConceptKind(
            value=entry["value"],
            gloss=entry["gloss"],
            near=tuple(entry.get("near", ())),
            is_safety=bool(entry.get("safety")),
        )
        for key, entry in _read("concepts", "inventory.yaml").items()
    }


@lru_cache
def intent_groups() -> dict[str, str]:
    """Group of each intent: policy, offer, order, talk, hand_off, none."""
    return {key: entry["group"] for key, entry in _read("concepts", "intents.yaml").items()}
