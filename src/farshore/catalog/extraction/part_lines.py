"""Lines about one part of a thing: "Lid: bamboo, wipe only", "Glass: dishwasher safe", "Jug: Tritan, 1.5 l"."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from farshore.catalog.extraction.care import care_pieces, draw_care
from farshore.catalog.extraction.lexicon import branches, lexicon, strings
from farshore.catalog.extraction.materials import draw_materials, names_material
from farshore.catalog.extraction.measures import draw_measures
from farshore.catalog.extraction.parts import Part, SentenceParts, sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.properties import draw_properties
from farshore.catalog.extraction.typed import named_axis, to_value
from farshore.catalog.listing.values import Fact, Measure, Text
from farshore.language.segment.fold import fold
from farshore.language.units.parse import find_measures

_BY_DIMENSION = {"volume": "capacity", "mass": "weight", "power": "power"}
_FEW_WORDS, _FEW_HAN = 5, 14
_SOON = 6


@cache
def _length_of() -> dict[str, str]:
    tree = branches(lexicon("labels")["part_lengths"])
    return {fold(part): concept for concept, listed in tree.items() for part in strings(listed)}


def draw_part(passage: Passage, part: str, label: str, place: tuple[int, int]) -> list[Fact]:
    """Draw what a line says of a part: its properties, care, measures and material.

    Args:
        passage: the text.
        part: the part as written; it becomes the scope.
        label: the label as written.
        place: where the value stands.
    """
    facts: list[Fact] = []
    for sentence in sentences_of(passage, *place):
        said = list(draw_properties(passage, sentence))
        facts += said
        for start, end in care_pieces(passage, sentence.start, sentence.end):
            if any(f.span.start < end and start < f.span.end for f in said):
                continue
            facts += _piece(passage, label, (start, end))
    if facts:
        return [
            fact if fact.attribute in _length_of().values() else replace(fact, scope=fact.scope or part)
            for fact in facts
        ]
    return [passage.fact(None, Text(passage.span(*place).quote), place, label=label, confidence=0.85)]


def _piece(passage: Passage, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    measured = _measure(passage, label, place)
    if measured is not None:
        yield measured
        return
    if care := draw_care(passage, *place):
        yield care
        return
    quote = passage.span(*place).quote
    is_short = len(quote.split()) <= _FEW_WORDS and (quote.isascii() or len(quote) <= _FEW_HAN)
    if is_short and names_material(fold(quote)):
        yield passage.fact("material", Text(quote), place, label=label, confidence=0.9)
        return
    yield from draw_measures(passage, sentence := SentenceParts(*place, (Part(*place),)))
    for hit in draw_materials(passage, sentence):
        yield replace(hit, attribute="material", scope=None, label=label)


def _measure(passage: Passage, label: str, place: tuple[int, int]) -> Fact | None:
    quote = passage.text[slice(*place)]
    found = find_measures(quote)
    if not found or (found[0].start > _SOON and not named_axis(fold(quote), found[0])):
        return None
    if found[0].dimension == "length":
        single = len(found[0].amounts) == 1
        axis = named_axis(fold(quote), found[0]) if single else None
        own = None if axis not in {None, "length"} else _length_of().get(fold(label).strip())
        concept = own or axis or "dimensions" if single else "dimensions"
    else:
        concept = _BY_DIMENSION.get(found[0].dimension, "")
    value = to_value(concept, label, quote) if concept else None
    if not isinstance(value, Measure):
        return None
    return passage.fact(concept, value, place, label=label, confidence=0.9)
