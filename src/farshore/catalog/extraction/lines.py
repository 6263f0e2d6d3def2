"""Lines of a description: labelled statements, several in one line, and the prose between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from farshore.catalog.extraction.labelled import draw_pair
from farshore.catalog.extraction.labels import Meaning, Pair, find_meaning, inline_hits, split_pair
from farshore.catalog.extraction.lexicon import lexicon
from farshore.catalog.extraction.loose_labels import loose_meaning
from farshore.catalog.extraction.markup import Line
from farshore.catalog.extraction.materials import draw_materials
from farshore.catalog.extraction.measures import draw_measures
from farshore.catalog.extraction.parts import SentenceParts, sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.phrases import draw_phrases
from farshore.catalog.extraction.properties import draw_properties
from farshore.catalog.extraction.tables import Versions
from farshore.catalog.extraction.typed import split_items
from farshore.catalog.listing.values import Fact, Measure, Quantity, Text

_APART = frozenset(
    [
        "care",
        "usage",
        "storage",
        "compatibility",
        "ingredients",
        "included",
        "dimensions",
        "sizes",
        "instructions",
        "recipient",
        "warranty_product",
        "installation",
        "packaging",
        "certification",
    ]
)
"""Attributes whose values speak of other things' measures too."""
_LONG = frozenset(["care", "usage", "storage", "instructions", "features"])
"""Attributes whose labelled value may go on over the sentences of its line."""
_NOT_SIZES = frozenset(["weight", "load_capacity", "capacity", "power", "net_content"])
_ALLERGENS = re.compile(r"(?:may )?contain|allergen|allergy|可能含|过敏原|致敏")
_INNER = re.compile(r"[,;，；、|]\s*(?P<label>[^,;，；、|:：.。()（）]{1,30}?)\s*[:：]\s*(?=\S)")
_VALUE_CHARS, _VALUE_WORDS, _VALUE_HAN = 60, 7, 30
_LABEL_WORDS = 2
_CONTAINS = re.compile(r"contains?:? |含有?")
_EDGES = " \t\n,，;；。|/、.·"


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a label and its value begin."""

    start: int
    end: int
    value: int


def draw_line(passage: Passage, line: Line, versions: Versions) -> Iterator[Fact]:
    """Draw a line: each labelled statement, and what stands before, between and after them as prose."""
    sentences = sentences_of(passage, line.start, line.end)
    index = 0
    while index < len(sentences):
        sentence = _with_heading(passage, sentences, index)
        index += sentence is not sentences[index]
        if passage.text[sentence.end - 1] in "?？":
            index += 1
            continue
        pairs = _pairs(passage, line, sentence, versions)
        index += 1
        if not pairs:
            yield from draw_prose(passage, sentence)
            continue
        if sentence.start + 1 < pairs[0].label[0]:
            yield from _stretch(passage, sentence.start, pairs[0].label[0])
        if len(pairs) == 1:
            end = pairs[0].value[1]
            while index < len(sentences) and _goes_on(passage, line, (pairs[0], versions), sentences[index]):
                end = sentences[index].end
                index += 1
            pairs = [Pair(pairs[0].label, (pairs[0].value[0], _trimmed(passage.text, pairs[0].value[0], end)))]
        for pair in pairs:
            ids = _versions_of(passage.text, pair, versions)
            yield from _of_variants(passage, pair, ids) if ids else _pair(passage, pair)


def _with_heading(passage: Passage, sentences: tuple[SentenceParts, ...], index: int) -> SentenceParts:
    """A sentence; one that is only a 【heading】 together with the one that it heads."""
    this = sentences[index]
    text = passage.text[this.start : this.end].rstrip(":： ")
    if index + 1 == len(sentences) or not (text.startswith("【") and text.endswith("】")):
        return this
    following = sentences[index + 1]
    return SentenceParts(this.start, following.end, following.parts)


def draw_prose(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    """Draw what one sentence states without a label."""
    yield from draw_measures(passage, sentence)
    yield from draw_properties(passage, sentence)
    yield from draw_materials(passage, sentence, is_title=passage.source == "title")
    yield from draw_phrases(passage, sentence)


def _stretch(passage: Passage, start: int, end: int) -> Iterator[Fact]:
    for sentence in sentences_of(passage, start, end):
        yield from draw_prose(passage, sentence)


def _goes_on(passage: Passage, line: Line, last: tuple[Pair, Versions], following: SentenceParts) -> bool:
    """Whether the next sentence still belongs to a label at the start of the line."""
    pair, versions = last
    if pair.label[0] > line.start + 3 or _pairs(passage, line, following, versions):
        return False
    concept = find_meaning(passage.text[slice(*pair.label)]).concept
    is_allergen = bool(_ALLERGENS.match(passage.folded, following.start))
    return concept in _LONG or (concept == "ingredients" and is_allergen)


def _pair(passage: Passage, pair: Pair) -> Iterator[Fact]:
    labelled = draw_pair(passage, pair)
    yield from labelled
    if any(fact.attribute is not None for fact in labelled):
        yield from _beside(passage, pair.value, labelled)
        return
    yield from _stretch(passage, *pair.value)


def _versions_of(text: str, pair: Pair, versions: Versions) -> tuple[str, ...]:
    label = text[slice(*pair.label)].strip()
    return versions.named(label) or versions.ending(label)


def _of_variants(passage: Passage, pair: Pair, ids: tuple[str, ...]) -> Iterator[Fact]:
    """A line headed by an option's value ("Fig: contains linalool", "L: 85 x 65 x 20 cm") is of those variants."""
    facts: list[Fact] = []
    if match := _CONTAINS.match(passage.folded, *pair.value):
        quote = passage.span(match.end(), pair.value[1]).quote
        facts = [passage.fact("ingredients", Text(quote, split_items(quote)), pair.value, confidence=0.85)]
    else:
        facts = list(_stretch(passage, *pair.value))
    yield from (replace(fact, variant_external_id=one) for fact in facts for one in ids)


