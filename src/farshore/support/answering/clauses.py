"""Cut a message into clauses, each with one matter.

Cut at sentence marks always; at commas and words for "and" only where both sides have a matter of their own, since
"black and white" and "S, M, L" are one thing. That decision needs labels, so cutting is done in two steps:
`pieces` proposes, `join` puts back together what has no matter of its own.
"""

import re
from collections.abc import Sequence

from farshore.language.match import PhraseMatcher
from farshore.language.text import SUBSTRING_LANGUAGES, fold

_HARD = re.compile(r"[!?！？؟。…\n;；।]+|\.(?!\d)(?=\s|$)|\s[-–—]\s")
_SOFT = re.compile(
    r"[,，、،]+(?!\d)|\s[&+]\s|\s?/\s|(?<=[\u3040-\u9fff\u0e00-\u0e7f])\s+(?=[\u3040-\u9fff\u0e00-\u0e7f])"
)
LONGEST_MESSAGE_CHARS = 4000
"""What is read of a message; the rest is stored but not understood."""
MOST_PIECES = 12


def pieces(text: str, ands: PhraseMatcher, lang: str) -> list[str]:
    """Smallest parts that may be clauses, in order, empty ones dropped.

    Args:
        text: the message.
        ands: the language's words for "and".
        lang: BCP 47.
    """
    found: list[str] = []
    for sentence in _split(text[:LONGEST_MESSAGE_CHARS], _HARD):
        for part in _split(sentence, _SOFT):
            found += _split_words(part, ands, lang)
    return found[:MOST_PIECES]


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


def _split_words(text: str, ands: PhraseMatcher, lang: str) -> list[str]:
    folded = fold(text)
    if len(folded) != len(text) or lang in SUBSTRING_LANGUAGES:
        return [text] if lang in SUBSTRING_LANGUAGES else _split_plain(text, folded, ands)
    parts: list[str] = []
    start = 0
    for match in ands.find(folded):
        if match.start > start and match.start >= start:
            parts.append(text[start : match.start].strip())
            start = match.end
    parts.append(text[start:].strip())
    kept = [part for part in parts if any(c.isalnum() for c in part)]
    return kept or [text]


def _split_plain(text: str, folded: str, ands: PhraseMatcher) -> list[str]:
    """When folding changed the length: cut by words of the original whose folded form is an "and"."""
    words = {m.phrase for m in ands.find(folded)}
    parts: list[list[str]] = [[]]
    for word in text.split():
        if fold(word) in words:
            parts.append([])
        else:
            parts[-1].append(word)
    joined = [" ".join(part) for part in parts if part]
    return joined or [text]


def join(parts: Sequence[str], has_matter: Sequence[bool], gap: str = " ") -> list[str]:
    """Put parts without a matter of their own to the one before (the first ones to the next).

    Returns:
        Clauses in order; one at least when there are parts.
    """
    clauses: list[str] = []
    waiting = ""
    for part, own in zip(parts, has_matter, strict=True):
        if own:
            clauses.append(f"{waiting}{gap if waiting else ''}{part}")
            waiting = ""
        elif clauses:
            clauses[-1] += gap + part
        else:
            waiting += (gap if waiting else "") + part
    if waiting:
        clauses.append(waiting)
    return clauses
