"""Send each matter to the file that grounds it."""

from collections.abc import Sequence
from dataclasses import replace

from farshore.language.match import PhraseMatcher
from farshore.language.packs import concept_kinds, intent_groups, load_pack
from farshore.language.text import fold
from farshore.support.answering.grounding.attributes import MAYBE_POLICY, ground_concept, ground_said
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.extras import nearest_policy
from farshore.support.answering.grounding.offers import ground_options, ground_price, ground_stock
from farshore.support.answering.grounding.plugs import ground_plug
from farshore.support.answering.grounding.policies import ground_policy
from farshore.support.answering.grounding.said import said_facts
from farshore.support.answering.grounding.sentences import best_passage, claim_of, nearest_passages, quote_claim
from farshore.support.answering.grounding.sizes import ground_size
from farshore.support.answering.grounding.statements import state
from farshore.support.answering.linking import Link
from farshore.support.answering.records import Claim, Grounded, ProductName, Reason, ScoredLabel, Several

_REASONS: dict[str, Reason] = {"person": "wants_person", "injection": "injection", "abuse": "abuse"}
_MISSING_WORDS = {
    "coupon": ("coupon", "discount code", "voucher", "优惠码", "优惠券"),
    "wholesale": ("wholesale", "bulk", "b2b", "批发"),
    "restock": ("restock", "补货"),
    "physical_store": ("showroom", "store address", "门店", "实体店"),
    "reviews": ("reviews", "评价"),
}
_LEAST_SCORE = 0.2


def ground(scene: Scene, label: ScoredLabel, target: Target | None, link: Link) -> Grounded:
    """Claims for one matter; says what is missing when there is no evidence or no product."""
    group = intent_groups().get(label.id)
    if label.id in concept_kinds():
        if (
            label.id == "warranty_product"
            and target is not None
            and not any(f.attribute == label.id for f in target.product.drawn.facts)
        ):
            return ground_policy(scene, ScoredLabel("warranty", label.score, label.how), target)
        return (
            _unsure(scene, label, target) if label.score < _LEAST_SCORE else _with_product(scene, label, target, link)
        )
    if group == "policy":
        return _policy(scene, label, target)
    if group == "offer":
        return _with_product(scene, label, target, link)
    return _without_evidence(scene, label, group or "none", target)


