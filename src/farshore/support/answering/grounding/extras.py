"""Policies under keys of the seller's own: gift wrapping, processing time, engraving, what no field of ours holds."""

from farshore.catalog.public import ShopPolicies
from farshore.support.answering.grounding.context import Scene
from farshore.support.answering.grounding.statements import state
from farshore.support.answering.records import Claim

_EXTRA_FROM = 0.4
_EXTRA_LEAD = 0.1


def nearest_policy(scene: Scene, policies: ShopPolicies) -> list[Claim]:
    """Words of the policies under a key of the seller's own, found by meaning: what no field of ours holds."""
    if scene.policy_texts is None or not policies.extra:
        return []
    texts = [f"{t.path.rsplit('.', 1)[-1].replace('_', ' ')}: {t.text}" for t in policies.extra]
    scores = scene.policy_texts(texts, scene.clause.text)
    best = int(scores.argmax())
    others = [float(s) for i, s in enumerate(scores) if i != best]
    if float(scores[best]) < _EXTRA_FROM or float(scores[best]) - max(others, default=0.0) < _EXTRA_LEAD:
        return []
    return state(policies.extra[best], (), scene.lang)
