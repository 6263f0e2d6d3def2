"""What a product is: its facts, drawn at import, for a concept that the shopper asks about.

Order: a fact of the concept itself, then of concepts that the inventory calls near, then the best passage by meaning,
which is quoted and handed on. Safety concepts (allergy, food, children, halal …) are never answered from likeness:
an explicit statement is quoted, else a person answers.
"""

from collections.abc import Sequence

from farshore.catalog.public import Fact, Measure, Text, Value, YesNo
from farshore.language.lexicon import recogniser
from farshore.language.match import has_word
from farshore.language.packs import concept_kinds, load_pack
from farshore.language.text import fold
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.extras import nearest_policy
from farshore.support.answering.grounding.said import said_facts
from farshore.support.answering.grounding.sentences import best_passage, claim_of, nearest_passages, quote_claim
from farshore.support.answering.records import (
    Claim,
    Evidence,
    Grounded,
    Label,
    ScoredLabel,
    Several,
    Slot,
    Words,
)

_DIMENSION_PARTS = ("length", "width", "height", "depth", "diameter")
_QUOTE_ALONE_FROM = 0.62
_SENTENCE_FROM = 0.5
"""What answers a question stands out; where two passages are near, neither surely does."""
_MOST_FACTS = 3
_SAID = 0.8
_TEXT_SPREAD = 0.12
"""Texts much less sure than the surest ("linen" in a tag beside "55% linen, 45% cotton") add nothing."""
MAYBE_POLICY = frozenset(
    {"gift_box", "packaging", "customizable", "installation", "instructions", "certification", "warranty_product"}
)
"""Concepts that a shop may settle for all its goods (gift wrapping, engraving)."""


