"""A text that facts are drawn from, and the pieces that every step shares."""

import re
from dataclasses import dataclass
from functools import cached_property

from farshore.catalog.listing.values import Fact, Span, Value
from farshore.language.segment.fold import fold

_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_LATIN_WORD = re.compile(r"[a-zà-ÿ]+")
_STOPWORDS = {
    "de": frozenset(
        [
            "und",
            "der",
            "die",
            "das",
            "mit",
            "aus",
            "für",
            "ist",
            "nicht",
            "ein",
            "eine",
            "von",
            "zu",
            "bei",
            "auch",
            "sich",
            "wird",
        ]
    ),
    "fr": frozenset(
        ["et", "le", "la", "les", "des", "avec", "en", "pour", "est", "une", "un", "du", "dans", "sur", "ne", "pas"]
    ),
    "es": frozenset(["y", "el", "la", "los", "las", "con", "en", "para", "es", "una", "un", "del", "por", "no", "se"]),
    "it": frozenset(["e", "il", "la", "con", "per", "di", "è", "una", "un", "del", "non", "gli", "della"]),
    "nl": frozenset(["en", "de", "het", "met", "van", "voor", "is", "een", "niet", "te"]),
    "pt": frozenset(["e", "o", "a", "os", "as", "com", "em", "para", "é", "uma", "um", "do", "da", "não"]),
    "en": frozenset(["and", "the", "of", "with", "for", "is", "a", "to", "in", "on", "not", "it", "this"]),
}


def has_any(text: str, keys: tuple[str, ...]) -> bool:
    """Whether one of the keys is in the text."""
    for key in keys:  # noqa: SIM110 - a plain loop is three times as fast as any() here
        if key in text:
            return True
    return False


def guess_lang(text: str) -> str:
    """Guess zh, ja, ko by script; de fr es it nl pt by small words; else en."""
    letters = sum(char.isalpha() for char in text) or 1
    if len(_KANA.findall(text)) * 8 > letters:
        return "ja"
    if len(_HANGUL.findall(text)) * 4 > letters:
        return "ko"
    if len(_HAN.findall(text)) * 6 > letters:
        return "zh"
    found = _LATIN_WORD.findall(text.lower())
    scores = {lang: sum(word in known for word in found) for lang, known in _STOPWORDS.items()}
    best = max(scores, key=lambda lang: (scores[lang], lang == "en"))
    return best if scores[best] >= 3 and scores[best] > scores["en"] else "en"


@dataclass(frozen=True)
class Passage:
    """One normalised text of a product and what is known of its place."""

    source: str
    text: str
    trade: str = "other"
    variant_external_id: str | None = None

    @cached_property
    def folded(self) -> str:
        """The text folded in width, digits and case; same length."""
        return fold(self.text)

    @cached_property
    def lang(self) -> str:
        """The language guessed of the whole text."""
        return guess_lang(self.text)

    def span(self, start: int, end: int) -> Span:
        """A span with its quote; outer white space is left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(self.source, start, end, self.text[start:end])

    def fact(
        self, attribute: str | None, value: Value, place: tuple[int, int], *, label: str = "", confidence: float = 1.0
    ) -> Fact:
        """A fact stated at `place` in this text."""
        return Fact(
            attribute=attribute,
            label=label,
            value=value,
            span=self.span(*place),
            lang=self.lang,
            variant_external_id=self.variant_external_id,
            confidence=confidence,
        )
