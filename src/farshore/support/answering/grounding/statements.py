"""Free text of policies to statements that can be said in any language; what none covers is quoted.

When the shopper reads the seller's language, the seller's own words are the best answer and are quoted whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from farshore.catalog.public import Measure, PolicyText, Quantity
from farshore.language.lexicon.rendering import render_words, source_language
from farshore.language.text import fold
from farshore.support.answering.records import Claim, Days, Evidence, Slot, Typed, Verbatim, Words

_SHORT_CHARS = 36
"""A note ("free label") is said in our words even to those who could read it; longer text is quoted."""


@dataclass(frozen=True, slots=True)
class _Statement:
    key: str
    patterns: tuple[re.Pattern[str], ...]
    forbidden: tuple[re.Pattern[str], ...]
    unless: frozenset[str]


@lru_cache
def _statements() -> dict[str, _Statement]:
    raw = yaml.safe_load(files("farshore.support.answering.grounding").joinpath("statements.yaml").read_text("utf-8"))
    return {
        key: _Statement(
            key,
            tuple(re.compile(p, re.IGNORECASE) for p in entry["any"]),
            tuple(re.compile(p, re.IGNORECASE) for p in entry.get("not", ())),
            frozenset(entry.get("unless", ())),
        )
        for key, entry in raw.items()
    }


def policy_evidence(text: PolicyText) -> Evidence:
    """Evidence of words in the policies."""
    return Evidence(None, "policy", text.path, text.text, text.text, "policies")


def text_language(text: str) -> str:
    """Language of a seller's policy text, as far as saying it needs: Chinese by its characters, else English."""
    return source_language(text, "en")


def state(text: PolicyText, keys: Iterable[str], lang: str) -> list[Claim]:
    """What a policy text says, in statements of these keys, else quoted.

    Args:
        text: words of the policies.
        keys: phrases that may be meant at this place, most telling first.
        lang: the shopper's language; the same as the text's: quoted whole.
    """
    evidence = (policy_evidence(text),)
    source = text_language(text.text)
    folded = fold(text.text)
    is_readable = source == lang or (source == "zh-Hans" and lang == "zh-Hant")
    if is_readable and len(text.text) > (_SHORT_CHARS if lang == "en" else _SHORT_CHARS // 3):
        return [Claim("quote", (("quote", Verbatim(text.text)),), evidence)]
    found: dict[str, Claim] = {}
    for key in keys:
        statement = _statements()[key]
        if statement.unless & set(found) or any(p.search(folded) for p in statement.forbidden):
            continue
        match = next((m for p in statement.patterns if (m := p.search(folded))), None)
        if match is not None:
            found[key] = Claim(key, _slots(match), evidence)
    if found:
        return list(found.values())
    rendered = render_words(text.text, source, lang)
    if rendered.is_whole:
        return [Claim("quote", (("quote", Words(text.text, source)),), evidence)]
    return [Claim("quote", (("quote", Verbatim(text.text)),), evidence)]


def holds(text: PolicyText, key: str) -> bool:
    """Whether a policy text makes one statement."""
    statement = _statements()[key]
    folded = fold(text.text)
    return any(p.search(folded) for p in statement.patterns) and not any(p.search(folded) for p in statement.forbidden)


def _slots(match: re.Match[str]) -> tuple[tuple[str, Slot], ...]:
    groups = match.groupdict()
    if groups.get("n") is None:
        return ()
    count = int(groups["n"][:9])
    if groups.get("unit"):
        return (("duration", Typed(Measure((Quantity(count),), "h"))),)
    is_business = bool(groups.get("kind")) and any(w in groups["kind"] for w in ("business", "working", "工作"))
    return (("days", Days(count, None, "business" if is_business else "unsaid")),)
