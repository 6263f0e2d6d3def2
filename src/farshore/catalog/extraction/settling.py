"""What remains of all facts drawn: each statement once, the surest; hints yield to statements."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from farshore.catalog.listing.values import Fact, Measure, Text, YesNo
from farshore.language.segment.fold import fold
from farshore.language.units.table import units

_HINTS = ("title", "tag", "option")
_HINT_SURE = 0.5
_STATED_SURE = 0.8


def settle(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Keep each statement once, the surest; an implied no yields to an explicit statement."""
    best: dict[object, Fact] = {}
    for fact in facts:
        value: object = fact.value.holds if isinstance(fact.value, YesNo) else fact.value
        value = fold(fact.value.text) if isinstance(fact.value, Text) else value
        key = (
            fact.attribute,
            fact.label if fact.attribute is None else "",
            value,
            fact.scope,
            fact.variant_external_id,
        )
        known = best.get(key)
        if known is None or fact.confidence > known.confidence:
            best[key] = fact
    kept = [fact for fact in best.values() if not _is_covered(fact, best.values())]
    whole = {(f.attribute, f.value.holds) for f in kept if isinstance(f.value, YesNo) and f.scope is None}
    kept = [f for f in kept if not (f.scope and isinstance(f.value, YesNo) and (f.attribute, f.value.holds) in whole)]
    kept = _ranked(kept)
    explicit = {f.attribute for f in kept if isinstance(f.value, YesNo) and f.confidence >= 0.8}
    for fact in kept:
        is_implied = isinstance(fact.value, YesNo) and fact.confidence < 0.8 and not fact.label
        if not (is_implied and fact.attribute in explicit):
            yield fact


def _is_covered(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether another fact of the attribute stands on the same words of prose: the surer, the shorter one stays."""
    if fact.label or not isinstance(fact.value, Text):
        return False
    for other in others:
        if other is fact or other.attribute != fact.attribute or other.span.source != fact.span.source:
            continue
        if not isinstance(other.value, Text) or other.scope != fact.scope:
            continue
        overlaps = other.span.start < fact.span.end and fact.span.start < other.span.end
        mine = (fact.confidence, -len(fact.span.quote), -fact.span.start)
        if overlaps and mine < (other.confidence, -len(other.span.quote), -other.span.start):
            return True
    return False


def _ranked(facts: list[Fact]) -> list[Fact]:
    """Materials that title and tags hint at rank below stated ones; a shipping weight yields to a stated weight."""
    stated = {
        f.attribute for f in facts if f.span.source not in _HINTS and f.confidence >= _STATED_SURE and not f.scope
    }
    weighed = {
        f.variant_external_id for f in facts if f.attribute == "weight" and f.confidence >= _STATED_SURE and not f.scope
    }
    ranked: list[Fact] = []
    said: set[object] = set()
    for fact in sorted(facts, key=lambda f: -f.confidence):
        if fact.span.source.startswith("column:weight") and weighed & {None, fact.variant_external_id}:
            continue
        key = _same_measure(fact)
        if key is not None and key in said:
            continue
        said.add(key)
        ranked.append(fact)
    order = {id(fact): index for index, fact in enumerate(facts)}
    ranked.sort(key=lambda f: order[id(f)])
    return [_hinted(fact) if fact.attribute == "material" and "material" in stated else fact for fact in ranked]


def _hinted(fact: Fact) -> Fact:
    return replace(fact, confidence=min(fact.confidence, _HINT_SURE)) if fact.span.source in _HINTS else fact


def _same_measure(fact: Fact) -> object:
    """What a measure says in base units: 2.6 kg and 2600 g are one statement."""
    if not isinstance(fact.value, Measure) or fact.value.unit not in units():
        return None
    factor = units()[fact.value.unit].factor
    amounts = tuple(
        (f"{float(q.low * factor):.6g}", q.high and f"{float(q.high * factor):.6g}") for q in fact.value.quantities
    )
    dimension = units()[fact.value.unit].dimension
    return fact.attribute, dimension, amounts, fact.value.limit, fact.scope, fact.variant_external_id
