"""Draws everything from one product record: facts, size charts, sentences.

The order of steps: title, description (tables, labelled lines, prose), options, columns, tags, highlights, weights.
Each step yields facts with spans; the same statement twice is kept once, two different ones are both kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from farshore.catalog.extraction.charts import chart_of_table, chart_words
from farshore.catalog.extraction.lines import draw_line, draw_prose
from farshore.catalog.extraction.listed import (
    column_passages,
    draw_column,
    draw_options,
    option_passage,
    tag_passage,
    weight_facts,
)
from farshore.catalog.extraction.markup import Line, Structure, Table, describe_text
from farshore.catalog.extraction.parts import sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.settling import settle
from farshore.catalog.extraction.tables import Versions, draw_table, versions_of
from farshore.catalog.extraction.text_charts import find_text_charts
from farshore.catalog.extraction.trades import trade_of
from farshore.catalog.listing.records import ProductRecord
from farshore.catalog.listing.values import Drawn, Fact, Sentence, SizeChart
from farshore.language.segment.fold import fold

__all__ = ["describe_text", "draw"]

_CHART_NAME = re.compile(r"size.?(?:chart|guide|table)|尺码|尺寸表|größentabelle|サイズ表|guide des tailles")
_NEAR_CHARS = 90
_NEVER_WORN = frozenset(
    [
        "kitchen",
        "bottle",
        "lighting",
        "electronics",
        "home",
        "furniture",
        "food",
        "cosmetics",
        "textile",
        "candle",
        "outdoor",
    ]
)
"""Trades whose tables of sizes are no size charts, unless titled so."""
_CARRIED = frozenset(["bag", "other", "toy", "pet"])
_OF_BODIES_ALONE = frozenset(["inseam", "chest", "bust", "hand", "head", "wrist", "finger", "foot_length"])
_SPEC_AXES = frozenset(["weight", "height", "length", "other", "ring_diameter"])
"""Axes that things have as well: alone they make a chart only of what is worn."""


def draw(product: ProductRecord) -> Drawn:
    """Draw facts, charts and sentences from one product.

    Pure and repeatable. Private attributes are not looked at.

    Returns:
        Facts in the order of the texts; `texts` holds each text that a span points into, once.
    """
    trade = trade_of(product)
    texts: list[tuple[str, str]] = []
    facts: list[Fact] = []
    charts: list[SizeChart] = []
    title, _ = describe_text(product.title)
    heading = Passage("title", title.replace("\n", " "), trade)
    text, structure = describe_text(product.description)
    body = Passage("description", text, trade)
    facts += [replace(f, confidence=min(f.confidence, 0.75)) for f in _prose(heading)]
    described = [_described(body, structure, versions_of(product)), *_listed(product, trade)]
    for one in described:
        texts.append((one.passage.source, one.passage.text))
        facts += one.facts
        charts += one.charts
    sentences = tuple(
        Sentence(body.text[s.start : s.end], body.span(s.start, s.end), body.lang)
        for line in structure.lines
        for s in sentences_of(body, line.start, line.end)
    )
    named = tuple((source, kept) for source, kept in [(heading.source, heading.text), *texts] if kept)
    return Drawn(tuple(settle(_without_parcel(facts, product.source))), tuple(charts), sentences, named)


_PARCEL_SIDES = frozenset(["length", "width", "height"])


def _without_parcel(facts: Sequence[Fact], source: str) -> list[Fact]:
    """Facts without the weight and sides that a shop system ships by, where the listing states the thing's own."""
    own = {f.attribute for f in facts if f.scope is None and not _is_of_parcel(f, source)}
    if "dimensions" in own or own & _PARCEL_SIDES:
        own |= _PARCEL_SIDES
    return [f for f in facts if not (_is_of_parcel(f, source) and f.attribute in own)]


def _is_of_parcel(fact: Fact, source: str) -> bool:
    name = fact.span.source.removeprefix("column:").partition("@")[0]
    is_side = source == "woocommerce" and bool(re.fullmatch(r"(?:Weight|Length|Width|Height) \(\w+\)", name))
    return name == "weight" or is_side


