"""Care statements: the parts of a sentence that say how to wash and look after a thing (phrases.yaml, care_part)."""

import re
from functools import cache

from farshore.catalog.extraction.lexicon import lexicon
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.values import Fact, Text

_CUT = re.compile(r"\s*(?:[;，；。]|,(?!\d)|\.(?=\s|$)|\n)\s*")
_LEAD = re.compile(r"(?:and|but|then|so|please|just|simply|并且?|且|但)[ ,]?\s*(?=\S)", re.IGNORECASE)
_MAX_PARTS = 12


@cache
def _is_care() -> re.Pattern[str]:
    return re.compile(str(lexicon("phrases")["care_part"]))


def care_pieces(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    """Where the parts of a stretch stand, outside brackets, without "and" and "please" in front."""
    masked = re.sub(r"[(（][^)）]*[)）]", lambda match: "\0" * len(match[0]), passage.folded[start:end])
    pieces: list[tuple[int, int]] = []
    position = 0
    for match in [*_CUT.finditer(masked), None]:
        stop = match.start() if match else len(masked)
        lead = _LEAD.match(passage.text, start + position, start + stop)
        begin = lead.end() if lead else start + position
        if passage.text[begin : start + stop].strip():
            pieces.append((begin, start + stop))
        position = match.end() if match else stop
    return pieces


def draw_care(passage: Passage, start: int, end: int, *, label: str = "", confidence: float = 0.85) -> Fact | None:
    """Draw the care statements of a stretch as one text with its parts; None when there are none.

    With a label ("Care: …") every part is one; without, only the parts that speak of washing, drying and the like.
    """
    pieces = care_pieces(passage, start, end)
    kept = [(s, e) for s, e in pieces if label or _is_care().search(passage.folded, s, e)][:_MAX_PARTS]
    if not kept:
        return None
    items = tuple(passage.span(s, e).quote for s, e in kept)
    place = (kept[0][0], kept[-1][1])
    is_whole = kept == [p for p in pieces if place[0] <= p[0] <= place[1]]
    joint = "，" if passage.lang == "zh" else ", "
    text = passage.span(*place).quote if is_whole else joint.join(items)
    return passage.fact("care", Text(text, items if len(items) > 1 else ()), place, label=label, confidence=confidence)
