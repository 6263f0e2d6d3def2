"""Yes/no properties in prose with their negations, conditions and the part that they are about (properties.yaml)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from farshore.catalog.extraction.free_of import draw_free_of
from farshore.catalog.extraction.labels import part_names
from farshore.catalog.extraction.lexicon import branches, lexicon, pattern, strings
from farshore.catalog.extraction.parts import Part, SentenceParts
from farshore.catalog.extraction.passage import Passage, has_any
from farshore.catalog.listing.values import Fact, YesNo

_ENGLISH_SCOPE = re.compile(r"(?:no|non|without|zero)$")
_AND = re.compile(r"(?<![a-z])(?:and|plus|with)(?![a-z])|且|并|，|又|同时|而且")
_OR = re.compile(r"(?<![a-z])(?:or|nor)(?![a-z])")
_RATING = re.compile(r"ip[x\d]\d|\d+ ?(?:atm|bar|米|m(?![a-z]))")


@dataclass(frozen=True, slots=True)
class Property:
    """How one yes/no concept is said."""

    concept: str
    keys: tuple[str, ...]
    """One of them is in every sentence that the expressions match."""
    yes: re.Pattern[str] | None
    no: re.Pattern[str] | None
    negated: re.Pattern[str] | None
    """Counts only when it is negated: "do not iron"."""
    trades: frozenset[str]
    flips: bool
    only_negative: bool
    confidence: float
    effects: tuple[tuple[str, bool, frozenset[str], float], ...]


@cache
def _properties() -> tuple[Property, ...]:
    made: list[Property] = []
    keys = branches(lexicon("properties")["keys"])
    for concept, entry in branches(lexicon("properties")["properties"]).items():
        fields = branches(entry)
        listed = cast("list[list[object]]", fields.get("effect") or [])
        effects = tuple(
            (str(name), bool(holds), frozenset(strings(trades)), float(str(sure)))
            for name, holds, trades, sure in listed
        )
        made.append(
            Property(
                concept=concept,
                keys=strings(keys[concept]),
                yes=pattern(fields.get("says")),
                no=pattern(fields.get("denies")),
                negated=pattern(fields.get("negated")),
                trades=frozenset(strings(fields.get("trades"))),
                flips=not fields.get("no_flip"),
                only_negative=bool(fields.get("negative_only")),
                confidence=float(str(fields.get("confidence", 0.9))),
                effects=effects,
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Words:
    negators: re.Pattern[str]
    not_negators: re.Pattern[str]
    hedges: re.Pattern[str]
    permission: re.Pattern[str]
    alone: re.Pattern[str]
    place_keys: tuple[str, ...]
    places: tuple[tuple[str, re.Pattern[str]], ...]
    part_subject: re.Pattern[str]
    condition: re.Pattern[str]


@cache
def _words() -> _Words:
    tree = lexicon("properties")
    latin = "|".join(re.escape(p) for p in part_names() if p.isascii())
    han = "|".join(p for p in part_names() if "\u4e00" <= p[0] <= "\u9fff")
    return _Words(
        negators=re.compile(str(tree["negators"])),
        not_negators=re.compile(str(tree["not_negators"])),
        hedges=re.compile(str(tree["hedges"])),
        permission=re.compile(str(tree["permission"])),
        alone=re.compile(str(tree["place_alone"])),
        place_keys=strings(tree["place_keys"]),
        places=tuple((name, re.compile(str(regex))) for name, regex in branches(tree["places"]).items()),
        part_subject=re.compile(
            rf"(?:but |and |with )?(?:the |its |all )?(?:[a-z]+ )?({latin})s?"
            r" (?:is|are|can|may|must|should|has|have|goes|comes|not|only)(?![a-z])"
            rf"|({han})(?:也|都)?(?:不|可|为|是|能|需|请|采用|均|勿|只)"
        ),
        condition=re.compile(str(tree["condition"])),
    )


def draw_properties(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    """Draw the yes/no properties of one sentence; at most one fact for each concept and part of the sentence."""
    facts = [*_draw_places(passage, sentence, _words()), *_draw_each(passage, sentence)]
    said = {fact.attribute for fact in facts}
    facts += [fact for fact in draw_free_of(passage, sentence) if fact.attribute not in said]
    yield from (f for f in facts if not (f.attribute == "detachable" and "removable_cover" in said))


@lru_cache(maxsize=4)
def _active(passage: Passage) -> tuple[Property, ...]:
    """The properties that the passage's trade and words leave possible: most are not, which saves their expressions."""
    possible = [one for one in _properties() if not one.trades or passage.trade in one.trades]
    return tuple(one for one in possible if has_any(passage.folded, one.keys))


