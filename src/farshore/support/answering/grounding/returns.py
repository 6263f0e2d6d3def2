"""Sending goods back: windows, costs, states, what is barred, faulty goods."""

from collections.abc import Sequence

import numpy as np

from farshore.catalog.public import CountryReturns, PolicyText, ShopPolicies
from farshore.language.lexicon import recogniser
from farshore.language.text import fold, is_spaceless
from farshore.support.answering.clauses import pieces
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.shipping import names_product
from farshore.support.answering.grounding.statements import policy_evidence, state
from farshore.support.answering.grounding.wordings import MOST_COUNTRIES, is_chinese, place, say_text
from farshore.support.answering.records import (
    Claim,
    Country,
    Days,
    Said,
    Several,
    Slot,
    Words,
)

_CONDITIONS = (
    "condition_unused",
    "condition_original_packaging",
    "condition_tags",
    "condition_unwashed",
    "condition_complete",
)

_FAULTY = ("faulty_report_days", "faulty_we_pay", "faulty_person")


_MADE_TO_ORDER = (
    "personal",
    "custom",
    "engrav",
    "monogram",
    "made to order",
    "made-to-order",
    "bespoke",
    "定制",
    "刻字",
    "定做",
)
"""Words for goods made for one person: a rule about them means products that are called so."""


def returns_in(policies: ShopPolicies, country: str | None) -> list[CountryReturns]:
    """Rules of a country: its own, else of its region, else everywhere else's; all when no country is known."""
    if country is None:
        return list(policies.returns)
    own = [r for r in policies.returns if r.country == country or country in r.countries]
    return own or [r for r in policies.returns if r.country == "*"]


def excluded(policies: ShopPolicies, target: Target | None) -> PolicyText | None:
    """The line that says that this product cannot be returned."""
    if target is None:
        return None
    return next((t for t in policies.not_returnable if _names_wholly(t.text, target)), None)


def _names_wholly(item: str, target: Target) -> bool:
    """Whether "earrings" or a handle names the product; "opened cosmetics" are about a state."""
    folded = fold(item)
    if any(word in folded for word in _MADE_TO_ORDER):
        record = target.product.record
        own = fold(" ".join([record.handle, record.title, record.kind, *record.tags]))
        return any(word in own for word in _MADE_TO_ORDER)
    if any(
        word in folded for word in ("opened", "used", "worn", "sale", "lit", "washed", "拆", "开封", "特价", "使用过")
    ):
        return False
    return names_product(item, target)


