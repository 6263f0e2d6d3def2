"""Measures in prose: which concept a number with a unit belongs to, by the words around it (measures.yaml)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from farshore.catalog.extraction.lexicon import Tree, branches, lexicon, pattern, strings
from farshore.catalog.extraction.parts import SentenceParts, sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.typed import axis_of, join_axes, to_measure
from farshore.catalog.listing.values import Fact, Measure, Quantity, Text, Value, YesNo
from farshore.language.units.parse import FoundMeasure, find_measures

_AFTER_CHARS = 44
_LOCAL_CHARS = 12
_PART_CHARS = 40
_FLAGS = ("alone", "bare", "compound", "as_text", "as_yes", "both", "local")
_PART_CUT = re.compile(r"[,;，；。、(]|\s[–—-]\s|\band\b(?!/)")
_OF_PARTS = frozenset(["weight", "power", "voltage", "dimensions"])
_REPEATED = frozenset(["battery_life", "noise_level", "capacity", "light_output", "burn_time"])
_AND_AGAIN = re.compile(
    r" ?(?:(?:on|at|in) [a-z -]{3,22}|\([^)]{1,20}\))(?:,| and| or)[a-z ,]{0,14}"
    r"|[^;.,，。；\d]{0,4}(?:，|、|和|或)[^;.,，。；\d仓盒]{0,6}(?:档|挡|模式)"
)
_STOPS = re.compile(r"\s*(?:[,;.，。；)]|$)")
_MOST = re.compile(r"(?<![a-z])max|limit|最大|最高|限重")
_PART_END = re.compile(r"[,;，；。(]|\.(?=\s|$)")
_ALTERNATIVE = re.compile(r"\s*[(/|=≈]\s*(?:approx\.?|about|约|ca\.?)?\s*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """When a measure belongs to a concept."""

    concept: str
    dimensions: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    trades: frozenset[str]
    unless_trades: frozenset[str]
    units: frozenset[str]
    flags: frozenset[str]
    """Set ones of: bare, compound, as_text, as_yes, both, local."""
    minimum: float


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    by_dimension: dict[str, list[Rule]] = {}
    for entry in cast("list[object]", lexicon("measures")["rules"]):
        rule = _rule(branches(entry))
        for dimension in rule.dimensions:
            by_dimension.setdefault(dimension, []).append(rule)
    return {dimension: tuple(rules) for dimension, rules in by_dimension.items()}


def _rule(fields: Tree) -> Rule:
    names = {"mass_oz": "mass", "energy_wh": "energy"}
    return Rule(
        concept=str(fields["concept"]),
        dimensions=frozenset(names.get(d, d) for d in strings(fields["dimension"])),
        before=pattern(fields.get("before")),
        after=pattern(fields.get("after")),
        unless=pattern(fields.get("unless")),
        trades=frozenset(strings(fields.get("trades"))),
        unless_trades=frozenset(strings(fields.get("unless_trades"))),
        units=frozenset(strings(fields.get("units"))) or _OZ.get(str(fields["dimension"]), frozenset()),
        flags=frozenset(name for name in _FLAGS if fields.get(name)),
        minimum=float(str(fields.get("minimum", "-inf"))),
    )


_OZ = {"['volume', 'mass_oz']": frozenset({"ml", "cl", "l", "fl_oz", "pt", "qt", "gal", "cup", "oz"})}


@cache
def _skips() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tree = lexicon("measures")
    return re.compile(str(tree["skip_sentence"])), re.compile(str(tree["other_thing"]))


@cache
def _other_after() -> re.Pattern[str]:
    # `Pattern.match(text, position)` lets "^" match only at a text's own start, so it is left out.
    return re.compile(str(lexicon("measures")["other_after"]).replace("^", ""))


@lru_cache(maxsize=8)
def is_about_people(sentence: str) -> bool:
    """Whether a folded sentence tells of the model in the picture, a reviewer, a customer."""
    return bool(_skips()[0].search(sentence))


@lru_cache(maxsize=8)
def other_thing_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Where a folded sentence speaks of another product, an offer or what is not included."""
    spans: list[tuple[int, int]] = []
    for match in _skips()[1].finditer(folded):
        stop = _PART_END.search(folded, match.end())
        start = max((folded.rfind(mark, 0, match.start()) for mark in ",;，；。("), default=-1) + 1
        is_after = re.match(r"(?:sold|not inc|另|不)", match[0])
        spans.append((start if is_after else match.start(), stop.start() if stop else len(folded)))
    return tuple(spans)