def _draw_each(passage: Passage, sentence: SentenceParts) -> Iterator[Fact]:
    text = passage.folded[sentence.start : sentence.end]
    for one in _active(passage):
        if has_any(text, one.keys) and _is_said(one, text):
            for part in sentence.parts:
                yield from _draw_one(passage, sentence, part, one)
            yield from _across_parts(passage, sentence, one)


def _across_parts(passage: Passage, sentence: SentenceParts, one: Property) -> Iterator[Fact]:
    """A denial that brackets cut in two: "E27 bulb (not included)"."""
    match = one.no.search(passage.folded, sentence.start, sentence.end) if one.no else None
    if match and not any(part.start <= match.start() and match.end() <= part.end for part in sentence.parts):
        yield passage.fact(one.concept, YesNo(holds=False), match.span(), confidence=one.confidence)


def _is_said(one: Property, text: str) -> bool:
    return any(said and said.search(text) for said in (one.yes, one.no, one.negated))


def _draw_one(passage: Passage, sentence: SentenceParts, part: Part, one: Property) -> Iterator[Fact]:
    found = _found(passage, sentence, part, one)
    if found is None or is_hedged(passage, part):
        return
    match, is_denied = found
    negated = is_negated(passage, sentence, part, match.start())
    if negated and (is_denied or not one.flips):
        return
    holds = not is_denied and not negated
    if one.only_negative and holds:
        return
    place = (part.start, part.end)
    if one.effects:
        yield from (
            passage.fact(concept, YesNo(is_so), place, confidence=confidence)
            for concept, is_so, trades, confidence in one.effects
            if holds and (not trades or passage.trade in trades)
        )
        return
    condition = _condition(passage, sentence, match.end())
    if condition is None and one.concept == "waterproof":
        condition = _rating(passage, part)
    fact = passage.fact(one.concept, YesNo(holds, condition), place, confidence=one.confidence)
    yield replace(fact, scope=_scope(passage, sentence, part))


def _found(passage: Passage, sentence: SentenceParts, part: Part, one: Property) -> tuple[re.Match[str], bool] | None:
    """Where the part says the property, and whether those words deny it by themselves."""
    folded = passage.folded
    if one.no and (match := one.no.search(folded, part.start, part.end)):
        return match, True
    if one.yes and (match := one.yes.search(folded, part.start, part.end)):
        return match, False
    match = one.negated.search(folded, part.start, part.end) if one.negated else None
    is_counted = match is not None and is_negated(passage, sentence, part, match.start())
    return (match, False) if match and is_counted else None


def _rating(passage: Passage, part: Part) -> str | None:
    match = _RATING.search(passage.folded, part.start, part.end)
    return passage.text[match.start() : match.end()] if match else None


def _condition(passage: Passage, sentence: SentenceParts, position: int) -> str | None:
    match = _words().condition.match(passage.folded, position, sentence.end)
    return passage.text[match.start(1) : match.end(1)].strip() if match else None


_YES_AT_END = re.compile(r"(?<![a-z])(?:yes|ok|okay|allowed|possible|✓|✔|可以|可)\s*[.!。]?\s*$")
"""A list that answers each place by itself: "freezer yes, oven yes, open fire no"."""
_HANDED_ON = re.compile(r"(?:but |and )?(?:not|never|do not|don[’']?t)(?![a-z])|(?:但|也|均|都)?(?:不|勿|请|可)")


