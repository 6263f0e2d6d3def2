"""What one fact or one sentence of the seller's says, and which sentence answers a clause."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from farshore.catalog.public import Fact, Measure, Text, YesNo
from farshore.language.packs import concept_kinds, load_pack
from farshore.language.text import fold, tokens
from farshore.support.answering.grounding.context import Passage, Scene, Target, fact_evidence
from farshore.support.answering.labels import asking_words
from farshore.support.answering.records import (
    Claim,
    Evidence,
    Label,
    Several,
    Slot,
    Typed,
    Verbatim,
    Words,
)

_QUOTE_FROM = 0.12
_TIE = 0.04
_LEAD = 0.1
_SAID_WORDS = 0.25
_TELLING_CHARS = 4


def claim_of(
    target: Target, fact: Fact, concept: str | None = None, title: str | None = None, *, names_variant: bool = True
) -> Claim:
    """The claim that states one fact."""
    shown = fact.attribute or concept
    evidence = (fact_evidence(target, fact, _plain(fact)),)
    if isinstance(fact.value, YesNo) and shown and concept_kinds()[shown].value == "yesno":
        key = f"{'yes' if fact.value.holds else 'no'}:{shown}"
        slots: tuple[tuple[str, Slot], ...] = ()
        if fact.value.condition:
            slots = (("condition", Words(fact.value.condition, fact.lang)),)
        if fact.scope:
            slots = (*slots, ("scope", Words(fact.scope, fact.lang)))
        return Claim(key, slots, evidence, title)
    value: Slot = Typed(fact.value, fact.lang)
    if isinstance(fact.value, Measure) and fact.value.limit == "max" and shown == "load_capacity":
        value = Typed(replace(fact.value, limit=None), fact.lang)  # "carries up to" is in the phrase
    slots = (("value", value), ("label", Label(shown, fact.label)))
    if fact.scope:
        slots = (*slots, ("scope", Words(fact.scope, fact.lang)))
    if fact.variant_external_id and names_variant:
        variant = next((v for v in target.product.record.variants if v.external_id == fact.variant_external_id), None)
        if variant is not None and len(target.product.record.variants) > 1 and variant.options:
            slots = (*slots, ("variant", Several(tuple(Words(v) for _, v in variant.options))))
    return Claim(f"concept:{shown}" if shown else "label_value", slots, evidence, title)


def _plain(fact: Fact) -> str:
    """The value as evidence shows it, language-free where it can be."""
    match fact.value:
        case Measure():
            return (
                " × ".join(f"{q.low:g}" + (f"-{q.high:g}" if q.high is not None else "") for q in fact.value.quantities)
                + f" {fact.value.unit}"
            )
        case YesNo():
            return "yes" if fact.value.holds else "no"
        case Text():
            return fact.value.text


def quote_claim(target: Target, passage: Passage) -> Claim:
    """The seller's own sentence; an untyped fact is said as label and value."""
    if passage.fact is not None:
        return claim_of(target, passage.fact, None, target.product.record.title)
    span = passage.span
    evidence = Evidence(target.handle, "text", span.source, passage.text, span.quote, span.source, span.start, span.end)
    return Claim("quote", (("quote", Verbatim(passage.text)),), (evidence,), target.product.record.title)


def nearest_passages(scene: Scene, target: Target) -> list[Passage]:
    """One or two sentences that may hold the answer, quoted while a person is asked; none when nothing is near."""
    if scene.passages is None:
        return []
    passages, scores = scene.passages(target.product)
    if not len(passages) or float(scores.max()) < _QUOTE_FROM:
        return []
    order = [int(i) for i in np.argsort(-scores)[:2]]
    return [passages[i] for i in order if scores[i] >= scores[order[0]] - _TIE]


def best_passage(scene: Scene, target: Target, concept: str | None) -> tuple[Passage, float] | None:
    """The passage nearest in meaning to the clause (and to the concept's English name), with its score 0..1."""
    if scene.passages is None:
        return None
    passages, found = scene.passages(target.product)
    if not passages:
        return None
    scores = found.copy()
    if concept is not None:
        words = {w for w in fold(load_pack("en").concepts[concept].label).split() if len(w) > 3}
        for number, passage in enumerate(passages):
            if words & set(fold(passage.text).split()):
                scores[number] += 0.04
    scores = scores + _SAID_WORDS * _shared_words(scene, target, passages)
    best = int(scores.argmax())
    others = np.delete(scores, best)
    lead = float(scores[best]) - float(others.max()) if len(others) else 1.0
    # What answers stands out: a clear lead lifts a middling score, a tie lowers it.
    return passages[best], float(scores[best]) + min(0.15, 0.4 * lead) if lead >= _LEAD else float(scores[best]) * 0.7


def _shared_words(scene: Scene, target: Target, passages: Sequence[Passage]) -> NDArray[np.float32]:
    """Which share of the clause's telling words each passage has; a word of the name or of asking tells nothing.

    Between two sentences that mean much the same, the one with "diesel" in it answers "will it start a diesel?".
    """
    dull = asking_words(scene.lang) | {t.text for t in tokens(fold(target.product.record.title))}
    telling = [t.text for t in tokens(scene.clause.folded) if len(t.text) >= _TELLING_CHARS and t.text not in dull]
    if not telling:
        return np.zeros(len(passages), np.float32)
    folded = [[t.text for t in tokens(fold(p.text))] for p in passages]
    shares = [
        sum(any(w.startswith(word[: max(_TELLING_CHARS, len(word) - 2)]) for w in words) for word in telling)
        for words in folded
    ]
    return np.array(shares, np.float32) / np.float32(len(telling))