@cache
def _excludes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tree = lexicon("measures")
    return re.compile(str(tree["excluded"])), re.compile(str(tree["excluded_under"]))


def is_excluded(passage: Passage, sentence: SentenceParts, position: int) -> bool:
    """Whether the part of the sentence at `position` tells what the thing is not for: another voltage, model, age."""
    part = next((p for p in sentence.parts if p.start <= position < p.end), None)
    return part is not None and _excludes()[0].search(passage.folded, part.start, part.end) is not None


def draw_measures(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    """Draw the measures of one sentence that a rule gives to a concept."""
    start, end = sentence.start, sentence.end
    folded = passage.folded[start:end]
    measures = find_measures(passage.text[start:end])
    if not measures or is_about_people(folded):
        return
    others = other_thing_spans(folded)
    found = join_axes(folded, measures, least=3)
    before: tuple[FoundMeasure, Rule] | None = None
    for index, measure in enumerate(found):
        floor = found[index - 1].end if index else 0
        ceiling = found[index + 1].start if index + 1 < len(found) else len(folded)
        if index and _ALTERNATIVE.fullmatch(folded[floor : measure.start]):
            continue
        if any(begin <= measure.start < stop for begin, stop in others) or _other_after().match(folded, measure.end):
            continue
        window = _Window(folded, floor, ceiling, passage.trade)
        chosen = _choose(measure, window) or _same_again(folded, before, measure)
        if chosen:
            rule, confidence = chosen
            before = (measure, rule)
            if not is_excluded(passage, sentence, start + measure.start):
                yield from _facts(passage, rule, measure, (start, end, confidence))
            elif rule.concept == "age_range":
                yield from _too_young(passage, measure, start)


def _same_again(
    folded: str, before: tuple[FoundMeasure, Rule] | None, measure: FoundMeasure
) -> tuple[Rule, float] | None:
    """What the measure before states, when this one is joined to it: "8 hours on high and up to 60 hours on low"."""
    if before is None or before[0].unit != measure.unit or before[1].concept not in _REPEATED:
        return None
    return (before[1], 0.75) if _AND_AGAIN.fullmatch(folded, before[0].end, measure.start) else None


def _too_young(passage: Passage, measure: FoundMeasure, start: int) -> Iterator[Fact]:
    """Draw from which age it is for out of "not suitable for children under 3 years"."""
    near = passage.folded[max(0, start + measure.start - 12) : start + measure.end + 4]
    if _excludes()[1].search(near):
        place = (start + measure.start, start + measure.end)
        value = Measure((Quantity(measure.amounts[0].low),), measure.unit, "min")
        yield passage.fact("age_range", value, place, confidence=0.85)


@dataclass(frozen=True, slots=True)
class _Window:
    """The sentence, and how far the words around a measure are its own."""

    folded: str
    floor: int
    ceiling: int
    trade: str

    def before(self, measure: FoundMeasure) -> str:
        return self.folded[self.floor : measure.start]

    def near(self, measure: FoundMeasure) -> str:
        """The words before it in its part of the sentence."""
        text = self.before(measure)
        cuts = [match.end() for match in _PART_CUT.finditer(text)]
        return text[cuts[-1] :] if cuts else text

    def after(self, measure: FoundMeasure) -> str:
        return self.folded[measure.end : min(self.ceiling, measure.end + _AFTER_CHARS)]


def _choose(measure: FoundMeasure, window: _Window) -> tuple[Rule, float] | None:
    rules = [rule for rule in _rules().get(measure.dimension, ()) if _may(rule, measure, window)]
    if len(measure.amounts) > 1:
        return _choose_compound(rules, measure, window)
    near, after, far = window.near(measure), window.after(measure), window.before(measure)
    for rule in rules:
        if "compound" in rule.flags:
            continue
        if _cued(rule, near, after) or ("alone" in rule.flags and not near.strip() and _STOPS.match(after)):
            return rule, 0.9
    for rule in rules:
        if far != near and rule.before and "both" not in rule.flags and rule.before.search(far):
            return rule, 0.75
    bare = next((rule for rule in rules if "bare" in rule.flags and "compound" not in rule.flags), None)
    axis = next((amount.axis for amount in measure.amounts), None)
    named = next((rule for rule in rules if axis and rule.concept == axis), bare)
    return (named, 0.8) if named else None


def _choose_compound(rules: list[Rule], measure: FoundMeasure, window: _Window) -> tuple[Rule, float] | None:
    near, after = window.near(measure), window.after(measure)
    for rule in rules:
        if rule.concept in {"folded_size", "compatibility", "screen_size"} and _cued(rule, near, after):
            return rule, 0.9
    return next(((rule, 0.9) for rule in rules if "compound" in rule.flags), None)


def _cued(rule: Rule, near: str, after: str) -> bool:
    before_hit = bool(rule.before and rule.before.search(near))
    after_hit = bool(rule.after and rule.after.match(after))
    return (before_hit and after_hit) if "both" in rule.flags else (before_hit or after_hit)


def _may(rule: Rule, measure: FoundMeasure, window: _Window) -> bool:
    if rule.trades and window.trade not in rule.trades:
        return False
    if window.trade in rule.unless_trades or (rule.units and measure.unit not in rule.units):
        return False
    if measure.amounts[0].low < rule.minimum:
        return False
    where = window.near(measure) + window.after(measure)[:_LOCAL_CHARS] if "local" in rule.flags else window.folded
    return not (rule.unless and rule.unless.search(where))


def _facts(passage: Passage, rule: Rule, measure: FoundMeasure, place: tuple[int, int, float]) -> Iterator[Fact]:
    start, end, confidence = place
    span = (start + measure.start, start + measure.end)
    concept = rule.concept
    if concept == "temperature_care":
        return
    if concept in {"waterproof_depth", "water_rating"}:
        yield passage.fact("water_resistance", Text(passage.span(*span).quote), span, confidence=confidence)
        return
    value: Value
    if "as_text" in rule.flags:
        span = _part_of(passage, (start, end), span)
        value = Text(passage.span(*span).quote)
    elif "as_yes" in rule.flags:
        value = YesNo(holds=True, condition=passage.span(*span).quote)
        span = (start, end)
    else:
        if concept == "capacity" and measure.unit == "oz":
            measure = replace(measure, unit="fl_oz")
        value = to_measure(measure, axis_of(concept))
        if concept == "load_capacity" and value.limit is None and _MOST.search(passage.folded, start, span[0]):
            value = replace(value, limit="max")
    fact = passage.fact(concept, value, span, confidence=confidence)
    is_of_part = axis_of(concept) or concept in _OF_PARTS
    yield replace(fact, scope=_part_before(passage, start, span[0])) if is_of_part else fact


def _part_of(passage: Passage, sentence: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """The part of a sentence that a measure stands in, without its full stop."""
    parts = [part for one in sentences_of(passage, *sentence) for part in one.parts]
    return next(((p.start, p.end) for p in parts if p.start <= span[0] and span[1] <= p.end), sentence)


def _part_before(passage: Passage, start: int, end: int) -> str | None:
    """The part that a measure is of, when one is named right before it: "blade length 23 cm", 刀刃长23厘米."""
    begin = max(start, end - _PART_CHARS)
    match = _part_pattern().search(passage.folded[begin:end])
    if match is None:
        return None
    group = 1 if match[1] else 2
    return passage.text[begin + match.start(group) : begin + match.end(group)]


@cache
def _part_pattern() -> re.Pattern[str]:
    return re.compile(str(lexicon("measures")["part_before"]))
