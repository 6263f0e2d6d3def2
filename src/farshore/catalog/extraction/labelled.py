"""Facts from what has a label: "Material: wool", a column, a table row, an option."""

import re
from collections.abc import Iterator
from dataclasses import replace

from farshore.catalog.extraction.labels import Meaning, Pair, concept_by_value, find_meaning
from farshore.catalog.extraction.lexicon import concepts
from farshore.catalog.extraction.parts import sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.properties import draw_properties
from farshore.catalog.extraction.typed import to_value
from farshore.catalog.listing.values import Fact, Measure, Text, YesNo
from farshore.language.units.parse import find_measures

_EMPTY = re.compile(
    r"[\s\-–—/.]*$|(?i:n/?a|none|null|unknown|tbd|not specified|无|其他|其它|暂无|详见[^，。]*|see [^.]*)$"
)
_MAX_VALUE = 600
_LONG_VALUE = 60


def draw_pair(passage: Passage, pair: Pair, *, confidence: float = 1.0, is_known_only: bool = False) -> list[Fact]:
    """Draw the facts of one label and its value.

    Args:
        passage: the text that both stand in.
        pair: spans of label and value.
        confidence: of a value that fits its concept.
        is_known_only: an unknown label gives nothing (else a fact without a concept).
    """
    label = passage.text[slice(*pair.label)].strip(" :：*")
    value = passage.span(*pair.value)
    meaning = find_meaning(label)
    if meaning.is_ignored or not value.quote or len(value.quote) > _MAX_VALUE:
        return []
    if _EMPTY.match(value.quote) and not _is_yes_no(meaning):
        return []
    concept = concept_by_value(label, value.quote, meaning.concept, trade=passage.trade)
    if concept is None:
        if meaning.part:
            return _part_facts(passage, meaning.part, label, (value.start, value.end))
        fact = passage.fact(None, Text(value.quote), pair.value, label=label, confidence=0.9)
        return [] if is_known_only else [fact]
    end = _first_sentence(passage, value.start, value.end) if concepts()[concept].kind == "measure" else value.end
    facts = list(_known(passage, concept, label, (value.start, end)))
    sure = [replace(f, confidence=min(f.confidence, confidence)) for f in facts]
    return [replace(f, scope=f.scope or meaning.part) for f in sure]


def _first_sentence(passage: Passage, start: int, end: int) -> int:
    """Where the first sentence of a long value ends: the measure stands in it."""
    return sentences_of(passage, start, end)[0].end if end - start > _LONG_VALUE else end


def _is_yes_no(meaning: Meaning) -> bool:
    return meaning.concept is not None and concepts()[meaning.concept].kind in {"yesno", "measure"}


def _known(passage: Passage, concept: str, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    quote = passage.text[slice(*place)]
    value = to_value(concept, label, quote)
    kind = concepts()[concept].kind
    if kind == "yesno" and isinstance(value, Text):
        yield from _yes_no_in_words(passage, concept, label, place)
        return
    if concept == "assembly" and isinstance(value, YesNo) and re.search(r"免|无需|not|no ", quote.lower()):
        value = replace(value, holds=False)
    is_typed = kind != "measure" or isinstance(value, Measure)
    yield passage.fact(concept, value, place, label=label, confidence=1.0 if is_typed else 0.8)


def _yes_no_in_words(passage: Passage, concept: str, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """A yes/no label with words: read them as prose, or keep "waterproof: IPX7" as a yes with its condition."""
    drawn = [f for s in sentences_of(passage, *place) for f in draw_properties(passage, s) if f.attribute == concept]
    if drawn:
        yield from (replace(fact, label=label) for fact in drawn)
        return
    quote = passage.text[slice(*place)]
    rated = concept == "waterproof" and re.search(r"ip[x\d]\d|\d ?(?:m|atm|米|bar|mm)\b", quote.lower())
    has_part = concept in {"lid", "handle", "hood", "gift_box", "batteries_included"} and not find_measures(quote)
    if rated or has_part:
        yield passage.fact(concept, YesNo(holds=True, condition=quote), place, label=label, confidence=0.85)
        return
    yield passage.fact(concept, Text(quote), place, label=label, confidence=0.7)


def _part_facts(passage: Passage, part: str, label: str, place: tuple[int, int]) -> list[Fact]:
    """A part's line ("Lid: bamboo"): its material, or its measure."""
    quote = passage.text[slice(*place)]
    found = find_measures(quote)
    if found and found[0].dimension == "length":
        value = to_value("dimensions", label, quote)
        return [replace(passage.fact("dimensions", value, place, label=label, confidence=0.85), scope=part)]
    return [replace(passage.fact("material", Text(quote), place, label=label, confidence=0.8), scope=part)]
