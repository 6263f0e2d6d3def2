"""Lists of what is not in a product: "free of lead, BPA and nickel", 不含酒精和香精 (properties.yaml, free_of)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from farshore.catalog.extraction.lexicon import branches, lexicon
from farshore.catalog.extraction.parts import SentenceParts
from farshore.catalog.extraction.passage import Passage, has_any
from farshore.catalog.listing.values import Fact, YesNo

_KEYS = ("free", "without", "no ", "不含", "添加")
"""One of them is in every sentence that tells what is left out."""
_NOT_BEFORE = re.compile(r"(?<![a-z])(?:not|isn['’]?t|never)(?: \w+)? ?$|不是|并非$")


@dataclass(frozen=True, slots=True)
class _Words:
    opener: re.Pattern[str]
    closer: re.Pattern[str]
    behind: re.Pattern[str]
    nouns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _words() -> _Words:
    tree = branches(lexicon("properties")["free_of"])
    return _Words(
        opener=re.compile(str(tree["opener"])),
        closer=re.compile(str(tree["closer"])),
        behind=re.compile(str(tree["behind"])),
        nouns=tuple((name, re.compile(str(regex))) for name, regex in branches(tree["nouns"]).items()),
    )


def draw_free_of(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    """Draw what a list says that the product is free of."""
    words, folded = _words(), passage.folded
    if not has_any(folded[sentence.start : sentence.end], _KEYS):
        return
    for match in words.opener.finditer(folded, sentence.start, sentence.end):
        closer = words.closer.search(folded, match.end(), sentence.end)
        stop = closer.start() if closer else sentence.end
        if not _NOT_BEFORE.search(folded[sentence.start : match.start()]):
            yield from _named(passage, match.start(), match.end(), stop)
    for match in words.behind.finditer(folded, sentence.start, sentence.end):
        if not _NOT_BEFORE.search(folded[sentence.start : match.start()]):
            yield from _named(passage, match.start(), match.start(), match.end())


def _named(passage: Passage, start: int, begin: int, stop: int) -> Iterator[Fact]:
    for concept, noun in _words().nouns:
        if noun.search(passage.folded, begin, stop):
            yield passage.fact(concept, YesNo(holds=True), (start, stop), confidence=0.92)
