"""Facts from what a listing states apart from its description: columns, options, tags, highlights, title, weights."""

import re
from collections.abc import Iterator
from dataclasses import replace

from farshore.catalog.extraction.labelled import draw_pair
from farshore.catalog.extraction.labels import Pair, find_meaning, inline_hits
from farshore.catalog.extraction.markup import describe_text
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.records import AttributeRecord, ProductRecord
from farshore.catalog.listing.values import Fact, Measure, Quantity, Span, Text

_DEFAULT_OPTIONS = frozenset({"default title", "default", "title", "默认", "-", ""})

_PARTED = frozenset(["material", "outer_material", "filling", "lining", "dimensions"])
_OPTION_CONCEPTS = {"coating": "color", "finish": "color", "dimensions": "sizes"}
"""What an option that varies means: a glaze or finish to choose is a colour."""


def column_passages(product: ProductRecord, trade: str) -> Iterator[tuple[Passage, AttributeRecord]]:
    """One passage for each public attribute of the product and its variants, named uniquely."""
    taken: set[str] = set()
    owners: list[tuple[AttributeRecord, str | None]] = [(a, None) for a in product.attributes]
    owners += [(a, v.external_id) for v in product.variants for a in v.attributes]
    shared = {(a.name, a.value) for a in product.attributes if a.is_public}
    for attribute, variant in owners:
        if not attribute.is_public or not attribute.value.strip():
            continue
        if variant is not None and (attribute.name, attribute.value) in shared:
            continue
        name = f"column:{attribute.name}" + (f"@{variant}" if variant is not None else "")
        unique = name
        while unique in taken:
            unique += "+"
        taken.add(unique)
        text, _ = describe_text(attribute.value)
        if text:
            yield Passage(unique, text, trade, variant), attribute


def draw_column(passage: Passage, attribute: AttributeRecord) -> list[Fact]:
    """Draw the facts of one named value; the span is the whole value."""
    label = attribute.name
    joined = Passage(passage.source, f"{label}: {passage.text}", passage.trade, passage.variant_external_id)
    offset = len(label) + 2
    inner = [hit for hit in inline_hits(joined.text, offset, len(joined.text)) if joined.text[hit[2] - 1] in ":： "]
    if inner and inner[0][0] == offset and find_meaning(label).concept in _PARTED:
        facts = [fact for pair in _inner_pairs(joined, inner) for fact in draw_pair(joined, pair)]
    else:
        facts = draw_pair(joined, Pair((0, len(label)), (offset, len(joined.text))))
    return [replace(f, span=_shifted(passage, f, offset)) for f in facts if f.span.start >= offset]


def _inner_pairs(joined: Passage, hits: list[tuple[int, int, int]]) -> Iterator[Pair]:
    """The labelled parts of one value: 面料：聚酯纤维100%；里料：棉100%."""
    ends = [hit[0] for hit in hits[1:]] + [len(joined.text)]
    for (start, end, value), stop in zip(hits, ends, strict=True):
        last = len(joined.text[:stop].rstrip(" ,，;；。、"))
        if last > value:
            yield Pair((start, end), (value, last))


def _shifted(passage: Passage, fact: Fact, offset: int) -> Span:
    return passage.span(fact.span.start - offset, fact.span.end - offset)


def option_passage(product: ProductRecord, trade: str) -> Passage:
    """The options and their values as lines "Colour: Sand, Ink"."""
    values: dict[str, dict[str, None]] = {}
    for variant in product.variants:
        for name, value in variant.options:
            if value.strip().lower() not in _DEFAULT_OPTIONS and name.strip():
                values.setdefault(name.strip(), {})[value.strip()] = None
    lines = [f"{name}: {', '.join(listed)}" for name, listed in values.items()]
    return Passage("option", "\n".join(lines), trade)


def draw_options(passage: Passage) -> Iterator[Fact]:
    """Draw each option as a list of the values that exist."""
    position = 0
    for line in passage.text.split("\n"):
        name, _, joined = line.partition(": ")
        if joined:
            place = (position + len(name) + 2, position + len(line))
            meaning = find_meaning(name)
            value = Text(joined, tuple(joined.split(", ")))
            concept = _OPTION_CONCEPTS.get(meaning.concept or "", meaning.concept)
            yield passage.fact(concept, value, place, label=name)
        position += len(line) + 1


def weight_facts(product: ProductRecord) -> Iterator[tuple[Passage, Fact]]:
    """The weights of the variants; one fact when they are all the same."""
    weights = {v.external_id: v.weight_g for v in product.variants if v.weight_g and v.weight_g > 0}
    if not weights:
        return
    is_one = len(set(weights.values())) == 1
    for variant, grams in list(weights.items())[: 1 if is_one else None]:
        owner = None if is_one else variant
        passage = Passage(
            "column:weight" + ("" if is_one else f"@{variant}"), f"{grams:g} g", variant_external_id=owner
        )
        value = Measure((Quantity(float(grams)),), "g")
        yield passage, passage.fact("weight", value, (0, len(passage.text)), label="weight", confidence=0.7)


def tag_passage(product: ProductRecord, trade: str) -> Passage:
    """The tags, one a line; "key:value" and "key_value" tags stay as they are."""
    tags = [re.sub(r"\s+", " ", tag).strip() for tag in product.tags]
    return Passage("tag", "\n".join(tag for tag in tags if tag), trade)
