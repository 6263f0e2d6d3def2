"""Materials in prose: compositions, "made of …", "bamboo lid", 采用…制成, with hedges refused (materials.yaml)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from farshore.catalog.extraction.lexicon import branches, lexicon, strings
from farshore.catalog.extraction.measures import is_about_people, other_thing_spans
from farshore.catalog.extraction.parts import SentenceParts
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.values import Fact, Text
from farshore.language.segment.fold import fold

_VERB = re.compile(
    r"(?<![a-z])(?:is|are|was|were|has|have|can|will|keeps?|makes?|holds?|gives?|comes?|lets?|feels?|fits?|goes)(?![a-z])"
)


_SUBJECT = re.compile(r"\s*(?:the |this |our |it )?(?:[a-z]+ ){0,2}(?:is|are|in) (?:an? |all |made )?")
_CLEANED = frozenset("洗护")
"""Behind a material it is what cares for it: 真丝洗涤剂."""
_COUNTED = re.compile(r"^\s*(?:[\d.,]+ ?[a-z]{1,3} |\d+ (?:pieces|ribs|sheets) )")
_WORKED = frozenset(["braided", "coated", "woven", "knit", "wrapped"])
_PLATED = re.compile(r"(?:plated|filled) $")
_HAN_PIECE = re.compile(r"[^，。；、！!,;.\s]+")
_BY_VERB = dict.fromkeys(("filled", "stuffed", "padded", "insulated"), "filling") | {"lined": "lining"}
_LATIN = re.compile(r"[a-z]{3}")
_NAME = re.compile("@([a-z_]+)@")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    part: tuple[int, int] | None
    confidence: float


def _union(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(_bordered(fold(word)) for word in ordered)


def _bordered(word: str) -> str:
    """A short Latin name (PP, EVA) between Chinese characters is no part of a longer word (APP)."""
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if word.isascii() and len(word) <= 4 else escaped


@cache
def _shape(name: str) -> str:
    """A named list as an alternation, or a named expression with the names in it filled in."""
    tree = lexicon("materials")
    shape = branches(tree["shapes"]).get(name)
    return _union(strings(tree[name])) if shape is None else _filled_in(str(shape))


def _filled_in(expression: str) -> str:
    return _NAME.sub(lambda match: f"(?:{_shape(match[1])})", expression)


@cache
def _statement(name: str) -> re.Pattern[str]:
    return re.compile(_filled_in(str(branches(lexicon("materials")["statements"])[name])))


@cache
def _refusals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tree = lexicon("materials")
    return re.compile(str(tree["not_before"])), re.compile(str(tree["not_after"]))


@cache
def _strong() -> re.Pattern[str]:
    tree = lexicon("materials")
    weak = strings(tree["han_weak"])
    han = tuple(word for word in strings(tree["han"]) if word not in weak)
    return re.compile(rf"(?<![a-z])(?:{_shape('strong')})s?(?![a-z])|{_union(han)}")


def draw_materials(passage: Passage, sentence: SentenceParts, *, is_title: bool = False) -> Iterator[Fact]:
    """Draw the materials that one sentence states of the product or of a part of it."""
    folded = passage.folded[sentence.start : sentence.end]
    if is_about_people(folded):
        return
    is_han = any("\u4e00" <= char <= "\u9fff" for char in folded)
    if not is_han and not _statement("phrase").search(folded):
        return
    others = other_thing_spans(folded)
    taken: list[tuple[int, int]] = []
    for hit in _hits(folded, is_han=is_han, is_title=is_title):
        if any(s < hit.end and hit.start < e for s, e in taken) or any(s <= hit.start < e for s, e in others):
            continue
        if _is_refused(folded, hit):
            continue
        taken.append((hit.start, hit.end))
        yield _fact(passage, sentence.start, hit)


def names_material(folded: str) -> bool:
    """Whether a short folded value names a material at all: "stainless steel 304", 慢回弹记忆棉."""
    return bool(_statement("phrase").search(folded) or _statement("han_named").search(folded))


def _is_refused(folded: str, hit: _Hit) -> bool:
    not_before, not_after = _refusals()
    if folded[hit.end : hit.end + 1] in _CLEANED:
        return True
    has_part_after = hit.part is not None and hit.part[0] >= hit.end
    is_look = not has_part_after and bool(not_after.match(folded, hit.end))
    return is_look or bool(not_before.search(folded[max(0, hit.start - 40) : hit.start]))


def _hits(folded: str, *, is_han: bool, is_title: bool) -> Iterator[_Hit]:
    if "%" in folded:
        yield from _composed(folded)
    if is_han:
        yield from _han_hits(folded)
    if _LATIN.search(folded):
        yield from _latin_hits(folded, is_title=is_title)
    if is_han:
        yield from _bare_han(folded, is_title=is_title)


def _latin_hits(folded: str, *, is_title: bool) -> Iterator[_Hit]:
    yield from _stated(folded, "filled", 0.9)
    yield from _stated(folded, "with_part", 0.85)
    yield from _stated(folded, "part_is", 0.85)
    for match in _statement("triggered").finditer(folded):
        subject = _statement("subject").search(folded[: match.start()])
        yield _Hit(*match.span("m"), subject.span("p") if subject else None, 0.95)
    yield from _bare(folded, is_title=is_title)


def _stated(folded: str, name: str, confidence: float) -> Iterator[_Hit]:
    for match in _statement(name).finditer(folded):
        part = match.span("p") if match["p"] else None
        yield _Hit(*match.span("m"), part, confidence)


def _composed(folded: str) -> Iterator[_Hit]:
    for match in _statement("composition").finditer(folded):
        near = _statement("part_before").search(folded[: match.start()]) or _statement("part_after").match(
            folded, match.end()
        )
        yield _Hit(match.start(), match.end(), near.span("p") if near else None, 0.95)


def _han_hits(folded: str) -> Iterator[_Hit]:
    yield from _filled_or_not(folded, "han_composition", 0.95)
    yield from _stated(folded, "han_before_part", 0.85)
    yield from _stated(folded, "han_part_is", 0.85)
    yield from _stated(folded, "han_triggered", 0.9)
    yield from _filled_or_not(folded, "han_tail", 0.9)


def _filled_or_not(folded: str, name: str, confidence: float) -> Iterator[_Hit]:
    """Statements that 填充 may end: then the material is what fills."""
    for match in _statement(name).finditer(folded):
        part = match.span("p") if match["p"] else None
        if match["t"] and "填充" in match["t"]:
            part = (match.start("t") + match["t"].index("填充"), match.end("t"))
        yield _Hit(*match.span("m"), part, confidence)


def _bare(folded: str, *, is_title: bool) -> Iterator[_Hit]:
    """A material without a trigger: in a title, or heading a short phrase without a verb."""
    for match in _statement("phrase").finditer(folded):
        if not _strong().search(match[0]):
            continue
        if is_title:
            yield _Hit(match.start(), match.end(), None, 0.7)
        elif _is_headed(folded, match.start(), match.end()):
            yield _Hit(match.start(), match.end(), None, 0.8)


def _is_headed(folded: str, start: int, end: int) -> bool:
    """Whether a material is what a part of a sentence says: "It is all wool", "Waxed canvas with …", "plated brass"."""
    begin = max(folded.rfind(mark, 0, start) for mark in ",;.(，。；") + 1
    stop = min((p for mark in ",;.)，。；" if (p := folded.find(mark, end)) >= 0), default=len(folded))
    piece, rest = _COUNTED.sub("", folded[begin:start]), folded[end:stop]
    if _SUBJECT.fullmatch(piece) or _PLATED.search(piece):
        return True
    opens = len(piece.split()) <= 1 and re.match(r" (?:with|in|and) ", rest)
    return (
        len(piece.split()) <= 2
        and not _VERB.search(piece)
        and (not rest.strip() or rest.strip() in _WORKED or bool(opens))
    )


def _bare_han(folded: str, *, is_title: bool) -> Iterator[_Hit]:
    """A Chinese material that is a whole part of a sentence (新疆长绒棉，), or stands in a title."""
    for piece in _HAN_PIECE.finditer(folded):
        match = _statement("han_whole").fullmatch(piece[0])
        if match:
            yield _Hit(piece.start() + match.start("m"), piece.start() + match.end("m"), None, 0.8)
    if is_title:
        for match in _strong().finditer(folded):
            yield _Hit(match.start(), match.end(), None, 0.7)


def folded_of(passage: Passage, offset: int, part: tuple[int, int]) -> str:
    """The folded words of a part."""
    return passage.folded[offset + part[0] : offset + part[1]]


def _fact(passage: Passage, offset: int, hit: _Hit) -> Fact:
    start, end = offset + hit.start, offset + hit.end
    concept, scope = "material", None
    if hit.part and not (
        passage.source == "title" and folded_of(passage, offset, hit.part) in strings(lexicon("materials")["things"])
    ):
        scope = passage.text[offset + hit.part[0] : offset + hit.part[1]]
        concepts = branches(lexicon("materials")["part_concepts"])
        key = scope.lower()
        named = concepts.get(key) or _BY_VERB.get(key)
        if named:
            concept, scope = str(named), None
        elif key == "面料":
            scope = None
    fact = passage.fact(concept, Text(passage.span(start, end).quote), (start, end), confidence=hit.confidence)
    return replace(fact, scope=scope)
