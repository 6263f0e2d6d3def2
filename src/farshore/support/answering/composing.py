"""From what was grounded to one answer: what is said, in which order, and whether a person is needed.

The composer is an interface: this one needs no language model; another may word the same outcome under the same guard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from farshore.support.answering.guard import check_claims
from farshore.support.answering.records import Answer, Claim, Grounded, Question, Reason, Shop, Slot, Verbatim
from farshore.support.answering.wording.claims import say_plan

_SEND_FROM = 0.3
"""Below this confidence a person is asked as well; calibrated by `make bench` on the tuning set."""
_ORDER_OF_REASONS: tuple[Reason, ...] = (
    "abuse", "injection", "complaint", "wants_person", "order_data_needed", "regulated", "not_in_data",
    "low_confidence", "out_of_scope",
)  # fmt: skip
_ENDS = frozenset(
    {"not_stated_general", "which_product", "acknowledge", "greeting", "thanks", "bye", "praise", "how_are_you"}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was grounded for one message."""

    found: tuple[Grounded, ...]
    shop: Shop
    question: Question
    lang: str
    named: frozenset[str]
    products: tuple[str, ...] = ()


Composer = Callable[[Outcome], Answer]


def compose(outcome: Outcome) -> Answer:
    """Word an outcome by the packs' phrases."""
    found = _relevant(outcome.found)
    reason = _reason(found)
    claims, confidence = _claims(outcome, found, reason)
    faults = check_claims(claims, outcome.lang, question=outcome.question.text)
    if faults:
        failed = {id(fault.claim) for fault in faults}
        claims = [c for c in claims if id(c) not in failed]
        reason = reason or "low_confidence"
    handoff = reason is not None and reason not in {"injection", "out_of_scope"}
    if handoff:
        claims += _handoff_claims(outcome, reason, claims, found)
    evidence = tuple(dict.fromkeys(e for c in claims for e in c.evidence))
    text = say_plan(claims, outcome.lang, named=outcome.named)
    is_complaint = any(g.reason == "complaint" for g in found)
    return Answer(
        text, outcome.lang, handoff, reason, evidence, confidence, tuple(claims), outcome.products, is_complaint
    )


def _relevant(found: Sequence[Grounded]) -> list[Grounded]:
    """Small talk only when nothing else was said; "which product?" once; unsure clauses only when nothing is sure."""
    talk = {"greeting", "thanks", "bye", "how_are_you", "acknowledge", "praise", "are_you_bot"}
    serious = [g for g in found if g.label not in talk] or list(found)
    complaints = [g for g in serious if g.reason == "complaint"]
    if complaints:
        rest = [
            g
            for g in serious
            if g.is_answer and g.label.startswith(("return", "refund", "exchange", "warranty", "faulty"))
        ]
        return [complaints[0], *rest]
    for reason in ("injection", "abuse"):
        hit = [g for g in serious if g.reason == reason]
        if hit:
            return hit[:1]
    answered = [g for g in serious if g.is_answer]
    if answered:
        serious = [
            g
            for g in serious
            if g.is_answer or (g.reason != "low_confidence" and g.claims != (Claim("which_product"),))
        ]
    return serious


def _reason(found: Sequence[Grounded]) -> Reason | None:
    reasons = {g.reason for g in found if g.reason is not None}
    if not reasons and found and all(g.label == "out_of_scope" for g in found):
        return "out_of_scope"
    if not reasons and found and min(g.confidence for g in found) < _SEND_FROM and any(g.is_answer for g in found):
        return "low_confidence"
    return next((reason for reason in _ORDER_OF_REASONS if reason in reasons), None)


def _claims(outcome: Outcome, found: Sequence[Grounded], reason: Reason | None) -> tuple[list[Claim], float]:
    claims: list[Claim] = []
    for grounded in sorted(found, key=lambda g: not g.is_answer):
        claims += [c for c in grounded.claims if c not in claims]
    keys = {c.key for c in claims}
    if len(claims) > 1 and "not_stated_general" in keys:
        claims = [c for c in claims if c.key != "not_stated_general"]
    if len(claims) > 1 and "which_product" in {c.key for c in claims}:
        claims = [c for c in claims if c.key != "which_product"]
    if not claims and reason is None:
        claims = [Claim("not_stated_general")]
    confidence = min((g.confidence for g in found), default=0.0)
    del outcome
    return claims, round(confidence, 3)


def _handoff_claims(
    outcome: Outcome, reason: Reason | None, claims: Sequence[Claim], found: Sequence[Grounded]
) -> list[Claim]:
    policies = outcome.shop.policies
    ask = _ask_order(outcome)
    if reason == "complaint":
        late = any(g.label == "order_late" for g in found)
        said = [Claim("complaint_late" if late else "complaint"), ask]
        if not late:
            said.append(Claim("complaint_photo"))
        return said
    if reason == "order_data_needed":
        refund = any(g.label == "refund_status" for g in found)
        return ([Claim("refund_no_power")] if refund else []) + [ask] + ([] if refund else [Claim("handoff")])
    if reason == "abuse":
        return [Claim("abuse")]
    said = [Claim("handoff_wants_person" if reason == "wants_person" else "handoff")]
    if any(c.key == "handoff_regulated" for c in claims):
        said = []
    if policies is not None and policies.human_hours is not None and reason == "wants_person":
        hours: tuple[tuple[str, Slot], ...] = (("hours", Verbatim(policies.human_hours.text.text)),)
        said.append(Claim("handoff_hours", hours))
    return said


def _ask_order(outcome: Outcome) -> Claim:
    policies = outcome.shop.policies
    if policies is not None and policies.order_number_format is not None:
        form: tuple[tuple[str, Slot], ...] = (("format", Verbatim(policies.order_number_format.text)),)
        return Claim("order_ask_format", form)
    return Claim("order_ask")
