"""Ways to pay: methods by their many names, instalments, cash on delivery."""

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from farshore.catalog.public import CountryText, PolicyText, ShopPolicies
from farshore.language.text import fold
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.statements import policy_evidence, state
from farshore.support.answering.grounding.wordings import MOST_COUNTRIES, is_chinese, place
from farshore.support.answering.records import (
    Claim,
    Several,
    Slot,
    Verbatim,
    Words,
)

_NOT_OFFERED = re.compile(r"\bnot?\b|\bun\w*available|不支持|不可|不提供|否|無|无|nein|nicht|non\b")


@lru_cache
def _methods() -> dict[str, tuple[str, ...]]:
    listed = files("farshore.support.answering.grounding").joinpath("payment.yaml").read_text("utf-8")
    raw: dict[str, list[str]] = yaml.safe_load(listed)
    return {method: tuple(words) for method, words in raw.items()}


_CARDS = frozenset({"visa", "mastercard", "amex", "credit card", "debit card"})


def methods_in(folded: str) -> list[str]:
    """Payment methods that a folded text names."""
    padded = f" {folded} "
    found: list[str] = []
    for method, names in _methods().items():
        for name in names:
            is_word = name.isascii() and len(name) <= 5
            if (
                (f" {name} " in padded.replace("?", " ").replace(",", " ").replace(".", " "))
                if is_word
                else (name in folded)
            ):
                found.append(method)
                break
    return found


def payment(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Ways to pay, the one that was asked for first."""
    del target
    asked = methods_in(scene.clause.folded)
    claims: list[Claim] = []
    taken = {m: t for t in policies.payment_methods for m in methods_in(fold(t.text))}
    refused = {m: t for t in policies.not_accepted for m in methods_in(fold(t.text))}
    for method in asked[:3]:
        slot: tuple[tuple[str, Slot], ...] = (("method", Verbatim(method.title() if method != "upi" else "UPI")),)
        if method in refused:
            claims.append(Claim("payment_no", slot, (policy_evidence(refused[method]),)))
        elif method in taken:
            claims.append(Claim("payment_yes", slot, (policy_evidence(taken[method]),)))
        elif method == "credit card" and _CARDS & set(taken):
            continue
        elif policies.payment_methods:
            claims.append(Claim("payment_no", slot, tuple(policy_evidence(t) for t in policies.payment_methods)))
    if policies.payment_methods:
        methods: Slot = Several(tuple(_method(t.text) for t in policies.payment_methods))
        claims.append(
            Claim("payment", (("methods", methods),), tuple(policy_evidence(t) for t in policies.payment_methods))
        )
    return claims


def _method(text: str) -> Slot:
    return (
        Words(text, "zh")
        if is_chinese(text)
        else Words(text)
        if (" " in text and not methods_in(fold(text)))
        or fold(text) in {"credit card", "debit card", "bank transfer", "cash on delivery", "gift card"}
        else Verbatim(text)
    )


def installments(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether one can pay in parts."""
    offers = [
        t
        for t in (*policies.payment_methods, *policies.extra)
        if any(w in fold(t.text) for w in ("instal", "klarna", "afterpay", "affirm", "分期", "tabby", "parcel"))
    ]
    return [c for t in offers for c in state(t, (), scene.lang)] or payment(scene, policies, target)


def cash_on_delivery(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether one can pay at the door, in the country that is known."""
    own = [r for r in policies.cash_on_delivery if r.country == scene.country]
    rules = own or [r for r in policies.cash_on_delivery if scene.country is None or r.country == "*"]
    if scene.country is None and any(r.country != "*" for r in rules):
        rules = [r for r in rules if r.country != "*"]
    ruled = [claim for rule in rules[:MOST_COUNTRIES] for claim in _of_rule(scene, rule)]
    return ruled or _among_methods(scene, policies, target)


def _of_rule(scene: Scene, rule: CountryText) -> list[Claim]:
    evidence = (policy_evidence(rule.text),)
    is_offered = rule.holds if rule.holds is not None else not _NOT_OFFERED.search(fold(rule.text.text))
    is_general = rule.country == "*"
    if not is_offered:
        if scene.country or is_general:
            return [Claim("cod_no", (), evidence)]
        return [Claim("ship_unknown", (("country", place(rule.country)),))]
    said = (
        Claim("cod_yes_general", (), evidence)
        if is_general
        else Claim("cod_yes", (("country", place(rule.country)),), evidence)
    )
    is_detailed = rule.holds is None and any(c.isdigit() for c in rule.text.text)
    return [said, *(state(rule.text, (), scene.lang) if is_detailed else [])]


def _among_methods(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Cash on delivery as one of the ways to pay; a list of ways without it says no."""
    refused = [t for t in policies.not_accepted if _names_cash(t)]
    taken = [t for t in policies.payment_methods if _names_cash(t)]
    if refused:
        return [Claim("cod_no", (), (policy_evidence(refused[0]),))]
    if taken:
        return [Claim("cod_yes_general", (), (policy_evidence(taken[0]),))]
    if policies.payment_methods:
        listed = tuple(policy_evidence(t) for t in policies.payment_methods)
        return [Claim("cod_no", (), listed), *payment(scene, policies, target)]
    return []


def _names_cash(text: PolicyText) -> bool:
    words = ("cash on delivery", "cod", "货到付款", "nachnahme", "contra reembolso")
    return any(word in fold(text.text) for word in words)
