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

_TRIGGER = (
    r"(?:(?:hand-?|well )?(?:made|crafted|constructed|built|woven|knitted|knit|cast|forged|carved|sewn|cut|moulded|molded|formed"
    r"|manufactured|produced|handcrafted|handmade|turned|spun|blown|fashioned|machined)(?: entirely| mainly| mostly| completely| only"
    r"| by hand| in [a-z]+)?(?: of| from| out of| in| with| using)|(?:material|fabric|composition) (?:is|used is)|features? an?"
    r"|consists? of|composed of|comes in|choose[sn]? from|uses?)"
)
_HAN_TRIGGER = r"(?:采用|选用|精选|甄选|使用|由|以|材质(?:为|是|:)?|用料(?:为|是)?|面料(?:为|是)?|搭配|用)"
_HAN_TAIL = r"(?:材质|材料|面料|制成|制作|打造|制造|纺制|编织|织造|缝制|制|质地|铸造|一体成型|内里|作为填充|填充|工艺)"
_BE = r"(?:is|are|was|in)(?: made)?(?: entirely| completely| all| now)?(?: of| from)?"
_VERB = re.compile(r"(?<![a-z])(?:is|are|was|were|has|have|can|will|keeps?|makes?|holds?|gives?|comes?|lets?|feels?|fits?|goes)(?![a-z])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    any_strong: re.Pattern[str]
    phrase: re.Pattern[str]
    triggered: re.Pattern[str]
    composition: re.Pattern[str]
    with_part: re.Pattern[str]
    part_is: re.Pattern[str]
    filled: re.Pattern[str]
    subject: re.Pattern[str]
    han_triggered: re.Pattern[str]
    han_tail: re.Pattern[str]
    han_composition: re.Pattern[str]
    han_part: re.Pattern[str]
    han_whole: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]


