"""Two products side by side: the attributes that were asked, else what both state."""

from collections.abc import Sequence

from farshore.catalog.public import Fact, Measure
from farshore.language.packs import concept_kinds
from farshore.support.answering.grounding.context import Scene, Target, fact_evidence
from farshore.support.answering.grounding.offers import now_minor, plain_money, price_in
from farshore.support.answering.grounding.sentences import claim_of
from farshore.support.answering.grounding.sizes import to_unit
from farshore.support.answering.records import (
    Claim,
    Evidence,
    Grounded,
    Label,
    Money,
    ProductName,
    Said,
    ScoredLabel,
    Slot,
    Words,
)

_COMPARED = (
    "dimensions",
    "capacity",
    "weight",
    "material",
    "battery_life",
    "power",
    "waterproof",
    "height",
    "length",
    "diameter",
    "load_capacity",
    "net_content",
)
_WINNERS = {
    "weight": ("compare_heavier", "compare_lighter"), "capacity": ("compare_larger", "compare_smaller"),
    "height": ("compare_larger", "compare_smaller"), "length": ("compare_larger", "compare_smaller"),
    "width": ("compare_larger", "compare_smaller"), "diameter": ("compare_larger", "compare_smaller"),
    "screen_size": ("compare_larger", "compare_smaller"),
}  # fmt: skip
_MOST = 4


def ground_compare(scene: Scene, targets: Sequence[Target], label: ScoredLabel, asked: Sequence[str]) -> Grounded:
    """Claims about two products; the winner where a number decides.

    Args:
        scene: the clause.
        targets: two products.
        label: what led here.
        asked: concepts and offer intents that the clause names.
    """
    wanted = [a for a in asked if a in concept_kinds()] or ([] if "price" in asked else list(_COMPARED))
    claims: list[Claim] = []
    for concept in wanted:
        pair = [_fact(t, concept) for t in targets[:2]]
        if all(p is None for p in pair) or (concept not in asked and any(p is None for p in pair)):
            continue
        claims += _pair_claims(targets, concept, pair)
        if len(claims) >= _MOST * 2:
            break
    if "price" in asked or not [a for a in asked if a in concept_kinds()]:
        claims += _prices(scene, targets)
    if not claims:
        missing = (
            Claim("not_stated", (("label", Label(asked[0])),))
            if asked and asked[0] in concept_kinds()
            else Claim("not_stated_general")
        )
        return Grounded(label.id, (missing,), "not_in_data", label.score, is_answer=False)
    return Grounded(label.id, tuple(claims), confidence=round(0.3 + 0.7 * label.score, 3))


def _fact(target: Target, concept: str) -> Fact | None:
    found = [f for f in target.product.drawn.facts if f.attribute == concept and f.scope is None]
    return max(found, key=lambda f: f.confidence, default=None)


def _pair_claims(targets: Sequence[Target], concept: str, pair: Sequence[Fact | None]) -> list[Claim]:
    claims: list[Claim] = []
    first, second = pair
    if (
        first is not None
        and second is not None
        and isinstance(first.value, Measure)
        and isinstance(second.value, Measure)
    ):
        winner = _winner(targets, concept, first, second)
        if winner is not None:
            claims.append(winner)
    for target, fact in zip(targets, pair, strict=False):
        if fact is None:
            claims.append(Claim("not_stated", (("label", Label(concept)),), (), target.product.record.title))
        else:
            claims.append(claim_of(target, fact, concept, target.product.record.title))
    return claims


def _winner(targets: Sequence[Target], concept: str, first: Fact, second: Fact) -> Claim | None:
    if concept not in _WINNERS or not isinstance(first.value, Measure) or not isinstance(second.value, Measure):
        return None
    if len(first.value.quantities) != 1 or len(second.value.quantities) != 1:
        return None
    one = first.value.quantities[0].low
    other = to_unit(second.value.quantities[0].low, second.value.unit, first.value.unit)
    if other is None:
        return None
    evidence: tuple[Evidence, ...] = tuple(
        fact_evidence(t, f, f.span.quote) for t, f in zip(targets, (first, second), strict=False)
    )
    if one == other:
        return Claim("compare_same", (("label", Label(concept)),), evidence)
    more, _ = _WINNERS[concept]
    title = targets[0 if one > other else 1].product.record.title
    return Claim(more, (("product", ProductName(title)),), evidence)


def _prices(scene: Scene, targets: Sequence[Target]) -> list[Claim]:
    claims: list[Claim] = []
    amounts: list[tuple[int, str, str]] = []
    for target in targets[:2]:
        price = price_in(target.chosen()[0].prices, scene.country or scene.shop.country) if target.chosen() else None
        if price is None:
            return []
        amount = now_minor(price, scene.at)
        text = plain_money(amount, price.currency)
        evidence = (Evidence(target.handle, "price", "price", text, text),)
        title = target.product.record.title
        slots: tuple[tuple[str, Slot], ...] = (("price", Money(amount, price.currency)),)
        claims.append(Claim("price", slots, evidence, title))
        amounts.append((amount, price.currency, title))
    if len(amounts) == 2 and amounts[0][1] == amounts[1][1] and amounts[0][0] != amounts[1][0]:
        cheaper = min(amounts)
        claims.insert(
            0,
            Claim(
                "compare_cheaper", (("product", ProductName(cheaper[2])),), tuple(e for c in claims for e in c.evidence)
            ),
        )
    return claims


def ground_versions(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """Versions of one product side by side ("24 or 28 cm"): what is said of each of the named ones."""
    title = target.product.record.title
    claims: list[Claim] = []
    for name, value in target.variants.said:
        variants = [v for v in target.product.record.variants if dict(v.options).get(name) == value]
        ids = {v.external_id for v in variants}
        shown: Slot = Words(value)
        seen: set[str] = set()
        for fact in target.product.drawn.facts:
            key = f"{fact.attribute}:{fact.value}"
            if fact.variant_external_id in ids and key not in seen:
                seen.add(key)
                own = claim_of(target, fact, None, title, names_variant=False)
                claims.append(Claim("scope_value", (("scope", shown), ("value", _inner(own))), own.evidence, title))
        price = price_in(variants[0].prices, scene.country or scene.shop.country) if variants else None
        if price is not None:
            amount = now_minor(price, scene.at)
            text = plain_money(amount, price.currency)
            evidence = (Evidence(target.handle, "price", "price", text, text),)
            claims.append(
                Claim("price_variant", (("variant", shown), ("price", Money(amount, price.currency))), evidence, title)
            )
    return Grounded(label.id, tuple(claims), None if claims else "not_in_data", label.score, is_answer=bool(claims))


def _inner(claim: Claim) -> Slot:
    """A fact's claim inside another: label and value."""
    slots = dict(claim.slots)
    if "value" not in slots:
        return Said("yes" if claim.key.startswith("yes") else "no")
    return Said("label_value", (("label", slots["label"]), ("value", slots["value"])))