def return_window(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """How long goods can be sent back, or that these cannot."""
    barred = excluded(policies, target)
    if barred is not None:
        return [
            Claim(
                "this_not_returnable",
                (("quote", Words(barred.text)),),
                (policy_evidence(barred),),
                target.product.record.title if target else None,
            )
        ]
    claims: list[Claim] = _exclusion_claims(_named_exclusions(scene, policies))
    rules = returns_in(policies, scene.country)
    if claims and len({r.days for r in rules}) > 1:
        return claims
    alike = {(r.days, r.day_kind) for r in rules}
    for rule in rules[: 1 if len(alike) == 1 else MOST_COUNTRIES]:
        claims += _window_claims(scene, policies, rule, is_single=len(alike) == 1)
    if len(rules) == 1 or len({r.return_shipping.text if r.return_shipping else "" for r in rules}) == 1:
        claims += say_text(
            rules[0].return_shipping if rules else None, ("return_customer_pays", "return_free"), scene.lang
        )
    return claims


def _window_claims(scene: Scene, policies: ShopPolicies, rule: CountryReturns, *, is_single: bool) -> list[Claim]:
    evidence = tuple(policy_evidence(t) for t in rule.evidence[:2])
    place: Slot = (
        Country(rule.country) if rule.country not in {"*", ""} and len(rule.country) == 2 else Words(rule.country)
    )
    if rule.days is None:
        return [c for t in rule.evidence[:1] for c in state(t, (), scene.lang)]
    if rule.days == 0:
        shown: Slot = place if rule.country != "*" else Country(scene.country or "")
        return [Claim("return_none", (("country", shown),), evidence)]
    days = Days(rule.days, None, rule.day_kind)
    if not is_single and rule.country != "*":
        return [Claim("return_days_country", (("country", place), ("days", days)), evidence)]
    starts = fold(policies.window_starts.text) if policies.window_starts else ""
    key = "return_days"
    if any(w in starts for w in ("deliver", "receipt", "receiv", "签收", "收到", "收货", "arriv")):
        key = "return_days_delivery"
    elif any(w in starts for w in ("order", "purchase", "下单", "购买")):
        key = "return_days_order"
    return [Claim(key, (("days", days),), evidence)]


def return_cost(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Who pays for sending goods back."""
    barred = excluded(policies, target)
    if barred is not None:
        return return_window(scene, policies, target)
    rules = [r for r in returns_in(policies, scene.country) if r.return_shipping is not None]
    texts = {r.return_shipping.text for r in rules if r.return_shipping}
    if len(texts) == 1:
        return say_text(rules[0].return_shipping, ("return_customer_pays", "return_free"), scene.lang)
    claims: list[Claim] = []
    for rule in rules[:MOST_COUNTRIES]:
        for claim in say_text(rule.return_shipping, ("return_customer_pays", "return_free"), scene.lang):
            slots: tuple[tuple[str, Slot], ...] = (
                ("scope", place(rule.country)),
                ("value", Said(claim.key, claim.slots)),
            )
            claims.append(Claim("scope_value", slots, claim.evidence))
    return claims


def return_condition(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """In what state goods are taken back."""
    del target
    claims = say_text(policies.condition, _CONDITIONS, scene.lang)
    return claims + _excluded_list(scene, policies)


def _excluded_list(scene: Scene, policies: ShopPolicies) -> list[Claim]:
    del scene
    if not policies.not_returnable:
        return []
    items: Slot = Several(tuple(Words(t.text, "zh" if is_chinese(t.text) else "en") for t in policies.not_returnable))
    return [Claim("not_returnable", (("items", items),), tuple(policy_evidence(t) for t in policies.not_returnable))]


def return_excluded(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether these goods are taken back at all."""
    if excluded(policies, target) is not None:
        return return_window(scene, policies, target)
    named = _named_exclusions(scene, policies)
    if named:
        return _exclusion_claims(named)
    listed = _excluded_list(scene, policies)
    return [*return_window(scene, policies, target), *listed]


def _exclusion_claims(texts: Sequence[PolicyText]) -> list[Claim]:
    if not texts:
        return []
    items: Slot = Several(tuple(Words(t.text, "zh" if is_chinese(t.text) else "en") for t in texts))
    return [Claim("not_returnable", (("items", items),), tuple(policy_evidence(t) for t in texts))]


def _named_exclusions(scene: Scene, policies: ShopPolicies) -> list[PolicyText]:
    """Lines of what cannot be returned that share a term with the clause ("opened", "personalised")."""
    said = {term.id for _, _, term in recogniser(scene.lang).find(scene.clause.folded) if term.kind != "connector"}
    found = _near_exclusions(scene, policies)
    for text in policies.not_returnable:
        folded = fold(text.text)
        source = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
        if text not in found and said & {
            term.id for _, _, term in recogniser(source).find(folded) if term.kind != "connector"
        }:
            found.append(text)
    return found


_EXCLUSION_FROM = 0.22

_EXCLUSION_LEAD = 0.1


def _near_exclusions(scene: Scene, policies: ShopPolicies) -> list[PolicyText]:
    """The line of what cannot be returned that means nearly what the message tells ("I already washed it")."""
    if scene.policy_texts is None or not policies.not_returnable:
        return []
    texts = [t.text for t in policies.not_returnable]
    said = [piece.text for piece in pieces(scene.message, scene.lang)] or [scene.message]
    scores = np.max([scene.policy_texts(texts, one) for one in said], axis=0)
    best = int(scores.argmax())
    others = np.delete(scores, best)
    lead = float(scores[best]) - float(others.max()) if len(others) else 1.0
    near = float(scores[best]) >= _EXCLUSION_FROM and lead >= _EXCLUSION_LEAD
    return [policies.not_returnable[best]] if near else []


def refund(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """When and how the money comes back."""
    del target
    return say_text(
        policies.refund, ("refund_days", "refund_days_plain", "refund_original", "refund_credit"), scene.lang
    )


def exchange(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether goods are exchanged."""
    if policies.exchange is not None:
        return say_text(policies.exchange, ("exchange_no", "exchange_free", "exchange_yes"), scene.lang)
    del target
    return []


def faulty(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """What happens when goods arrive faulty."""
    del target
    return say_text(policies.faulty, _FAULTY, scene.lang)


def return_how(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """How to send goods back: the window and the state."""
    return [*return_window(scene, policies, target), *say_text(policies.condition, _CONDITIONS, scene.lang)]
