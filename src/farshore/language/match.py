"""Find which of many listed words or phrases occur in a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from farshore.language.text import SUBSTRING_LANGUAGES, Token, forms_in, stem_in, tokens


@dataclass(frozen=True, slots=True)
class Match:
    """A listed phrase found; `start` and `end` are code points of the folded text, end exclusive."""

    label: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    words: tuple[str, ...]
    is_prefix: tuple[bool, ...]
    phrase: str


class PhraseMatcher:
    """Phrases by label, looked for in folded texts.

    `word*` matches every word that begins so. In languages without spaces (and Korean, whose particles are glued
    on) a phrase matches as a substring; there Latin phrases still match whole words only.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], lang: str) -> None:
        self._substring = lang in SUBSTRING_LANGUAGES
        self._lang = lang
        self._exact: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._prefix: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._inner: list[tuple[str, str]] = []
        for label, listed in phrases.items():
            for phrase in listed:
                for folded in forms_in(lang, str(phrase)):
                    self._add(label, folded.strip())

    def _add(self, label: str, folded: str) -> None:
        if self._substring and not folded.isascii():
            self._inner.append((label, folded.replace("*", "")))
            return
        parts = folded.split()
        words: list[str] = []
        prefixes: list[bool] = []
        for part in parts:
            starred = part.endswith("*")
            pieces = [stem_in(self._lang, t.text) for t in tokens(part.rstrip("*"))]
            words += pieces
            prefixes += [False] * (len(pieces) - 1) + [starred] if pieces else []
        if not words:
            return
        entry = _Phrase(label, tuple(words), tuple(prefixes), folded)
        if prefixes[0]:
            self._prefix[words[0][:2]].append(entry)
        else:
            self._exact[words[0]].append(entry)

    def find(self, folded: str, words: list[Token] | None = None) -> list[Match]:
        """All matches in a folded text, longest first at each place; they may overlap.

        Args:
            folded: the text, already through `fold`.
            words: its tokens when the caller has them.
        """
        words = tokens(folded) if words is None else words
        if self._lang == "ar":
            words = [Token(stem_in("ar", w.text), w.start, w.end) for w in words]
        found = [
            Match(entry.label, token.start, words[index + len(entry.words) - 1].end, entry.phrase)
            for index, token in enumerate(words)
            for entry in (*self._exact.get(token.text, ()), *self._prefix.get(token.text[:2], ()))
            if self._fits(entry, words, index)
        ]
        for label, inner in self._inner:
            start = folded.find(inner)
            while start >= 0:
                found.append(Match(label, start, start + len(inner), inner))
                start = folded.find(inner, start + 1)
        found.sort(key=lambda m: (m.start, -(m.end - m.start)))
        return found

    @staticmethod
    def _fits(entry: _Phrase, words: list[Token], index: int) -> bool:
        if index + len(entry.words) > len(words):
            return False
        for offset, (word, is_prefix) in enumerate(zip(entry.words, entry.is_prefix, strict=True)):
            text = words[index + offset].text
            if not (text.startswith(word) if is_prefix else text == word):
                return False
        return True


def longest(matches: list[Match]) -> list[Match]:
    """Those matches that no longer match covers; of equal ones the first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (-(m.end - m.start), m.start)):
        covered = any(
            k.start <= match.start and match.end <= k.end and (k.end - k.start) > (match.end - match.start)
            for k in kept
        )
        if not covered:
            kept.append(match)
    kept.sort(key=lambda m: m.start)
    return kept


def has_word(words: Sequence[object] | None, folded: str, lang: str) -> bool:
    """Whether a folded text has one of a pack's words."""
    return bool(words) and bool(PhraseMatcher({"w": map(str, words or ())}, lang).find(folded))
