"""Text, lists and counts in prose: origin, what is included, care, certificates, closures… (phrases.yaml)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from farshore.catalog.extraction.care import draw_care
from farshore.catalog.extraction.lexicon import Tree, branches, lexicon, strings
from farshore.catalog.extraction.measures import is_about_people, other_thing_spans
from farshore.catalog.extraction.parts import Part, SentenceParts
from farshore.catalog.extraction.passage import Passage, has_any
from farshore.catalog.extraction.properties import is_hedged, is_negated
from farshore.catalog.extraction.typed import split_items
from farshore.catalog.listing.values import Fact, Measure, Quantity, Text, Value
from farshore.language.units.numbers import to_count

_LISTS = frozenset({"included", "certification"})
_LEADING = re.compile(r"(?:an?|the|our|its|your|one) (?=\w)", re.IGNORECASE)
_HAN_COUNTS = {"双": 2, "单": 1}
_DETERMINERS = frozenset({"a", "an", "several", "多"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a concept."""

    concept: str
    keys: tuple[str, ...]
    say: tuple[re.Pattern[str], ...]
    skip: re.Pattern[str] | None
    trades: frozenset[str]
    confidence: float
    flags: frozenset[str]
    """Set ones of: cased, several, sentence, count, age, negatable."""


@cache
def _phrases() -> tuple[Phrase, ...]:
    tree = branches(lexicon("phrases")["phrases"])
    return tuple(
        _phrase(concept, branches(entry)) for concept, listed in tree.items() for entry in cast("list[object]", listed)
    )


def _phrase(concept: str, fields: Tree) -> Phrase:
    skip = fields.get("skip")
    return Phrase(
        concept=concept,
        keys=strings(fields.get("keys")),
        say=tuple(re.compile(regex) for regex in strings(fields.get("say"))),
        skip=re.compile(str(skip)) if skip else None,
        trades=frozenset(strings(fields.get("trades"))),
        confidence=float(str(fields.get("confidence", 0.85))),
        flags=frozenset(
            name for name in ("cased", "several", "sentence", "count", "age", "negatable") if fields.get(name)
        ),
    )


@lru_cache(maxsize=4)
def _active(passage: Passage) -> tuple[Phrase, ...]:
    """The phrases that the passage's trade and words leave possible."""
    possible = [one for one in _phrases() if not one.trades or passage.trade in one.trades]
    return tuple(one for one in possible if has_any(passage.text if "cased" in one.flags else passage.folded, one.keys))


def draw_phrases(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    """Draw the text, list and count facts that one sentence states."""
    folded = passage.folded[sentence.start : sentence.end]
    if is_about_people(folded):
        return
    text = passage.text[sentence.start : sentence.end]
    others: tuple[tuple[int, int], ...] | None = None
    for one in _active(passage):
        subject = text if "cased" in one.flags else folded
        if not has_any(subject, one.keys) or ("sentence" in one.flags and passage.source == "title"):
            continue
        others = other_thing_spans(folded) if others is None else others
        found = [m for m in _matches(one, subject) if not any(s <= m.start() < e for s, e in others)]
        found = [m for m in found if _stands(passage, sentence, one, m)]
        if found:
            yield from _facts(passage, sentence, one, found)


def _matches(one: Phrase, subject: str) -> list[re.Match[str]]:
    for say in one.say:
        found = [match for match in say.finditer(subject) if match[0]]
        if found:
            return found if "several" in one.flags else found[:1]
    return []


def _stands(passage: Passage, sentence: SentenceParts, one: Phrase, match: re.Match[str]) -> bool:
    position = sentence.start + match.start()
    part = next((p for p in sentence.parts if p.start <= position < p.end), None)
    if part is None:
        return False
    if is_hedged(passage, Part(part.start, part.end)):
        return False
    return "negatable" not in one.flags or not is_negated(passage, sentence, part, position)


def _facts(passage: Passage, sentence: SentenceParts, one: Phrase, found: list[re.Match[str]]) -> Iterator[Fact]:
    offset = sentence.start
    if one.concept == "care":
        if care := draw_care(passage, sentence.start, sentence.end, confidence=one.confidence):
            yield care
        return
    if "sentence" in one.flags:
        place = (sentence.start, sentence.end)
        yield passage.fact(one.concept, Text(passage.span(*place).quote), place, confidence=one.confidence)
        return
    if "age" in one.flags:
        yield _age(passage, offset, one, found[0])
        return
    if "count" in one.flags:
        yield from _counts(passage, offset, one, found[0])
        return
    if "several" in one.flags:
        place = (offset + found[0].start(), offset + found[-1].end())
        items = tuple(dict.fromkeys(passage.text[offset + m.start() : offset + m.end()] for m in found))
        value = Text(", ".join(items), items)
        yield passage.fact(one.concept, value, place, confidence=one.confidence)
        return
    match = found[0]
    group = "v" if "v" in match.re.groupindex and match["v"] is not None else 0
    start, end = offset + match.start(group), offset + match.end(group)
    end -= len(match[group]) - len(match[group].rstrip(" .,;，、"))
    if one.skip and one.skip.search(passage.folded, start, min(end, start + 48)):
        return
    yield passage.fact(
        one.concept, _value(one, passage.span(start, end).quote), (start, end), confidence=one.confidence
    )


def _value(one: Phrase, quote: str) -> Value:
    if one.concept not in _LISTS:
        return Text(quote)
    quote = _LEADING.sub("", quote, count=1)
    return Text(quote, tuple(_LEADING.sub("", item, count=1) for item in split_items(quote)))


def _counts(passage: Passage, offset: int, one: Phrase, match: re.Match[str]) -> Iterator[Fact]:
    place = (offset + match.start(), offset + match.end())
    low = _number(match["n"])
    high = _number(match["m"]) if "m" in match.re.groupindex and match["m"] else None
    value: Value = Text(passage.span(*place).quote)
    if low is not None:
        value = Measure((Quantity(float(low), float(high) if high else None),), "pcs")
    elif one.concept != "pockets":
        return
    yield passage.fact(one.concept, value, place, confidence=one.confidence)


def _age(passage: Passage, offset: int, one: Phrase, match: re.Match[str]) -> Fact:
    """Ages without a unit are years: "ages 3 and up"."""
    high = match["m"] if "m" in match.re.groupindex else None
    quantity = Quantity(float(match["n"]), float(high) if high else None)
    value = Measure((quantity,), "year", None if high else "min")
    return passage.fact(one.concept, value, (offset + match.start(), offset + match.end()), confidence=one.confidence)


def _number(text: str) -> int | None:
    if text in _DETERMINERS:
        return 1 if text in {"a", "an"} else None
    if text.startswith("pair"):
        return 2
    return _HAN_COUNTS.get(text) or to_count(text.removeprefix("a "))
