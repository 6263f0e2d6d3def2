"""Policies under keys of the seller's own: gift wrapping, processing time, engraving, whatever no field of ours holds."""

from farshore.catalog.public import ShopPolicies
from farshore.support.answering.grounding.context import Scene
from farshore.support.answering.grounding.statements import state
from farshore.support.answering.records import Claim

_EXTRA_FROM = 0.45


def nearest_policy(scene: Scene, policies: ShopPolicies) -> list[Claim]:
    """Words of the policies under a key of the seller's own, found by meaning: what no field of ours holds."""
    if scene.policy_texts is None or scene.vector is None or not policies.extra:
        return []
    vectors = scene.policy_texts([f"{t.path.rsplit('.', 1)[-1].replace('_', ' ')}: {t.text}" for t in policies.extra])
    scores = vectors @ scene.vector
    best = int(scores.argmax())
    if float(scores[best]) < _EXTRA_FROM:
        return []
    return state(policies.extra[best], (), scene.lang)