def ground_concept(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """Claims about one concept of one product."""
    kind = concept_kinds()[label.id]
    options = _from_options(target, label.id)
    said = [] if kind.is_safety else said_facts(scene, target)
    facts = [f for f in said if f.attribute == label.id] or _facts(target, label.id, scene)
    if label.id in _MERE_PARTS and label.how == "cue":
        facts = []  # "my pram has two handles": that the thing has one is no answer
    if said and not facts and label.how != "cue+vector":
        return ground_said(target, said, label)
    if facts and not (options and label.id in {"color", "sizes"}):
        claims = _claims(target, label.id, facts)
        return Grounded(label.id, (*claims, *_how_hot(scene, target, facts)), confidence=_confidence(label, facts))
    if options:
        return Grounded(label.id, (options,), confidence=label.score)
    if (
        label.how != "cue+vector"
        and not kind.is_safety
        and (sentence := _sentence_first(scene, target, label)) is not None
    ):
        return sentence
    for near in kind.near:
        nearby = _facts(target, near, scene)
        if nearby and not kind.is_safety and _may_stand_in(label.id, near, nearby):
            claims = _claims(target, near, nearby)
            return Grounded(label.id, claims, confidence=0.8 * _confidence(label, nearby))
    if kind.is_safety:
        return _regulated(scene, target, label)
    return _quoted(scene, target, label)


def _how_hot(scene: Scene, target: Target, facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """The care words with their temperature, where "at what temperature" is asked of what may be washed."""
    asked = any(s.id == "temperature_range" for s in scene.clause.labels) or has_word(
        load_pack(scene.lang).words.get("how_much"), scene.clause.folded, scene.lang
    )
    is_bare = facts[0].attribute == "machine_washable" and not any(
        isinstance(f.value, YesNo) and f.value.condition for f in facts
    )
    if not asked or not is_bare:
        return ()
    hot = [f for f in target.product.drawn.facts if f.attribute == "care" and "°" in f.span.quote]
    return tuple(claim_of(target, f, None, target.product.record.title) for f in hot[:1])


def ground_said(target: Target, said: Sequence[Fact], label: ScoredLabel) -> Grounded:
    """What the clause asks for by the seller's own label."""
    title = target.product.record.title
    claims = tuple(claim_of(target, fact, None, title) for fact in _distinct(list(said))[:_MOST_FACTS])
    return Grounded(label.id, claims, confidence=_SAID)


def _sentence_first(scene: Scene, target: Target, label: ScoredLabel) -> Grounded | None:
    """A guessed concept that the product does not state: the sentence that answers the clause, if one surely does."""
    best = best_passage(scene, target, label.id)
    if best is None or best[1] < _SENTENCE_FROM:
        return None
    return Grounded(label.id, (quote_claim(target, best[0]),), "low_confidence", round(label.score * best[1], 3))


def _confidence(label: ScoredLabel, facts: Sequence[Fact]) -> float:
    return round(min(1.0, 0.35 + 0.65 * label.score) * max(f.confidence for f in facts), 3)


def _facts(target: Target, concept: str, scene: Scene) -> list[Fact]:
    """Facts of a concept, of the named variants, the most certain first, equal values once."""
    chosen = {v.external_id for v in target.chosen()}
    is_named = bool(target.variants.variants)
    found = [
        f
        for f in target.product.drawn.facts
        if f.attribute == concept and (f.variant_external_id is None or f.variant_external_id in chosen)
    ]
    if concept in _DIMENSION_PARTS and not found:
        found = _axis_of_dimensions(target, concept)
    if concept == "dimensions" and not found:
        found = [f for f in target.product.drawn.facts if f.attribute in _DIMENSION_PARTS and f.scope is None]
        return found[:_MOST_FACTS]
    if is_named and any(f.variant_external_id for f in found):
        found = [f for f in found if f.variant_external_id]
    found = _in_scope(found, scene)
    return _distinct(sorted(found, key=lambda f: -f.confidence))[:_MOST_FACTS]


def _in_scope(facts: list[Fact], scene: Scene) -> list[Fact]:
    """Facts about a part only when the part is spoken of or nothing is said of the whole."""
    named = [s.id for s in scene.clause.labels if s.id in _PARTS and ("cue" in s.how or s.score >= _PART_FROM)]
    parts = [f for f in facts if f.scope and any(_names_part(f.scope, part) for part in named)]
    if parts:
        return parts
    spoken = {term.id for _, _, term in recogniser(scene.lang).find(scene.clause.folded)}
    english = recogniser("en")
    asked = [
        f
        for f in facts
        if f.scope and (t := english.exact(f.scope) or recogniser("zh-Hans").exact(f.scope)) and t.id in spoken
    ]
    if asked:
        return asked
    whole = [f for f in facts if f.scope is None]
    return whole or facts


_MERE_PARTS = frozenset({"lid", "handle", "hood"})
_PARTS = {
    "lid": ("lid", "盖"), "handle": ("handle", "柄", "把手"), "hood": ("hood", "帽"), "lining": ("lining", "里"),
    "strap_length": ("strap", "肩带"), "sole_material": ("sole", "底"), "pockets": ("pocket", "袋"),
    "removable_cover": ("cover", "套"), "filling": ("fill", "填充"),
    "outer_material": ("shell", "outer", "upper", "面"),
}  # fmt: skip
"""Concepts that are parts of a thing: asked with another concept they say of what ("can the lids be washed")."""
_PART_FROM = 0.06


def _names_part(scope: str, part: str) -> bool:
    return any(word in fold(scope) for word in _PARTS[part])


def _axis_of_dimensions(target: Target, concept: str) -> list[Fact]:
    """The one axis out of "30 x 20 x 10 cm (L x W x H)"; only when the text names the axes."""
    found: list[Fact] = []
    for fact in target.product.drawn.facts:
        if fact.attribute != "dimensions" or not isinstance(fact.value, Measure):
            continue
        on_axis = tuple(q for q in fact.value.quantities if q.axis == concept)
        if on_axis:
            found.append(
                _with_value(
                    fact, concept, Measure(on_axis, fact.value.unit, fact.value.limit, fact.value.is_approximate)
                )
            )
    return found


def _with_value(fact: Fact, concept: str, value: Value) -> Fact:
    return Fact(concept, fact.label, value, fact.span, fact.lang, fact.scope, fact.variant_external_id, fact.confidence)


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """Facts whose value no earlier, surer fact already says; of texts the longer one that holds the shorter."""
    kept: list[Fact] = []
    for fact in facts:
        if any(_same(fact, other) for other in kept):
            continue
        kept.append(fact)
    if len({type(f.value) for f in kept}) > 1:
        surest = type(kept[0].value)
        kept = [f for f in kept if type(f.value) is surest]
    if kept and isinstance(kept[0].value, YesNo):
        # "Glass: dishwasher safe; lids: not": each part is said, since it is not known which is meant.
        return kept if all(f.scope for f in kept) else kept[:1]
    if kept and isinstance(kept[0].value, Text):
        return [f for f in kept if f.confidence >= kept[0].confidence - _TEXT_SPREAD]
    return kept


def _same(one: Fact, other: Fact) -> bool:
    if one.value == other.value and one.scope == other.scope:
        return True
    if isinstance(one.value, Text) and isinstance(other.value, Text) and one.scope == other.scope:
        return fold(one.value.text) in fold(other.value.text)
    if isinstance(one.value, Measure) and isinstance(other.value, Measure):
        return _numbers(one.value) == _numbers(other.value) and one.value.unit == other.value.unit
    return False


def _numbers(measure: Measure) -> list[tuple[float, float | None]]:
    return [(q.low, q.high) for q in measure.quantities]


def _may_stand_in(asked: str, near: str, facts: Sequence[Fact]) -> bool:
    """A yes or no about another thing is no answer; a measure of the whole is none for a part of it."""
    kinds = concept_kinds()
    if (
        kinds[asked].value.startswith("measure")
        and near != "dimensions"
        and not kinds[near].value.startswith("measure")
    ):
        return False
    if asked in _DIMENSION_PARTS and near == "dimensions":
        return all(isinstance(f.value, Measure) and not any(q.axis for q in f.value.quantities) for f in facts)
    return True


def _claims(target: Target, concept: str, facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """One claim a fact; a variant is named only where variants differ."""
    title = target.product.record.title
    differ = len(facts) > 1
    return tuple(claim_of(target, f, concept, title, names_variant=differ) for f in facts)


_OPTIONS_OF = {
    "color": ("colo", "颜色", "顏色", "色", "farbe", "couleur", "shade", "finish", "glaze"),
    "sizes": ("size", "尺码", "尺碼", "尺寸", "规格", "größe", "talla", "サイズ"),
    "shade": ("shade", "色号", "color", "colour"),
}
"""Parts of the names of options that hold a concept's values."""


def _from_options(target: Target, concept: str) -> Claim | None:
    """Colours and sizes are what the variants offer."""
    wanted = _OPTIONS_OF.get(concept)
    if wanted is None:
        return None
    for name in dict.fromkeys(n for v in target.product.record.variants for n, _ in v.options):
        if any(word in fold(name) for word in wanted):
            values = list(dict.fromkeys(v for variant in target.chosen() for n, v in variant.options if n == name))
            evidence = Evidence(target.handle, "fact", name, ", ".join(values), ", ".join(values), "option")
            slots: tuple[tuple[str, Slot], ...] = (
                ("name", Label(concept, name)),
                ("values", Several(tuple(Words(v) for v in values))),
            )
            return Claim("options", slots, (evidence,), target.product.record.title)
    return None


def _regulated(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """A matter of safety without an explicit statement: what is listed is quoted, a person answers."""
    title = target.product.record.title
    listed = [f for near in ("ingredients", "certification", "material") for f in _facts(target, near, scene)]
    relevant = (
        [f for f in listed if f.attribute == "ingredients"]
        if label.id not in {"certification", "nickel_free", "food_safe"}
        else listed
    )
    claims = [claim_of(target, f, None, title) for f in relevant[:1]]
    missing = Claim("not_stated", (("label", Label(label.id)),), (), title)
    return Grounded(label.id, (*claims, missing, Claim("handoff_regulated")), "regulated", label.score, is_answer=False)


def _quoted(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """No typed fact: the passage that means most nearly what is asked, quoted; a person confirms."""
    title = target.product.record.title
    best = best_passage(scene, target, label.id)
    missing = Claim("not_stated", (("label", Label(label.id)),), (), title)
    if (best is None or best[1] < _QUOTE_ALONE_FROM) and scene.shop.policies is not None and label.id in MAYBE_POLICY:
        claims = nearest_policy(scene, scene.shop.policies)
        if claims:
            return Grounded(label.id, tuple(claims), None, label.score)
    if best is not None and best[1] >= _QUOTE_ALONE_FROM:
        claim = quote_claim(target, best[0])
        return Grounded(label.id, (claim,), None, round(min(label.score, best[1]), 3))
    nearest = tuple(quote_claim(target, passage) for passage in nearest_passages(scene, target))
    return Grounded(label.id, (missing, *nearest), "not_in_data", round(0.5 * label.score, 3), is_answer=False)
