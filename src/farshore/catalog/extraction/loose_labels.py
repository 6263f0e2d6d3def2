"""Labels that are said in other words than the list's: plural, "of the", a noun with something in front or behind."""

import re
from functools import cache

from farshore.catalog.extraction.lexicon import branches, concepts, lexicon, strings
from farshore.language.segment.fold import fold

_SMALL = frozenset(["of", "the", "a", "an", "per", "in", "for", "its", "our", "total", "approx", "about", "and", "&"])
_BEHIND = re.compile(
    r"\s*(?:\(.*|(?<![a-z])(?:with|without|per|incl|including|when|at|of one|of each|for|on)(?![a-z]).*)$"
)
_BORNE = re.compile(
    r"max(?:\.|imum)? (?:[a-z]+ ){0,2}(?:weight|load)(?: (?:of|for|per) [a-z ]+)?$"
    r"|(?:rider|user|pet|cat|dog) weight(?: limit)?$"
)
"""What it carries, not what it weighs: "Max. weight of cat"."""
_SUFFIX_WORDS = 3
_MOST_HAN = 8
_WORD = re.compile(r"[a-zà-ÿ/'’-]+")


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _bag(text: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in _WORD.findall(text) if word not in _SMALL)


@cache
def _bags() -> dict[frozenset[str], str]:
    made: dict[frozenset[str], str] = {}
    verbs = strings(lexicon("labels")["verbs"])
    for concept, listed in branches(lexicon("labels")["labels"]).items():
        for name in strings(listed):
            bag = _bag(fold(name))
            if name.isascii() and bag and not concepts()[concept].is_safety and name not in verbs and "made" not in bag:
                made.setdefault(bag, concept)
    return made


@cache
def _never_behind() -> frozenset[str]:
    return frozenset(strings(lexicon("labels")["never_behind"]))


@cache
def _han_measures() -> dict[str, str]:
    labels = branches(lexicon("labels")["labels"])
    never = _never_behind()
    measured = [c for c in labels if concepts()[c].kind == "measure" and c not in never]
    return {
        name: c for c in measured for name in strings(labels[c]) if len(name) >= 2 and "\u4e00" <= name[0] <= "\u9fff"
    }


def _han_meaning(plain: str) -> str | None:
    """A Chinese label that ends in a measured one: 单耳重量, 整机功率."""
    if len(plain) > _MOST_HAN:
        return None
    names = _han_measures()
    return next((names[plain[start:]] for start in range(1, len(plain) - 1) if plain[start:] in names), None)


@cache
def loose_meaning(label: str) -> str | None:
    """Find the concept of a label by its words, whatever their order and number; None when they name none."""
    plain = fold(label).strip()
    if not plain.isascii():
        return _han_meaning(plain)
    if len(plain.split()) > 6:
        return None
    if _BORNE.match(plain):
        return "load_capacity"
    for form in (plain, _BEHIND.sub("", plain)):
        bag = _bag(form)
        if bag and (found := _bags().get(bag)):
            return found
    words = _BEHIND.sub("", plain).split()
    if len(words) > _SUFFIX_WORDS:
        return None
    for start in range(1, len(words)):
        found = _bags().get(_bag(" ".join(words[start:])))
        if found and found not in _never_behind() and concepts()[found].kind != "yesno":
            return found
    return None
