"""Warranty, order changes, people and the shop itself: the sub-rule that was asked, from the policies."""

from collections.abc import Callable

from farshore.catalog.public import Measure, PolicyText, Quantity, ShopPolicies
from farshore.language.text import fold
from farshore.language.units.parse import find_measures
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.extras import nearest_policy
from farshore.support.answering.grounding.payment import cash_on_delivery, installments, payment
from farshore.support.answering.grounding.returns import (
    exchange,
    faulty,
    refund,
    return_condition,
    return_cost,
    return_excluded,
    return_how,
    return_window,
)
from farshore.support.answering.grounding.shipping import ground_shipping, ground_ships_from, names_product
from farshore.support.answering.grounding.statements import holds, policy_evidence, state
from farshore.support.answering.grounding.wordings import is_chinese, place, say_text
from farshore.support.answering.records import (
    Claim,
    Grounded,
    ScoredLabel,
    Slot,
    Typed,
    Verbatim,
    Words,
)

Ground = Callable[[Scene, ShopPolicies, Target | None], list[Claim]]


def ground_policy(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    """Claims for a policy intent; "not stated" and a person when the policies are silent."""
    if label.id in {"shipping_time", "shipping_cost", "shipping_where", "duties"}:
        return ground_shipping(scene, label, target)
    if label.id == "ships_from":
        return ground_ships_from(scene, label)
    policies = scene.shop.policies
    claims = _GROUNDS[label.id](scene, policies, target) if policies is not None and label.id in _GROUNDS else []
    if not claims and policies is not None:
        claims = nearest_policy(scene, policies)
    if claims:
        return Grounded(label.id, tuple(dict.fromkeys(claims)), confidence=round(min(1.0, 0.4 + 0.6 * label.score), 3))
    return Grounded(label.id, (Claim("not_stated_general"),), "not_in_data", label.score, is_answer=False)


# -- warranty


def _warranty(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    fitting = [
        w
        for w in policies.warranty
        if target is not None and w.goods not in {"*", ""} and names_product(w.goods, target)
    ]
    general = [w for w in policies.warranty if w.goods in {"*", ""} or _is_general(w.goods)]
    if target is None and len(policies.warranty) > 1:
        general = []
    for warranty in fitting or general or list(policies.warranty):
        evidence = (policy_evidence(warranty.text),)
        if warranty.months == 0 or holds(warranty.text, "warranty_none"):
            claims.append(Claim("warranty_none", (), evidence))
        elif warranty.months is not None and len(find_measures(warranty.text.text)) <= 1:
            unit, count = (
                ("year", warranty.months // 12)
                if warranty.months % 12 == 0 and "year" in fold(warranty.text.text)
                else ("month", warranty.months)
            )
            duration: Slot = Typed(Measure((Quantity(float(count)),), unit))
            if warranty in general or fitting:
                claims.append(Claim("warranty", (("duration", duration),), evidence))
            else:
                goods: Slot = Words(warranty.goods, "zh" if is_chinese(warranty.goods) else "en")
                claims.append(Claim("warranty_goods", (("goods", goods), ("duration", duration)), evidence))
        else:
            claims += state(warranty.text, (), scene.lang)
    return claims


def _is_general(goods: str) -> bool:
    folded = fold(goods)
    return any(word in folded for word in ("all", "every", "全部", "所有", "全店", "general", "standard"))


# -- the order, the people, the shop


def _tracking(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return say_text(policies.tracking, ("tracking_mail", "tracking_no", "tracking_yes"), scene.lang)


def _express(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims = say_text(policies.express, ("express_no", "express_yes"), scene.lang)
    if policies.express is not None and any(c.key == "express_yes" for c in claims):
        claims = [
            *claims,
            Claim("quote", (("quote", Words(policies.express.text)),), (policy_evidence(policies.express),)),
        ]
    if not claims:
        lanes = [lane for lane in policies.lanes if "express" in fold(lane.method) or "加急" in lane.method]
        if lanes:
            return list(ground_shipping(scene, ScoredLabel("shipping_time", 0.8, "rule"), target).claims)
    return claims


def _customs_id(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    rules = [r for r in policies.customs_ids if scene.country is None or r.country in {scene.country, "*"}]
    return [
        Claim("customs_id", (("country", place(r.country)), ("id", Verbatim(r.text.text))), (policy_evidence(r.text),))
        for r in rules
    ]


def _tax(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    rule = policies.tax_included
    if rule is not None and rule.holds is not None:
        claims.append(Claim("tax_included" if rule.holds else "tax_excluded", (), (policy_evidence(rule.text),)))
    elif rule is not None:
        claims += state(rule.text, ("tax_excluded", "tax_included"), scene.lang)
    if scene.country is None and claims:
        return claims
    duties = ground_shipping(scene, ScoredLabel("duties", 0.8, "rule"), target)
    return claims + (list(duties.claims) if duties.is_answer else [])


def _order_change(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return say_text(policies.order_changes, ("address_until_dispatch", "change_until_dispatch"), scene.lang)


def _order_cancel(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    text = policies.cancellation or policies.order_changes
    claims = say_text(text, ("cancel_hours", "cancel_until_dispatch", "change_until_dispatch"), scene.lang)
    return claims if policies.cancellation or any(c.key.startswith("cancel") for c in claims) else []


def _hours(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target, scene
    hours = policies.human_hours
    return (
        [Claim("human_hours", (("hours", Verbatim(hours.text.text)),), (policy_evidence(hours.text),))] if hours else []
    )


def _company(text: PolicyText | None) -> PolicyText | None:
    """The name alone, of a company written as "legal_name: …; address: …"."""
    if text is None or ":" not in text.text:
        return text
    parts = dict(part.split(":", 1) for part in text.text.split(";") if ":" in part)
    named = next((v.strip() for k, v in parts.items() if "name" in k or "名" in k), None)
    return PolicyText(text.path, named) if named else text


def _identity(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    for key, slot, text in (
        ("company", "company", _company(policies.company)),
        ("company_address", "address", policies.address),
        ("company_contact", "contact", policies.contact),
    ):
        if text is not None:
            claims.append(Claim(key, ((slot, Verbatim(text.text)),), (policy_evidence(text),)))
    if not claims and policies.ships_from is not None:
        return list(ground_ships_from(scene, ScoredLabel("ships_from", 0.8, "rule")).claims)
    del target
    return claims


def _extra(*words: str) -> Ground:
    """A policy that has no field of its own: found among the other keys by its words."""

    def ground(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
        del target
        found = [t for t in policies.extra if any(w in fold(f"{t.path} {t.text}") for w in words)]
        return [c for t in found[:2] for c in state(t, (), scene.lang)]

    return ground


_GROUNDS: dict[str, Ground] = {
    "express": _express, "tracking": _tracking, "customs_id": _customs_id, "tax_included": _tax,
    "delivery_carrier": _extra("carrier", "courier", "po box", "locker", "dhl", "快递", "承运", "物流"),
    "return_window": return_window, "return_cost": return_cost, "return_condition": return_condition,
    "return_excluded": return_excluded, "return_how": return_how, "exchange": exchange, "refund": refund,
    "warranty": _warranty, "faulty_policy": faulty, "payment": payment, "cash_on_delivery": cash_on_delivery,
    "installments": installments, "order_change": _order_change, "order_cancel": _order_cancel,
    "invoice": _extra("invoice", "receipt", "vat", "发票"), "human_hours": _hours, "shop_identity": _identity,
}  # fmt: skip