def _union(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(_bordered(fold(word)) for word in ordered)


def _bordered(word: str) -> str:
    """A short Latin name (PP, EVA) between Chinese characters is no part of a longer word (APP)."""
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if word.isascii() and len(word) <= 4 else escaped


@cache
def _patterns() -> _Patterns:
    tree = lexicon("materials")
    strong, weak = strings(tree["strong"]), strings(tree["weak"])
    every = _union(strong + weak)
    quality = rf"(?:(?:\d{{1,3}}(?:\.\d+)?\s?%\s?)?(?:(?:{_union(strings(tree['qualities']))}),?[ -])*)"
    one = rf"{quality}(?<![a-z])(?:{every})s?(?![a-z])"
    joined = rf"{one}(?:(?:,? (?:and|&|with|or) (?:a (?:touch|hint|little) of )?|, |/| ?\+ ?| ){one})*"
    han, han_strong = strings(tree["han"]), tuple(w for w in strings(tree["han"]) if w not in strings(tree["han_weak"]))
    han_one = rf"(?:植鞣|加厚|优质|高档|食品级|进口|天然|环保|高密度|双层|纯|新疆|意大利|日本|德国|澳洲|内蒙古|云南|精梳|高端|高品质|抗菌|\d+d|\d+支|\d+姆米|[\d.]+%)*(?:{_union(han)})"
    han_joined = rf"{han_one}(?:(?:[、和与及+/]|混纺){han_one})*(?:混纺)?"
    parts, han_parts = _union(strings(tree["part_words"])), _union(strings(tree["han_parts"]))
    pct = r"\d{1,3}(?:\.\d+)?\s?%"
    return _Patterns(
        any_strong=re.compile(rf"(?<![a-z])(?:{_union(strong)})s?(?![a-z])|{_union(han_strong)}"),
        phrase=re.compile(rf"(?<![a-z-]){joined}"),
        triggered=re.compile(rf"(?<![a-z]){_TRIGGER} (?:an? |the |our |only |very |one piece of |a single piece of |a mix of |a blend of )*((?:[a-z0-9%/-]+ ){{0,3}}?{joined})"),
        composition=re.compile(rf"{pct}\s?(?:[a-z-]+ ){{0,2}}(?:{every})(?![a-z])(?:\s?(?:,|/|\+|&|and|;)*\s?{pct}\s?(?:[a-z-]+ ){{0,2}}(?:{every})(?![a-z]))*|(?<![a-z])(?:{every})\s?:?\s?{pct}(?:\s?(?:,|/|\+|&|and)*\s?(?:{every})\s?{pct})*"),
        with_part=re.compile(rf"(?<![a-z-])({joined}) (?:(?!(?:and|or|for|with|in|on|to|of|look|like|effect|style|mug|bag|table|chair) )[a-z-]+ )?({parts})(?![a-z])"),
        part_is=re.compile(rf"(?<![a-z])({parts})(?: material)?(?:: | {_BE} | )(?:an? )?({joined})(?! (?:{parts})(?![a-z]))"),
        filled=re.compile(rf"(?<![a-z])(filled|stuffed|padded|lined|insulated)(?: generously)? (?:with|in) (?:an? )?((?:[a-z0-9%/-]+ ){{0,3}}?{joined}|[a-z -]{{0,20}}(?:fibre|fiber|foam|down|feathers|hulls))"),
        subject=re.compile(rf"(?<![a-z])({parts})(?: is| are| was)?(?: [a-z]+ly)?\s*$"),
        han_triggered=re.compile(rf"(?:({han_parts})(?:均|为|部分)?)?{_HAN_TRIGGER}([^，。；、如似像比般仿]{{0,8}}?{han_joined})"),
        han_tail=re.compile(rf"(?:({han_parts})(?:均|为|部分|是)?)?({han_joined})({_HAN_TAIL})"),
        han_composition=re.compile(rf"(?:({han_parts})(?:成分)?[:：]?\s?)?((?:{pct}\s?{han_one}|{han_one}\s?{pct})(?:[\s,，、+/]*(?:{pct}\s?{han_one}|{han_one}\s?{pct}))*)"),
        han_part=re.compile(rf"({han_one})({han_parts})|({han_parts})(?:为|是|采用|选用|用|:)?({han_joined})(?!{_union(strings(tree['han_parts']))})"),
        han_whole=re.compile(rf"({han_joined})(?:材质|材料|面料|制|质地|罐身|杯身|瓶身|锅身|壶身|碗身|鞋身|包身)?"),
        not_after=re.compile(str(tree["not_after"])),
        not_before=re.compile(str(tree["not_before"])),
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    part: tuple[int, int] | None
    confidence: float


def draw_materials(passage: Passage, sentence: SentenceParts, *, is_title: bool = False) -> Iterator[Fact]:
    """Draw the materials that one sentence states of the product or of a part of it."""
    folded = passage.folded[sentence.start : sentence.end]
    patterns = _patterns()
    if is_about_people(folded) or not (patterns.phrase.search(folded) or _has_han(folded)):
        return
    others = other_thing_spans(folded)
    taken: list[tuple[int, int]] = []
    for hit in _hits(folded, patterns, is_title=is_title):
        if any(s < hit.end and hit.start < e for s, e in taken) or any(s <= hit.start < e for s, e in others):
            continue
        if _is_refused(folded, hit):
            continue
        taken.append((hit.start, hit.end))
        yield _fact(passage, sentence.start, hit)


def _has_han(folded: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in folded)


def _is_refused(folded: str, hit: _Hit) -> bool:
    patterns = _patterns()
    head = folded[max(0, hit.start - 40) : hit.start]
    has_part_after = hit.part is not None and hit.part[0] >= hit.end
    is_look = not has_part_after and bool(patterns.not_after.match(folded, hit.end))
    return is_look or bool(patterns.not_before.search(head))


def _hits(folded: str, patterns: _Patterns, *, is_title: bool) -> Iterator[_Hit]:
    yield from _composed(folded, patterns)
    for match in patterns.filled.finditer(folded):
        yield _Hit(match.start(2), match.end(2), match.span(1), 0.9)
    for match in patterns.with_part.finditer(folded):
        yield _Hit(match.start(1), match.end(1), match.span(2), 0.85)
    for match in patterns.part_is.finditer(folded):
        yield _Hit(match.start(2), match.end(2), match.span(1), 0.85)
    for match in patterns.triggered.finditer(folded):
        subject = patterns.subject.search(folded[: match.start()])
        yield _Hit(match.start(1), match.end(1), subject.span(1) if subject else None, 0.95)
    yield from _han_hits(folded, patterns)
    yield from _bare(folded, patterns, is_title=is_title)


def _composed(folded: str, patterns: _Patterns) -> Iterator[_Hit]:
    for match in patterns.composition.finditer(folded):
        before = re.search(rf"(?<![a-z])({_part_union()})(?: fabric| material)?\s?(?:is |:|-)?\s?(?:made (?:of|from) )?$", folded[: match.start()])
        after = re.match(rf" (?:[a-z-]+ )?({_part_union()})(?![a-z])", folded[match.end() :])
        part = before.span(1) if before else None
        if part is None and after:
            part = (match.end() + after.start(1), match.end() + after.end(1))
        yield _Hit(match.start(), match.end(), part, 0.95)


@cache
def _part_union() -> str:
    return _union(strings(lexicon("materials")["part_words"]))


def _han_hits(folded: str, patterns: _Patterns) -> Iterator[_Hit]:
    if not _has_han(folded):
        return
    for match in patterns.han_composition.finditer(folded):
        yield _Hit(match.start(2), match.end(2), match.span(1) if match[1] else None, 0.95)
    for match in patterns.han_part.finditer(folded):
        material, part = (1, 2) if match[1] else (4, 3)
        yield _Hit(match.start(material), match.end(material), match.span(part), 0.85)
    for found in (patterns.han_triggered, patterns.han_tail):
        for match in found.finditer(folded):
            part = match.span(1) if match[1] else None
            if found is patterns.han_tail and "填充" in match[3]:
                part = (match.start(3) + match[3].index("填充"), match.end(3))
            yield _Hit(match.start(2), match.end(2), part, 0.9)


def _bare(folded: str, patterns: _Patterns, *, is_title: bool) -> Iterator[_Hit]:
    """A material without a trigger: in a title, or heading a short phrase without a verb."""
    for match in patterns.phrase.finditer(folded):
        if not patterns.any_strong.search(match[0]):
            continue
        if is_title:
            yield _Hit(match.start(), match.end(), None, 0.7)
            continue
        start = max(folded.rfind(mark, 0, match.start()) for mark in ",;.(，。；") + 1
        stop = min((p for mark in ",;.)，。；" if (p := folded.find(mark, match.end())) >= 0), default=len(folded))
        piece, rest = folded[start : match.start()], folded[match.end() : stop]
        is_subject = re.fullmatch(r"\s*(?:the |this |our |it )?(?:[a-z]+ ){0,2}(?:is|are|in) (?:an? |all |made )?", piece)
        opens = len(piece.split()) <= 1 and re.match(r" (?:with|in|and) ", rest)
        is_plated = re.search(r"(?:plated|filled) $", piece)
        is_phrase = len(piece.split()) <= 2 and not _VERB.search(piece) and (not rest.strip() or opens)
        is_phrase = is_phrase or bool(is_plated)
        if is_subject or is_phrase:
            yield _Hit(match.start(), match.end(), None, 0.8)
    yield from _bare_han(folded, patterns, is_title=is_title)


def _bare_han(folded: str, patterns: _Patterns, *, is_title: bool) -> Iterator[_Hit]:
    """A Chinese material that is a whole part of a sentence (新疆长绒棉，), or stands in a title."""
    if not _has_han(folded):
        return
    for piece in re.finditer(r"[^，。；、！!,;.\s]+", folded):
        match = patterns.han_whole.fullmatch(piece[0])
        if match:
            yield _Hit(piece.start() + match.start(1), piece.start() + match.end(1), None, 0.8)
    if is_title:
        for match in patterns.any_strong.finditer(folded):
            yield _Hit(match.start(), match.end(), None, 0.7)


def _fact(passage: Passage, offset: int, hit: _Hit) -> Fact:
    start, end = offset + hit.start, offset + hit.end
    concept, scope = "material", None
    if hit.part:
        scope = passage.text[offset + hit.part[0] : offset + hit.part[1]]
        concepts = branches(lexicon("materials")["part_concepts"])
        by_verb = {"filled": "filling", "stuffed": "filling", "padded": "filling", "insulated": "filling", "lined": "lining"}
        key = scope.lower()
        named = concepts.get(key) or by_verb.get(key)
        if named:
            concept, scope = str(named), None
        elif key == "面料":
            scope = None
    fact = passage.fact(concept, Text(passage.span(start, end).quote), (start, end), confidence=hit.confidence)
    return replace(fact, scope=scope)
