"""Say a seller's words in another language by the lexicon: "100% merino wool" -> "100 % Merinowolle".

Text is cut into items (at commas), each item into terms, measures, numbers and small words. An item is whole when
nothing is left over. What is not whole stays a quotation; the caller may give the terms beside it as a gloss.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from farshore.language.lexicon import own_recogniser, recogniser
from farshore.language.render.locale import number
from farshore.language.render.units import unit_text
from farshore.language.text import fold, is_spaceless, tokens
from farshore.language.units.parse import FoundMeasure, find_measures

_ITEMS = re.compile(
    r"\s*(?:[,;，；、•·|\n]|\s/\s|\s\+\s|\.\s|。)\s*(?!\d{3})|(?<=[^\d\s])\s*(?=\d{1,3}(?:\.\d+)?\s?[%％])"
)
_SMALL_WORDS = {
    "en": frozenset(
        [
            "a",
            "an",
            "the",
            "of",
            "made",
            "from",
            "in",
            "is",
            "are",
            "it",
            "and",
            "with",
            "&",
            "to",
            "for",
            "your",
            "its",
            "our",
            "pure",
        ]
    ),
    "zh-Hans": frozenset(["的", "是", "为", "采用", "制", "成", "和", "与", "及", "款"]),
}
_NEGATIONS = {
    "en": frozenset(
        [
            "no",
            "not",
            "non",
            "without",
            "never",
            "free",
            "don't",
            "isn't",
            "cannot",
            "except",
            "excluding",
            "faux",
            "fake",
            "imitation",
            "like",
            "look",
            "effect",
        ]
    ),
    "zh-Hans": frozenset(["不", "非", "无", "勿", "没", "免", "仿", "未", "禁"]),
}
_IN_ORDER = frozenset({"en", "zh-Hans", "zh-Hant", "ja", "ko"})
"""Languages in which describing words stand before the noun without inflection, as in the seller's text."""
_NOUN_GAP = {"zh-Hans": "", "zh-Hant": "", "ja": "", "ko": " "}
_GLOSS_FROM = 0.45
_TIMES = re.compile(r"(?<=[\d\s])[x×*](?=[\d\s])")
_AS_WRITTEN = re.compile(
    r"(?P<grid>(?<![\d.,])\d+(?:\.\d+)?(?:\s?[x×*]\s?\d+(?:\.\d+)?)+)|(?P<version>(?<=[a-z] )\d+\.\d+)"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Words said in another language."""

    text: str
    """The rendering when `is_whole`; else the terms that were understood, as a gloss (may be empty)."""
    is_whole: bool
    unknown: tuple[str, ...] = ()
    """Words of the source that no term covers, for the seller's list of words to write once."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    said: str
    is_noun: bool
    is_amount: bool = False


def source_language(text: str, lang: str) -> str:
    """The lexicon column that a seller's text is read by: Chinese when it has Han characters, else its own language."""
    if lang in {"zh", "zh-Hans", "zh-Hant", "ja", "ko", "th"}:
        return "zh-Hans" if lang == "zh" else lang
    return "zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in text) else lang


@lru_cache(maxsize=4096)
def render_words(text: str, source: str, target: str) -> Rendered:
    """A seller's words in the target language.

    Args:
        text: as written.
        source: its language.
        target: the shopper's language.
    """
    source = source_language(text, source)
    if source == target:
        return Rendered(text, is_whole=True)
    whole = _whole(text, source, target)
    if whole is not None:
        return whole
    items = [item for item in _ITEMS.split(text) if item]
    rendered = [_item(item, source, target) for item in items]
    gap = "、" if target in {"zh-Hans", "zh-Hant", "ja"} else "، " if target == "ar" else ", "
    unknown = tuple(word for one in rendered for word in one.unknown)
    if rendered and all(one.is_whole for one in rendered):
        return Rendered(gap.join(one.text for one in rendered), is_whole=True)
    known = [one.text for one in rendered if one.text and (one.is_whole or _is_telling(one))]
    covered = sum(len(one.unknown) == 0 for one in rendered) / max(1, len(rendered))
    gloss = gap.join(dict.fromkeys(known)) if known and (covered >= _GLOSS_FROM or len(rendered) == 1) else ""
    return Rendered(gloss, is_whole=False, unknown=unknown)


def _whole(text: str, source: str, target: str) -> Rendered | None:
    """The text as one term; only here the taxonomy counts, since pieced together its senses go wrong."""
    term = recogniser(source).exact(text)
    spoken = term.spoken(target) if term is not None else None
    return Rendered(spoken, is_whole=True) if spoken else None


def _is_telling(one: Rendered) -> bool:
    return bool(one.text)


def _item(item: str, source: str, target: str) -> Rendered:
    whole = _whole(item, source, target)
    if whole is not None:
        return whole
    if not any(c.isalpha() for c in _TIMES.sub("", item)):
        return Rendered(item.strip(), is_whole=True)  # "1920 x 1080" is the same everywhere
    folded = fold(item)
    parts = _amounts(folded, target)
    negated = bool(_NEGATIONS.get(source, frozenset()) & _small_set(folded, source))
    for start, end, term in own_recogniser(source).find(folded):
        if any(p.start < end and start < p.end for p in parts):
            continue
        # "not", "without", "with" turn a statement round: they are never pieced together word by word.
        spoken = None if term.kind == "connector" else term.spoken(target)
        if spoken is not None:
            parts.append(_Part(start, end, spoken, not term.is_adjective))
            negated = negated and not (_NEGATIONS.get(source, frozenset()) & _small_set(folded[start:end], source))
    left = _left_over(folded, parts, source)
    parts += [_Part(t[1], t[2], _bare(t[0], target), is_noun=False, is_amount=True) for t in left if _is_number(t[0])]
    unknown = tuple(t[0] for t in left if not _is_number(t[0]))
    if not parts or negated:
        return Rendered("", is_whole=False, unknown=unknown or (item,))
    said = _composed(sorted(parts, key=lambda p: p.start), target)
    return Rendered(said, is_whole=not unknown, unknown=unknown)


def _amounts(folded: str, target: str) -> list[_Part]:
    """Measures in the target's words; "1920 x 1080 px" and "HDMI 2.1" keep their numbers as written."""
    kept = [m for m in _AS_WRITTEN.finditer(folded) if m.lastgroup]
    parts: list[_Part] = []
    for found in find_measures(folded):
        grid = next((m for m in kept if found.times and m["grid"] and m.start() <= found.start < m.end()), None)
        if grid is None:
            parts.append(_measure_part(found, target))
            continue
        said = unit_text(target, found.amounts[-1].low, found.unit, amount=grid[0])
        parts.append(_Part(grid.start(), max(found.end, grid.end()), said, is_noun=False, is_amount=True))
    apart = (m for m in kept if not any(p.start < m.end() and m.start() < p.end for p in parts))
    return [*parts, *(_Part(m.start(), m.end(), m[0], is_noun=False, is_amount=True) for m in apart)]


def _small_set(folded: str, source: str) -> set[str]:
    return set(folded) if source.startswith("zh") else {t.text for t in tokens(folded)}


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def _bare(written: str, target: str) -> str:
    """A number without a unit: a whole one may be a year or a code and is not grouped."""
    return written if written.isdigit() else number(target, float(written))


def _measure_part(found: FoundMeasure, target: str) -> _Part:
    said: list[str] = []
    for amount in found.amounts:
        shown = number(target, amount.low) + (f"–{number(target, amount.high)}" if amount.high is not None else "")
        said.append(shown)
    last = found.amounts[-1]
    value = last.high if last.high is not None else last.low
    return _Part(
        found.start,
        found.end,
        unit_text(target, value, found.unit, amount=" × ".join(said)),
        is_noun=False,
        is_amount=True,
    )


def _left_over(folded: str, parts: list[_Part], source: str) -> list[tuple[str, int, int]]:
    """Words that no part covers and that are not small words: (word, start, end)."""
    covered = [False] * (len(folded) + 1)
    for part in parts:
        for i in range(part.start, part.end):
            covered[i] = True
    small = _SMALL_WORDS.get(source, frozenset())
    left: list[tuple[str, int, int]] = []
    for token in tokens(folded):
        run = ""
        begin = token.start
        for i in range(token.start, token.end + 1):
            inside = i < token.end and not covered[i] and not (is_spaceless(folded[i]) and folded[i] in small)
            if inside:
                begin = begin if run else i
                run += folded[i]
            elif run:
                left.append((run, begin, i))
                run = ""
    return [item for item in left if item[0] not in small]


def _composed(parts: list[_Part], target: str) -> str:
    """Amounts keep their place; describing words stand before the noun, or after it behind a comma."""
    if target in _IN_ORDER:
        gap = _NOUN_GAP.get(target, " ")
        said = ""
        for part in parts:
            said += (
                "" if not said else " " if part.is_amount or said[-1].isdigit() or said[-1] == "%" else gap
            ) + part.said
        return said
    amounts = [p for p in parts if p.is_amount]
    nouns = [p for p in parts if p.is_noun]
    others = [p for p in parts if not p.is_amount and not p.is_noun]
    if not nouns:
        return " ".join(p.said for p in parts) if len(parts) <= 1 or amounts else ", ".join(p.said for p in others)
    lead = [p.said for p in parts if p.is_amount and p.start < nouns[-1].start]
    trail = [p.said for p in parts if p.is_amount and p.start > nouns[-1].start]
    head = " ".join([*lead, nouns[-1].said, *trail])
    rest = [p.said for p in nouns[:-1]] + [p.said for p in others]
    return ", ".join([head, *rest])
