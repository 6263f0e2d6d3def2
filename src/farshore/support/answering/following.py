"""What carries over: labels, products, countries and variant axes of earlier clauses and turns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from farshore.catalog.public import VariantRecord
from farshore.language.match import PhraseMatcher, has_word
from farshore.language.packs import load_pack
from farshore.language.units.parse import find_measures
from farshore.support.answering.grounding.context import Target
from farshore.support.answering.linking import Link
from farshore.support.answering.records import Clause, ScoredLabel
from farshore.support.answering.variants import VariantLink, link_variants

MOST_PRODUCTS = 3
WEAK = 0.45
"""Below this, options named in a clause say more of what is meant ("the blue one in M") than its label."""


@dataclass(slots=True)
class Memory:
    """What earlier turns were about."""

    products: tuple[int, ...] = ()
    """Latest first."""
    labels: list[ScoredLabel] = field(default_factory=list[ScoredLabel])
    country: str | None = None
    texts: tuple[str, ...] = ()
    """Earlier turns, latest first: their options fill the axes that a follow-up leaves open."""


def inherited(labels: Sequence[ScoredLabel]) -> list[ScoredLabel]:
    """Labels of the matter before, a little less sure."""
    return [replace(label, how="inherited", score=max(0.6, label.score * 0.9)) for label in labels[:2]]


def filled_in(target: Target, before: Sequence[VariantLink], folded: str, lang: str) -> Target:
    """The target with axes taken from earlier turns: after "is the 24 cm in slate there?", "and the 28?" is slate too.

    Args:
        target: product and what the clause itself names.
        before: what earlier turns named of this product, latest first.
        folded: the clause.
        lang: the shopper's language.
    """
    earlier = next((link for link in before if link.said), None)
    if earlier is None:
        return target
    stepped = _stepped(target, earlier, folded, lang)
    if stepped is not None:
        return replace(target, variants=stepped)
    named = {name for name, _ in target.variants.said}
    wanted = [pair for pair in earlier.said if pair[0] not in named]
    return replace(target, variants=_narrowed(target, [*target.variants.said, *wanted]))


def _narrowed(target: Target, said: Sequence[tuple[str, str]]) -> VariantLink:
    fitting = [v for v in target.product.record.variants if _fits(v, said)]
    return replace(target.variants, variants=tuple(fitting), said=tuple(said)) if fitting else target.variants


def _fits(variant: VariantRecord, said: Sequence[tuple[str, str]]) -> bool:
    options: Mapping[str, str] = dict(variant.options)
    wanted: dict[str, set[str]] = {}
    for name, value in said:
        wanted.setdefault(name, set()).add(value)
    return all(options.get(name) in values for name, values in wanted.items())


def _stepped(target: Target, earlier: VariantLink, folded: str, lang: str) -> VariantLink | None:
    """For "the bigger one": the next value on the axis that the earlier turn named, in the seller's order."""
    words = load_pack(lang).words
    is_bigger = has_word(words.get("bigger"), folded, lang)
    if is_bigger == has_word(words.get("smaller"), folded, lang) or target.variants.said:
        return None
    for name, value in earlier.said:
        values = list(
            dict.fromkeys(v for variant in target.product.record.variants for n, v in variant.options if n == name)
        )
        place = values.index(value) + (1 if is_bigger else -1) if value in values else -1
        if len(values) > 1 and 0 <= place < len(values):
            others = [pair for pair in earlier.said if pair[0] != name]
            return _narrowed(target, [(name, values[place]), *others])
    return None


@cache
def _comparing(lang: str) -> PhraseMatcher:
    listed: Mapping[str, Sequence[str]] = load_pack(lang).words.get("compared") or {}
    return PhraseMatcher({key: map(str, words) for key, words in listed.items()}, lang)


def compared(folded: str, lang: str) -> list[str]:
    """What a clause compares by its comparing words: weight of "which is lighter?", price of "the cheaper one"."""
    return list(dict.fromkeys(match.label for match in _comparing(lang).find(folded)))


def compares(folded: str, lang: str) -> bool:
    """Whether a clause has a comparing word ("taller", "the smaller one")."""
    words = load_pack(lang).words
    keys = ("bigger", "smaller", "cheaper", "dearer")
    return any(has_word(words.get(key), folded, lang) for key in keys) or bool(compared(folded, lang))


_PAIR = 2


def of_each(link: Link, earlier: Link, named: Sequence[int]) -> Link:
    """A clause that names no product after two were named speaks of both."""
    if link.how not in {"before", "none", "only"}:
        return link
    if earlier.is_several or (earlier.is_explicit and len(earlier.numbers) == _PAIR):
        return earlier
    several = list(dict.fromkeys(named))
    return Link(several[:MOST_PRODUCTS], "before", 0.7, is_several=True) if len(several) > 1 else link


_OF_VERSIONS = frozenset({"size_advice", "options", "sizes", "color", "width", "length", "height", "dimensions"})
_STOCK_MEANT = 0.15


def asks_for_version(clause: Clause, target: Target, memory: Memory, lang: str) -> bool:
    """Whether stock is meant: "and the 30 mm, have you got it?", or after "24 in slate?", which no label fits."""
    own = next((s.score for s in clause.labels[:3] if s.id == "stock"), 0.0)
    if target.variants.said and own >= _STOCK_MEANT:
        return True
    first = clause.labels[0].id if clause.labels else None
    if first == "size_advice" and find_measures(clause.folded) and not target.variants.said:
        return False
    before = memory.labels[0] if memory.labels else None
    if before is not None and ("cue" in before.how or (before.score >= WEAK and before.id not in _OF_VERSIONS)):
        return False
    return any(link_variants(text, target.product, lang).said for text in memory.texts)