def _scope(passage: Passage, sentence: SentenceParts, part: Part) -> str | None:
    """The part of the thing that words are about; one without a subject takes the one before."""
    match = _words().part_subject.match(passage.folded, part.start, part.end)
    if match is None:
        index = sentence.parts.index(part) if part in sentence.parts else 0
        if index and _HANDED_ON.match(passage.folded, part.start, part.end):
            return _scope(passage, sentence, sentence.parts[index - 1])
        return None
    group = 1 if match[1] else 2
    return passage.text[match.start(group) : match.end(group)]


def is_hedged(passage: Passage, part: Part) -> bool:
    """Whether a part of a sentence speaks of what might be, or of other things by comparison."""
    return _words().hedges.search(passage.folded, part.start, part.end) is not None


def is_negated(passage: Passage, sentence: SentenceParts, part: Part, position: int) -> bool:
    """Whether a negation in the part (or one that the list before hands on) reaches `position`."""
    words = _words()
    head = words.not_negators.sub(lambda match: " " * len(match[0]), passage.folded[part.start : position])
    for match in reversed(list(words.negators.finditer(head))):
        between = head[match.end() :]
        if match[0].isascii():
            if not _ENGLISH_SCOPE.search(match[0]) or (len(between.split()) <= 3 and not _AND.search(between)):
                return True
        elif len(between) <= 12 and not _AND.search(between):
            return True
    is_item = not head.strip() or (len(head.split()) <= 4 and _OR.search(head) is not None)
    return is_item and _list_negation(passage, sentence, part)


def _list_negation(passage: Passage, sentence: SentenceParts, part: Part) -> bool:
    """Whether "do not bleach, tumble dry or iron" hands its negation on to this part."""
    index = sentence.parts.index(part)
    if index == 0 or not _OR.search(passage.folded, part.start, sentence.end):
        return False
    first = next((p for p in reversed(sentence.parts[:index]) if _starts_negative(passage, p)), None)
    return first is not None


def _starts_negative(passage: Passage, part: Part) -> bool:
    match = _words().negators.search(passage.folded, part.start, min(part.end, part.start + 24))
    return match is not None


def _draw_places(passage: Passage, sentence: SentenceParts, words: _Words) -> Iterator[Fact]:
    """Draw "dishwasher and microwave safe", "do not put in the oven", 可放洗碗机和微波炉."""
    folded = passage.folded[sentence.start : sentence.end]
    if not has_any(folded, words.place_keys) or not any(place.search(folded) for _, place in words.places):
        return
    polarity = [_leave(passage, part, words) for part in sentence.parts]
    for index, part in enumerate(sentence.parts):
        for concept, place in words.places:
            match = place.search(passage.folded, part.start, part.end)
            if match is None or words.hedges.search(passage.folded, part.start, part.end):
                continue
            if concept == "induction_safe" and passage.trade not in {"kitchen", "bottle", "other"}:
                continue
            holds = polarity[index]
            if holds is None:
                holds = _inherited(polarity, index)
            if holds is None:
                continue
            span = (part.start, part.end) if polarity[index] is not None else (sentence.start, sentence.end)
            value = YesNo(holds, _condition(passage, sentence, _past_permission(passage, match.end(), part, words)))
            yield replace(passage.fact(concept, value, span, confidence=0.95), scope=_scope(passage, sentence, part))


def _past_permission(passage: Passage, position: int, part: Part, words: _Words) -> int:
    last = position
    for match in words.permission.finditer(passage.folded, position, part.end):
        if match.start() - last <= 40:
            last = match.end()
    return last


def _leave(passage: Passage, part: Part, words: _Words) -> bool | None:
    """True: the part allows its places; False: it forbids them; None: it says neither."""
    folded = words.not_negators.sub(lambda m: " " * len(m[0]), passage.folded[part.start : part.end])
    if _YES_AT_END.search(folded):
        return True
    if words.negators.search(folded):
        return False
    return True if words.permission.search(folded) or words.alone.search(folded) else None


def _inherited(polarity: list[bool | None], index: int) -> bool | None:
    """A list item without its own word takes the last one's ("safe for oven, microwave"), else the next one's."""
    following = next((known for known in polarity[index + 1 : index + 3] if known is not None), None)
    earlier = next((known for known in reversed(polarity[max(0, index - 3) : index]) if known is not None), None)
    return earlier if earlier is not None else following