def _policy(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    """Warranty and the like may also be stated by the product itself: that goes first."""
    if label.id == "warranty" and target is not None:
        own = [f for f in target.product.drawn.facts if f.attribute == "warranty_product"]
        if own:
            return Grounded(
                label.id, (claim_of(target, own[0], None, target.product.record.title),), confidence=label.score
            )
    if label.score < _LEAST_SCORE:
        return _unsure(scene, label, target)
    return ground_policy(scene, label, target)


_PASSAGE_FIRST = 0.45
_LEAST_WITH_EVIDENCE = 0.06
_LEAST_PROPERTY = 0.3
"""A yes to a question that was not asked is worse than a number too many."""


def ground_weak(scene: Scene, labels: Sequence[ScoredLabel], target: Target) -> Grounded:
    """A clause that no label fits well: the nearest sentence, or the likeliest concept stated; with a person.

    A shopper reads the fact and a person confirms it: better than silence, safer than a claim.
    """
    said = said_facts(scene, target)
    if said:
        return ground_said(target, said, labels[0] if labels else ScoredLabel("features", 0.5, "rule"))
    best = best_passage(scene, target, None)
    score = labels[0].score if labels else 0.0
    if best is not None and best[1] >= _PASSAGE_FIRST:
        return Grounded("quote", (quote_claim(target, best[0]),), "low_confidence", score)
    stated = {f.attribute for f in target.product.drawn.facts}
    for label in labels:
        is_property = label.id in concept_kinds() and concept_kinds()[label.id].value == "yesno"
        least = _LEAST_PROPERTY if is_property else _LEAST_WITH_EVIDENCE
        if label.id in stated and label.id in concept_kinds() and label.score >= least:
            grounded = ground_concept(scene, target, label)
            if grounded.is_answer:
                return replace(grounded, reason="low_confidence")
    return _unsure(scene, labels[0] if labels else ScoredLabel("out_of_scope", 0.0, "rule"), target)


def _unsure(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    """Nothing was understood well: the nearest sentence of the open product is quoted, a person answers."""
    claims: list[Claim] = []
    if target is not None:
        claims += [quote_claim(target, passage) for passage in nearest_passages(scene, target)]
    claims.append(Claim("not_stated_general"))
    return Grounded(label.id, tuple(claims), "low_confidence", label.score, is_answer=False)


def _without_product(scene: Scene, label: ScoredLabel, link: Link) -> Grounded:
    if label.id in MAYBE_POLICY and scene.shop.policies is not None:
        claims = nearest_policy(scene, scene.shop.policies)
        if claims:
            return Grounded(label.id, tuple(claims), None, label.score)
    if link.is_not_sold:
        return Grounded(label.id, (Claim("not_sold"),), None, label.score)
    return Grounded(label.id, (Claim("which_product"),), None, label.score, is_answer=False)


def _with_product(scene: Scene, label: ScoredLabel, target: Target | None, link: Link) -> Grounded:
    if target is None:
        return _without_product(scene, label, link)
    if label.id in concept_kinds():
        return ground_concept(scene, target, label)
    match label.id:
        case "price" | "discount":
            return ground_price(scene, target, label)
        case "stock":
            return ground_stock(scene, target, label, asks_count=_asks_count(scene))
        case "options":
            return ground_options(scene, target, label)
        case "size_advice":
            return ground_size(scene, target, label)
        case "plug_fit":
            return ground_plug(scene, target, label)
        case _:
            return _describe(scene, target, label, link)


def _asks_count(scene: Scene) -> bool:
    words = load_pack(scene.lang).words.get("how_much") or ()
    return bool(PhraseMatcher({"n": map(str, words)}, scene.lang).find(scene.clause.folded))


def _describe(scene: Scene, target: Target, label: ScoredLabel, link: Link) -> Grounded:
    """What a product is, in its surest facts; or which products there are."""
    del scene
    if len(link.numbers) > 1 and label.id == "recommend":
        names = Several((ProductName(target.product.record.title),))
        return Grounded(label.id, (Claim("similar", (("names", names),)),), confidence=label.score)
    facts = sorted((f for f in target.product.drawn.facts if f.attribute), key=lambda f: -f.confidence)
    seen: set[str] = set()
    claims: list[Claim] = []
    for fact in facts:
        if fact.attribute and fact.attribute not in seen and fact.scope is None and len(claims) < 5:
            seen.add(fact.attribute)
            claims.append(claim_of(target, fact, None, target.product.record.title))
    if not claims:
        return Grounded(
            label.id,
            (Claim("not_stated_general", about=target.product.record.title),),
            "not_in_data",
            label.score,
            is_answer=False,
        )
    return Grounded(label.id, tuple(claims), confidence=label.score)


def _without_evidence(scene: Scene, label: ScoredLabel, group: str, target: Target | None) -> Grounded:
    """Talk, hand-offs, orders, and what a shop's file never holds."""
    if label.score < (0.3 if "cue" in label.how else 0.55):
        return _unsure(scene, label, target)
    if label.id.startswith("complaint_") or label.id == "order_late":
        return Grounded(label.id, (), "complaint", label.score, is_answer=False)
    if group == "hand_off":
        claims = (Claim("injection"),) if label.id == "injection" else ()
        return Grounded(label.id, claims, _REASONS[label.id], label.score, is_answer=False)
    if group == "order":
        return Grounded(label.id, (), "order_data_needed", label.score, is_answer=False)
    if group == "talk":
        return Grounded(label.id, (Claim(label.id),), confidence=label.score)
    if label.id == "out_of_scope":
        return Grounded(label.id, (Claim("out_of_scope"),), None, label.score, is_answer=False)
    if label.id == "private_probe":
        return Grounded(label.id, (Claim("private"),), None, label.score)
    return _never_held(scene, label, target)


def _never_held(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    policies = scene.shop.policies
    words = _MISSING_WORDS.get(label.id, ())
    found = [t for t in (policies.extra if policies else ()) if any(w in fold(f"{t.path} {t.text}") for w in words)]
    if found:
        return Grounded(label.id, tuple(c for t in found[:2] for c in state(t, (), scene.lang)), confidence=label.score)
    nearby = nearest_policy(scene, policies) if policies is not None and not found else []
    if nearby and label.id not in {"restock", "out_of_scope"}:
        return Grounded(label.id, (*nearby, Claim("not_in_shop_file")), "not_in_data", label.score, is_answer=False)
    key = {"coupon": "coupon_unknown", "restock": "restock_unknown"}.get(label.id, "not_in_shop_file")
    claims: tuple[Claim, ...] = (Claim(key),)
    if label.id == "restock" and target is not None:
        stock = ground_stock(scene, target, label)
        claims = (*(stock.claims if stock.is_answer else ()), Claim(key))
    return Grounded(label.id, claims, "not_in_data", label.score, is_answer=False)
