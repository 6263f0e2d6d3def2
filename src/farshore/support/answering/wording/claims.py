"""Say a plan: each claim by its phrase, gathered by product, the hand-off last."""

from collections.abc import Sequence

from farshore.language.packs import load_pack
from farshore.support.answering.records import Claim, Label, ProductName, Slot, Words
from farshore.support.answering.wording.values import filled, phrase, slot_text

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def say_claim(claim: Claim, lang: str) -> str:
    """One claim in a language."""
    slots = dict(claim.slots)
    kind, _, concept = claim.key.partition(":")
    if kind in {"yes", "no"} and concept:
        return _say_property(lang, kind, concept, slots)
    if kind == "concept":
        return _say_value(lang, concept, slots)
    if claim.key == "label_value":
        return _say_value(lang, "", slots)
    return filled(lang, phrase(lang, claim.key), slots).translate(_SPACES)


def _say_property(lang: str, kind: str, concept: str, slots: dict[str, Slot]) -> str:
    entry = load_pack(lang).concepts[concept]
    said = (entry.yes if kind == "yes" else entry.no) or f"{entry.label}: {phrase(lang, kind)}"
    if "scope" in slots:
        said = phrase(lang, "scope_value").replace("{scope}", slot_text(lang, slots["scope"])).replace("{value}", said)
    condition = slots.get("condition")
    if isinstance(condition, Words):
        bare = said.rstrip(".。！!।")
        end = said[len(bare) :]
        quoted = phrase(lang, "with_condition").replace("{text}", bare).replace("{quote}", slot_text(lang, condition))
        return (quoted + end).translate(_SPACES)
    return said.translate(_SPACES)


def _say_value(lang: str, concept: str, slots: dict[str, Slot]) -> str:
    entry = load_pack(lang).concepts.get(concept)
    value = slot_text(lang, slots["value"])
    label = slots.get("label", Label(concept or None))
    has_part = "scope" in slots or "variant" in slots
    if entry is not None and entry.say and not has_part:
        return entry.say.replace("{value}", value).translate(_SPACES)
    if "scope" in slots:
        value = (
            phrase(lang, "scope_value").replace("{scope}", slot_text(lang, slots["scope"])).replace("{value}", value)
        )
    said = filled(lang, phrase(lang, "label_value").replace("{value}", value), {"label": label})
    if "variant" in slots:
        said = (
            phrase(lang, "scope_value").replace("{scope}", slot_text(lang, slots["variant"])).replace("{value}", said)
        )
    return said.translate(_SPACES)


def say_plan(claims: Sequence[Claim], lang: str, *, named: frozenset[str] = frozenset()) -> str:
    """All claims as one message.

    Args:
        claims: in the order in which they are said.
        lang: the shopper's language.
        named: titles to be named before their claims; with more than one product all are named.
    """
    titles = list(dict.fromkeys(c.about for c in claims if c.about))
    headed = set(titles) if len(titles) > 1 else named
    paragraphs: list[str] = []
    gap = "" if lang in {"zh-Hans", "zh-Hant", "ja"} else " "
    current: str | None = None
    line: list[str] = []
    for claim in claims:
        if claim.about != current and line:
            paragraphs.append(gap.join(line))
            line = []
        if claim.about != current and claim.about and claim.about in headed:
            line.append(filled(lang, phrase(lang, "about"), {"product": ProductName(claim.about)}).translate(_SPACES))
        current = claim.about
        said = say_claim(claim, lang)
        if said not in line:
            line.append(said)
    if line:
        paragraphs.append(gap.join(line))
    return "\n".join(paragraphs)
