"""Countries that a text names: by CLDR name in the text's language, by everyday names, by cities."""

from functools import lru_cache
from importlib.resources import files

import yaml

from farshore.language.match import Match, PhraseMatcher, longest
from farshore.language.render.locale import territories
from farshore.language.text import SUBSTRING_LANGUAGES, fold, fold_in, is_spaceless, tokens

_INFLECTED = frozenset({"ru", "pl", "tr", "de", "id", "nl", "hi", "ar"})
"""Languages that change a country's ending: long names match by their beginning."""
_SHORT = 2
_STEM_FROM = 6


@lru_cache
def _everyday() -> dict[str, list[str]]:
    raw = yaml.safe_load(files("farshore.language.places").joinpath("aliases.yaml").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for table in (raw["names"], raw["cities"]):
        for code, names in table.items():
            # YAML reads the bare key NO as False.
            found.setdefault("NO" if code is False else code, []).extend(str(name) for name in names)
    return found


def _belongs(name: str, lang: str) -> bool:
    """Whether an everyday name can be meant in a text of this language.

    Very short Latin names ("my", "duc", "y") are words of other languages: they count in their own alone.
    """
    bare = name.rstrip("*")
    if not bare.isascii():
        return True
    if lang == "vi":
        return True
    if bare in {"vs", "uk"}:
        return lang == "nl" if bare == "vs" else lang != "pl"
    return len(bare) > 3 or bare in {"usa", "uae", "ksa", "abd", "eua"}


@lru_cache
def _matcher(lang: str) -> PhraseMatcher:
    phrases: dict[str, list[str]] = {}
    for code, name in territories(lang).items():
        if len(code) == _SHORT and code.isalpha():
            stem = fold_in(lang, name)
            starred = lang in _INFLECTED and len(stem) >= _STEM_FROM and " " not in stem
            cut = stem[:-1] if starred and lang in {"ru", "pl"} else stem
            phrases.setdefault(code, []).append(cut + "*" if starred else stem)
    for code, name in territories("en").items():
        if len(code) == _SHORT and code.isalpha():
            phrases.setdefault(code, []).append(fold(name))
    for code, names in _everyday().items():
        kept = [name for name in names if _belongs(name, lang)]
        if lang == "tr":  # "dubaiye", "londradan"
            kept = [f"{n}*" if n.isalpha() and len(n) >= _STEM_FROM - 1 else n for n in kept]
        phrases.setdefault(code, []).extend(kept)
    if lang == "ar":
        # Short names keep what is glued on in front: "to Dubai", "in Egypt".
        for names in phrases.values():
            names += [f"{glued}{name}" for name in names for glued in ("ل", "ب") if name and not name.isascii()]
    return PhraseMatcher(phrases, lang)


@lru_cache
def _spaceless_names() -> PhraseMatcher:
    phrases = {code: [n for n in names if n and is_spaceless(n[0])] for code, names in _everyday().items()}
    return PhraseMatcher(phrases, "zh-Hans")


def find_countries(folded: str, lang: str) -> list[Match]:
    """Countries named in a folded text, in order; `label` is the ISO 3166 code."""
    found = _matcher(lang).find(folded, tokens(folded))
    if lang not in SUBSTRING_LANGUAGES and any(is_spaceless(char) for char in folded):
        found += _spaceless_names().find(folded)
    ordered: list[Match] = []
    for match in longest(found):
        if all(match.label != seen.label or match.start != seen.start for seen in ordered):
            ordered.append(match)
    return ordered


def find_codes(text: str) -> list[str]:
    """Upper-case ISO codes standing alone in the original text ("ship to US / DE?")."""
    known = territories("en")
    found = [word for word in text.replace("/", " ").replace(",", " ").replace("?", " ").split() if word.isupper()]
    codes = ["GB" if word == "UK" else word for word in found]
    return [
        code
        for code in codes
        if len(code) == _SHORT
        and code in known
        and code
        not in {
            "OK",
            "IT",
            "NO",
            "SO",
            "AM",
            "IS",
            "IN",
            "ME",
            "TV",
            "XL",
            "AS",
            "AT",
            "BE",
            "DO",
            "TO",
            "MY",
            "HI",
            "ID",
        }
    ]
