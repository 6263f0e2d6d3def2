"""Sentences and their parts: where a negation, a hedge or another thing's mention ends."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from farshore.catalog.extraction.passage import Passage
from farshore.language.segment.sentences import split_sentences

_CUT = re.compile(
    r"[;；，。!?]|:(?=\s)|：|,(?!\d)|(?<=\s)[—–-](?=\s)|—|\s(?=(?:but|however|though|although|while|whereas|yet|except)\s)"
    r"|\s(?=(?:and|or)\s(?:not|do not|don['’]?t|never|no|cannot|can['’]?t|is|are|has|have|comes|can|should|must)\s)"
    r"|\s(?=(?:because|since|due to|thanks to|so that|as it|as they)\s)"
    r"|(?<!不)(?<!反)(?=但是?|不过|然而|却(?!不)|而不)|[()（）]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence: a span of the passage."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceParts:
    """A sentence and its parts in order."""

    start: int
    end: int
    parts: tuple[Part, ...] = field(default=())


@lru_cache(maxsize=512)
def sentences_of(passage: Passage, start: int, end: int) -> tuple[SentenceParts, ...]:
    """Cut a stretch of a passage into sentences and their parts."""
    found: list[SentenceParts] = []
    for begin, stop in split_sentences(passage.text, start=start, end=end):
        parts: list[Part] = []
        position = begin
        for match in _CUT.finditer(passage.folded, begin, stop):
            _add(passage, position, match.start(), parts)
            position = match.end()
        _add(passage, position, stop, parts)
        found.append(SentenceParts(begin, stop, tuple(parts)))
    return tuple(found)


def _add(passage: Passage, start: int, end: int, parts: list[Part]) -> None:
    while start < end and passage.text[start].isspace():
        start += 1
    while end > start and (passage.text[end - 1].isspace() or passage.text[end - 1] in ".。"):
        end -= 1
    if end > start:
        parts.append(Part(start, end))