def _beside(passage: Passage, place: tuple[int, int], labelled: list[Fact]) -> Iterator[Fact]:
    """What a labelled value tells beside its own attribute: properties, and other facts unless it is set apart."""
    said = {fact.attribute for fact in labelled}
    scope = next((fact.scope for fact in labelled if fact.scope), None)
    for sentence in sentences_of(passage, *place):
        found = list(draw_properties(passage, sentence))
        if not said & _APART:
            found += draw_measures(passage, sentence)
            found += draw_phrases(passage, sentence)
        elif said & _APART == {"dimensions"}:
            found += [f for f in draw_measures(passage, sentence) if f.attribute in _NOT_SIZES]
        known = [fact.value.quantities for fact in labelled if isinstance(fact.value, Measure)]
        new = (
            f for f in found if not (isinstance(f.value, Measure) and _plain(f.value.quantities) in map(_plain, known))
        )
        yield from (replace(f, scope=f.scope or scope) for f in new if f.attribute not in said)


def _plain(quantities: tuple[Quantity, ...]) -> tuple[tuple[float, float | None], ...]:
    return tuple((q.low, q.high) for q in quantities)


def _pairs(passage: Passage, line: Line, sentence: SentenceParts, versions: Versions) -> list[Pair]:
    """The labelled statements of a sentence, in order."""
    heads = {head.start: head for head in _heads(passage, line, sentence, versions)}
    ordered = [heads[start] for start in sorted(heads)]
    pairs: list[Pair] = []
    for head, following in zip_longest(ordered, ordered[1:]):
        stop = _trimmed(passage.text, head.value, following.start if following else sentence.end)
        if stop > head.value:
            pairs.append(Pair((head.start, head.end), (head.value, stop)))
    return pairs


def _heads(passage: Passage, line: Line, sentence: SentenceParts, versions: Versions) -> Iterator[_Head]:
    text = passage.text
    bold = line.bold_end if sentence.start <= line.start + 3 else None
    first = split_pair(text, sentence.start, sentence.end, bold_end=bold)
    is_version = first is not None and bool(_versions_of(text, first, versions))
    if first and not is_version and not _stands(passage, line, sentence, first):
        first = None
    if first:
        yield _Head(*first.label, first.value[0])
    hits = inline_hits(text, sentence.start, sentence.end)
    hits = [hit for hit in hits if first or hit[0] == sentence.start or not _is_last_word(text, hit[0])]
    if len(hits) + (first is not None) > 1 or any(":" in text[h[1] : h[2]] or "：" in text[h[1] : h[2]] for h in hits):
        yield from (_Head(*hit) for hit in hits if first is None or hit[0] >= first.value[0])
    for match in _INNER.finditer(text, sentence.start, sentence.end):
        label = match["label"].strip()
        words = len(label.split())
        is_known = find_meaning(label) != Meaning() or loose_meaning(label) is not None
        if is_known or (first is not None and words <= _LABEL_WORDS and not text[match.end() - 1].isdigit()):
            yield _Head(*match.span("label"), match.end())


def _is_last_word(text: str, start: int) -> bool:
    """Whether a Latin label is only the last word of a phrase: "not vegan:"."""
    return text[start].isascii() and text[start - 1] == " " and text[start - 2 : start - 1].isalnum()


@cache
def _sentence_like() -> re.Pattern[str]:
    return re.compile(str(lexicon("labels")["no_label"]))


def _stands(passage: Passage, line: Line, sentence: SentenceParts, pair: Pair) -> bool:
    """Whether what stands before a colon is a label: a known one, or a short name of a short value."""
    label = passage.text[slice(*pair.label)].strip(" :：*")
    if find_meaning(label) != Meaning() or loose_meaning(label) is not None:
        return True
    if _sentence_like().match(label.lower()) or label.endswith(","):
        return False
    value = passage.text[slice(*pair.value)]
    is_brief = len(value.split()) <= _VALUE_WORDS if value.isascii() else len(value) <= _VALUE_HAN
    is_alone = is_brief and sentence.end >= line.end - 1 and sentence.start <= line.start + 3
    is_listed = line.kind in {"item", "cell"} or line.bold_end is not None
    return len(value) <= _VALUE_CHARS and is_alone and (is_listed or len(label.split()) <= _LABEL_WORDS)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return end
