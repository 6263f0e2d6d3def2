"""Draws everything from one product record: facts, size charts, sentences.

The order of steps: title, description (tables, labelled lines, prose), options, columns, tags, highlights, weights.
Each step yields facts with spans; the same statement twice is kept once, two different ones are both kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from farshore.catalog.extraction.labelled import draw_pair
from farshore.catalog.extraction.labels import split_pair, split_pairs
from farshore.catalog.extraction.listed import (
    column_passages,
    draw_column,
    draw_options,
    option_passage,
    tag_passage,
    weight_facts,
)
from farshore.catalog.extraction.markup import Line, Structure, describe_text
from farshore.catalog.extraction.materials import draw_materials
from farshore.catalog.extraction.measures import draw_measures
from farshore.catalog.extraction.parts import sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.phrases import draw_phrases
from farshore.catalog.extraction.properties import draw_properties
from farshore.catalog.extraction.trades import trade_of
from farshore.catalog.listing.records import ProductRecord
from farshore.catalog.listing.values import Drawn, Fact, Sentence, YesNo

__all__ = ["describe_text", "draw"]


def draw(product: ProductRecord) -> Drawn:
    """Draw facts, charts and sentences from one product.

    Pure and repeatable. Private attributes are not looked at.

    Returns:
        Facts in the order of the texts; `texts` holds each text that a span points into, once.
    """
    trade = trade_of(product)
    texts: list[tuple[str, str]] = []
    facts: list[Fact] = []
    title, _ = describe_text(product.title)
    heading = Passage("title", title.replace("\n", " "), trade)
    texts.append((heading.source, heading.text))
    facts += [replace(f, confidence=min(f.confidence, 0.75)) for f in _prose(heading, 0, len(heading.text))]
    text, structure = describe_text(product.description)
    body = Passage("description", text, trade)
    texts.append((body.source, body.text))
    facts += _described(body, structure)
    for passage, found in _listed(product, trade):
        texts.append((passage.source, passage.text))
        facts += found
    sentences = tuple(
        Sentence(body.text[s.start : s.end], body.span(s.start, s.end), body.lang)
        for line in structure.lines
        for s in sentences_of(body, line.start, line.end)
    )
    named = tuple((source, kept) for source, kept in texts if kept)
    return Drawn(tuple(_settled(facts)), (), sentences, named)


def _listed(product: ProductRecord, trade: str) -> Iterator[tuple[Passage, list[Fact]]]:
    options = option_passage(product, trade)
    yield options, list(draw_options(options))
    for passage, attribute in column_passages(product, trade):
        yield passage, draw_column(passage, attribute)
    tags = tag_passage(product, trade)
    yield tags, [replace(f, confidence=min(f.confidence, 0.8)) for f in _prose(tags, 0, len(tags.text))]
    for number, highlight in enumerate(product.highlights):
        text, structure = describe_text(highlight)
        passage = Passage(f"highlight:{number}", text, trade)
        yield passage, list(_described(passage, structure))
    for passage, fact in weight_facts(product):
        yield passage, [fact]


def _described(passage: Passage, structure: Structure) -> Iterator[Fact]:
    for line in structure.lines:
        yield from _line(passage, line)


def _line(passage: Passage, line: Line) -> Iterator[Fact]:
    """A labelled line gives its pair, and yes/no properties from its value; other lines are prose."""
    pairs = list(split_pairs(passage.text, line.start, line.end))
    single = split_pair(passage.text, line.start, line.end, bold_end=line.bold_end)
    if len(pairs) < 2:
        pairs = [single] if single else []
    labelled = [fact for pair in pairs for fact in draw_pair(passage, pair)]
    yield from labelled
    if labelled and labelled[0].attribute is not None:
        for pair in pairs:
            for sentence in sentences_of(passage, *pair.value):
                yield from draw_properties(passage, sentence)
        return
    yield from _prose(passage, line.start, line.end)


def _prose(passage: Passage, start: int, end: int) -> Iterator[Fact]:
    for sentence in sentences_of(passage, start, end):
        yield from draw_measures(passage, sentence.start, sentence.end)
        yield from draw_properties(passage, sentence)
        yield from draw_materials(passage, sentence, is_title=passage.source == "title")
        yield from draw_phrases(passage, sentence)


def _settled(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Keep each statement once, the surest; an implied no yields to an explicit statement."""
    best: dict[object, Fact] = {}
    for fact in facts:
        value = fact.value.holds if isinstance(fact.value, YesNo) else fact.value
        key = (fact.attribute, fact.label if fact.attribute is None else "", value, fact.scope, fact.variant_external_id)
        known = best.get(key)
        if known is None or fact.confidence > known.confidence:
            best[key] = fact
    explicit = {f.attribute for f in best.values() if isinstance(f.value, YesNo) and f.confidence >= 0.8}
    for fact in best.values():
        is_implied = isinstance(fact.value, YesNo) and fact.confidence < 0.8 and not fact.label
        if not (is_implied and fact.attribute in explicit):
            yield fact