@dataclass(frozen=True, slots=True)
class _Read:
    """What one text gave."""

    passage: Passage
    facts: list[Fact]
    charts: list[SizeChart] = field(default_factory=list[SizeChart])


def _listed(product: ProductRecord, trade: str) -> Iterator[_Read]:
    options, versions = option_passage(product, trade), versions_of(product)
    yield _Read(options, list(draw_options(options)))
    for passage, attribute in column_passages(product, trade):
        if _CHART_NAME.search(fold(attribute.name)):
            text, structure = describe_text(attribute.value)
            read = _described(Passage(passage.source, text, trade, passage.variant_external_id), structure, versions)
            if read.charts:
                yield read
                continue
        yield _Read(passage, draw_column(passage, attribute))
    tags = tag_passage(product, trade)
    found = [replace(f, confidence=min(f.confidence, 0.8)) for f in _prose(tags)]
    yield _Read(tags, found)
    for number, highlight in enumerate(product.highlights):
        text, structure = describe_text(highlight)
        yield _described(Passage(f"highlight:{number}", text, trade), structure, versions)
    for passage, fact in weight_facts(product):
        yield _Read(passage, [fact])


def _described(passage: Passage, structure: Structure, versions: Versions) -> _Read:
    """Tables first, then charts in plain lines, then the other lines."""
    read = _Read(passage, [])
    taken: list[tuple[int, int]] = []
    for table in structure.tables:
        drawn: list[Fact] = []
        chart = chart_of_table(passage, table, around=_around(passage, table))
        chart = chart if chart and _is_worn(chart, passage.trade) else None
        if chart:
            read.charts.append(chart)
        else:
            drawn = list(draw_table(passage, table, versions))
            read.facts.extend(drawn)
        if chart or drawn:
            taken.append((table.start, table.end))
    lines = [line for line in structure.lines if not any(s <= line.start < e for s, e in taken)]
    for found in find_text_charts(passage, lines):
        read.charts.append(found.chart)
        taken.append((found.start, found.end))
        taken += [(line.start, line.end) for line in lines if passage.text[line.start : line.end] == found.chart.title]
    for line in (piece for whole in lines for piece in _bracketed(passage, whole)):
        if not any(s <= line.start < e for s, e in taken):
            read.facts.extend(draw_line(passage, line, versions))
    return read


def _is_worn(chart: SizeChart, trade: str) -> bool:
    """Whether a table of sizes is a chart to choose a size by, not a list of what each version measures."""
    if chart.title and chart_words().title.search(fold(chart.title)):
        return True
    if any(column.axis in _OF_BODIES_ALONE for column in chart.columns):
        return True
    is_spec = all(column.axis in _SPEC_AXES for column in chart.columns)
    return trade not in _NEVER_WORN and not (is_spec and trade in _CARRIED)


def _bracketed(passage: Passage, line: Line) -> Iterator[Line]:
    """Cut a line with several 【headings】 before each of them."""
    starts = [line.start, *(m.start() for m in re.finditer("【", passage.text[line.start : line.end]))]
    starts = [starts[0], *(line.start + offset for offset in starts[1:] if offset > 0)]
    for start, end in zip(starts, [*starts[1:], line.end], strict=True):
        yield Line(start, end, line.kind, line.bold_end if start == line.start else None)


def _around(passage: Passage, table: Table) -> str:
    """The line before and the line after a table: they may name its unit."""
    before = passage.text[: max(table.start - 1, 0)].rsplit("\n", 1)[-1]
    after = passage.text[table.end + 1 :].split("\n", 1)[0]
    return " ".join(line for line in (before, after) if len(line) <= _NEAR_CHARS)


def _prose(passage: Passage) -> Iterator[Fact]:
    for sentence in sentences_of(passage, 0, len(passage.text)):
        yield from draw_prose(passage, sentence)
