"""Cut a message into clauses, each with one matter.

Cut at sentence marks always; at commas and words for "and" only where both sides can stand alone, since "black and
white" and "S, M, L" are one thing. That decision needs labels, so cutting is done in two steps: `pieces` proposes,
`join` puts back together what cannot stand alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from farshore.language.text import SUBSTRING_LANGUAGES

_HARD = re.compile(r"[!?！？؟。…\n;；।]+|\.(?!\d)(?=\s|$)|\s[-–—]\s")
_SOFT = re.compile(
    r"[,，、،]+(?!\d)|\s[&+]\s|\s?/\s|(?<=[\u3040-\u9fff\u0e00-\u0e7f])\s+(?=[\u3040-\u9fff\u0e00-\u0e7f])"
)
LONGEST_MESSAGE_CHARS = 4000
"""What is read of a message; the rest is stored but not understood."""
MOST_PIECES = 12


_CONJUNCTIONS = {
    "en": "and|plus", "de": "und|sowie", "es": "y|e", "fr": "et", "it": "e|ed", "pt-BR": "e", "nl": "en",
    "pl": "i|oraz", "ru": "и|а также", "tr": "ve", "hi": "और|aur|or", "vi": "và|va", "id": "dan", "ar": "و",
    "zh-Hans": "还有|另外|以及", "zh-Hant": "還有|另外|以及", "ja": "それと|あと、",
    "ko": r"그리고|(?<=[가-힣]고)\s|(?<=는데)\s", "th": "และ|แล้วก็",
}  # fmt: skip
"""Words that join clauses. Compared with their accents: French "où" is not "ou", Italian "è" is not "e"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message that may be a clause."""

    text: str
    opens_sentence: bool
    after_comma: bool = False


def pieces(text: str, lang: str) -> list[Piece]:
    """Smallest parts that may be clauses, in order, empty ones dropped."""
    found: list[Piece] = []
    for sentence in _split(text[:LONGEST_MESSAGE_CHARS], _HARD):
        for soft_number, soft in enumerate(_split(sentence, _SOFT)):
            for number, part in enumerate(_split_words(soft, lang)):
                found.append(Piece(part, soft_number == number == 0, soft_number > 0 and number == 0))
    return found[:MOST_PIECES]


def conjunctions(lang: str) -> frozenset[str]:
    """The words themselves."""
    return frozenset(_CONJUNCTIONS.get(lang, "and").split("|"))


@lru_cache
def _conjunction(lang: str) -> re.Pattern[str]:
    words = _CONJUNCTIONS.get(lang, "and")
    if lang in SUBSTRING_LANGUAGES:
        return re.compile(words)
    return re.compile(rf"(?<=\s)(?:{words})(?=\s)", re.IGNORECASE)


def _split_words(text: str, lang: str) -> list[str]:
    parts = [part.strip() for part in _conjunction(lang).split(text)]
    return [part for part in parts if any(c.isalnum() for c in part)] or [text]


def _split(text: str, mark: re.Pattern[str]) -> list[str]:
    """Parts between marks; a question mark stays, since it tells a question from a statement."""
    parts: list[str] = []
    start = 0
    for match in mark.finditer(text):
        end = match.end() if mark is _HARD else match.start()
        parts.append(text[start:end].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if any(c.isalnum() for c in part)]


def size_of(text: str, lang: str) -> int:
    """Words of a text; about two characters a word where no spaces are written, four in Thai."""
    if lang == "th":
        return len(text) // 4
    return len(text) // 2 if lang in SUBSTRING_LANGUAGES and lang != "ko" else len(text.split())


def _before_comma(parts: Sequence[Piece], number: int) -> bool:
    return number + 1 < len(parts) and parts[number + 1].after_comma


_STANDS_FROM_WORDS = 4
_SENTENCE_FROM_WORDS = 3


def join(parts: Sequence[Piece], has_matter: Sequence[bool], is_talk: Sequence[bool], lang: str) -> list[str]:
    """Put what cannot stand alone to the part before (the first ones to the next).

    A part stands alone with a matter of its own, or by its length: a sentence from three words, what follows "and" from
    four; what follows a comma needs a matter ("which is taller, the desk lamp or the floor lamp?").

    Returns:
        Clauses in order; one at least when there are parts.
    """
    gap = "" if lang in SUBSTRING_LANGUAGES and lang != "ko" else " "
    clauses: list[str] = []
    waiting = ""
    for number, (part, own) in enumerate(zip(parts, has_matter, strict=True)):
        size = size_of(part.text, lang)
        least = _SENTENCE_FROM_WORDS if part.opens_sentence else _STANDS_FROM_WORDS
        after_talk = number > 0 and is_talk[number - 1] and has_matter[number - 1]
        by_length = not part.after_comma and not _before_comma(parts, number)
        if lang in SUBSTRING_LANGUAGES:
            by_length = by_length or size > least  # a comma is the usual joint there
        stands = own or after_talk or (size >= least and by_length)
        if stands:
            clauses.append(f"{waiting}{gap if waiting else ''}{part.text}")
            waiting = ""
        elif clauses:
            clauses[-1] += gap + part.text
        else:
            waiting += (gap if waiting else "") + part.text
    if waiting:
        clauses.append(waiting)
    return clauses
