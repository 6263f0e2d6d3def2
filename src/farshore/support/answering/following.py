"""What carries over: labels, products, countries and variant axes of earlier clauses and turns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from farshore.catalog.public import VariantRecord
from farshore.language.match import PhraseMatcher
from farshore.language.packs import load_pack
from farshore.support.answering.grounding.context import Target
from farshore.support.answering.records import ScoredLabel
from farshore.support.answering.variants import VariantLink


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


def has_word(words: Sequence[object] | None, folded: str, lang: str) -> bool:
    """Whether a folded text has one of a pack's words."""
    return bool(words) and bool(PhraseMatcher({"w": map(str, words or ())}, lang).find(folded))


def compares(folded: str, lang: str) -> bool:
    """Whether a clause has a comparing word ("taller", "the smaller one")."""
    words = load_pack(lang).words
    return any(has_word(words.get(key), folded, lang) for key in ("bigger", "smaller", "cheaper", "dearer"))
