"""Facts from what has a label: "Material: wool", a column, a table row, an option."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from farshore.catalog.extraction.care import care_pieces, draw_care
from farshore.catalog.extraction.labels import Meaning, Pair, concept_by_value, find_meaning
from farshore.catalog.extraction.lexicon import concepts, lexicon
from farshore.catalog.extraction.loose_labels import loose_meaning
from farshore.catalog.extraction.materials import names_material
from farshore.catalog.extraction.part_lines import draw_part
from farshore.catalog.extraction.parts import sentences_of
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.extraction.properties import draw_properties
from farshore.catalog.extraction.typed import axis_of, to_measure, to_value
from farshore.catalog.listing.values import Fact, Measure, Quantity, Text, YesNo
from farshore.language.segment.fold import fold
from farshore.language.units.parse import find_measures

_EMPTY = re.compile(
    r"[\s\-–—/.]*$|(?i:n/?a|none|null|unknown|tbd|not specified|无|其他|其它|暂无|详见[^，。]*|see [^.]*)$"
)
_ELSEWHERE = re.compile(
    r"(?i:see (?:the )?(?:options?|variants?|below|above|table|chart|photos?|description)"
    r"|见|如图|参考|以实物)[^,，。]*$"
)
_ONLY_JOINTS = re.compile(r"(?:[\s,、，;；./|]|and|und|y|et|和|及|与|以及)*")
_PER = re.compile(r"(?<![a-z])per (?!pair|piece|unit|shoe|item|charge|set|pack)([a-z]+)$")
_NAMED_LIKE_PARTS = frozenset(
    ["strap_length", "handle_length", "heel_height", "bridge_width", "temple_length", "cable_length"]
)
_FIRST_PIECE = re.compile(r"[，；;]|,(?!\d)")
_INSIDE = re.compile(r"compartment|pocket|口袋|隔层|夹层")
_CUT_SHORT = frozenset(["weight", "dimensions", "folded_size"])
_COUNTED = frozenset(["net_content", "capacity"])
_MATERIALS = frozenset(["material", "outer_material", "lining", "sole_material", "filling"])
_OF_UNIT = {
    "power": "power", "light": "light_output", "temperature_light": "color_temperature", "sound": "noise_level",
    "voltage": "voltage", "charge": "battery_capacity", "areal": "fabric_weight", "frequency": "frequency",
}  # fmt: skip
"""Dimension of a unit -> the concept that a lone value in it states, whatever its label."""
_SOON = 12
_BATTERY = {"charge": "battery_capacity", "energy": "battery_capacity", "time": "battery_life"}
_MAX_VALUE = 600
_LONG_VALUE = 60


def draw_pair(passage: Passage, pair: Pair, *, confidence: float = 1.0, is_known_only: bool = False) -> list[Fact]:
    """Draw the facts of one label and its value.

    Args:
        passage: the text that both stand in.
        pair: spans of label and value.
        confidence: of a value that fits its concept.
        is_known_only: an unknown label gives nothing (else a fact without a concept).
    """
    label = passage.text[slice(*pair.label)].strip(" :：*")
    value = passage.span(*pair.value)
    meaning = find_meaning(label)
    if meaning.is_ignored or not value.quote or len(value.quote) > _MAX_VALUE or _ELSEWHERE.match(value.quote):
        return []
    if _EMPTY.match(value.quote) and not _is_yes_no(meaning):
        return []
    place = (value.start, value.end)
    concept = concept_by_value(label, value.quote, meaning.concept, trade=passage.trade)
    if concept is None and not meaning.part:
        return _by_words(passage, label, place, is_known_only=is_known_only)
    if concept in _MATERIALS and _INSIDE.search(fold(value.quote)):
        return []
    if concept is None or _is_of_part(concept, label, value.quote):
        return draw_part(passage, meaning.part or label, label, place)
    facts = list(_known(passage, concept, label, (value.start, _end(passage, concept, place))))
    sure = [replace(f, confidence=min(f.confidence, confidence)) for f in facts]
    return [replace(f, scope=f.scope or meaning.part) for f in sure]


def _by_words(passage: Passage, label: str, place: tuple[int, int], *, is_known_only: bool) -> list[Fact]:
    """A label that is known only by its words counts when its value fits; else the pair stays without a concept."""
    concept = loose_meaning(label)
    if concept is not None:
        facts = list(_known(passage, concept, label, (place[0], _end(passage, concept, place))))
        is_measure = concepts()[concept].kind == "measure"
        if facts and not (
            is_measure and not isinstance(facts[0].value, Measure) and not find_measures(passage.text[slice(*place)])
        ):
            scope = _PER.search(fold(label))
            return [replace(f, confidence=min(f.confidence, 0.9), scope=scope[1] if scope else f.scope) for f in facts]
    guessed = _by_unit(passage, label, place)
    if guessed is not None:
        return [guessed]
    fact = passage.fact(None, Text(passage.span(*place).quote), place, label=label, confidence=0.9)
    return [] if is_known_only else [fact]


def _by_unit(passage: Passage, label: str, place: tuple[int, int]) -> Fact | None:
    """An unknown label of a value that is one measure whose unit leaves one concept: "Motor: 1000 W"."""
    quote = passage.span(*place).quote
    found = find_measures(quote)
    concept = _OF_UNIT.get(found[0].dimension) if len(found) == 1 else None
    if concept is None or found[0].end - found[0].start < len(quote):
        return None
    if found[0].times:
        return None
    fact = passage.fact(concept, to_value(concept, label, quote), place, label=label, confidence=0.85)
    return replace(fact, scope=label)


def _is_of_part(concept: str, label: str, value: str) -> bool:
    """Whether a label that is a part's name too ("strap", "heel") has a value that is no measure: "Strap: leather"."""
    found = find_measures(value)
    is_measured = bool(found) and found[0].start <= _SOON
    return concept in _NAMED_LIKE_PARTS and not is_measured and len(label.split()) == 1


@cache
def _after_material() -> re.Pattern[str]:
    return re.compile(str(lexicon("materials")["after_material"]))


def _end(passage: Passage, concept: str, place: tuple[int, int]) -> int:
    """Where the first value ends: a long measure's at its sentence, a material's before a certificate."""
    start, end = place
    kind = concepts()[concept].kind
    if kind == "measure":
        return _first_sentence(passage, start, end)
    if concept in _MATERIALS and (match := _after_material().search(passage.folded, start + 2, end)):
        end = match.start()
    return _material_end(passage, start, end) if concept in _MATERIALS else end


def _material_end(passage: Passage, start: int, end: int) -> int:
    """Where a list of materials ends: before a part without a material or a number (100%精梳棉，柔软透气)."""
    stop = 0
    for begin, last in care_pieces(passage, start, end):
        piece = passage.folded[begin:last]
        if stop and not names_material(piece) and not any(char.isdigit() for char in piece):
            return stop
        stop = last
    return end


def _first_sentence(passage: Passage, start: int, end: int) -> int:
    """Where the first sentence of a long value ends: the measure stands in it."""
    return sentences_of(passage, start, end)[0].end if end - start > _LONG_VALUE else end


def _is_yes_no(meaning: Meaning) -> bool:
    return meaning.concept is not None and concepts()[meaning.concept].kind in {"yesno", "measure"}


def _known(passage: Passage, concept: str, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    quote = passage.span(*place).quote
    kind = concepts()[concept].kind
    if concept == "battery_type" and (powered := list(_battery(passage, label, place))):
        yield from powered
        return
    if concept == "charging_port":
        yield from _charging(passage, label, place)
    if concept == "care":
        care = draw_care(passage, *place, label=label, confidence=1.0)
        yield from [care] if care else []
        return
    if kind == "measure" and (several := list(_several(passage, concept, label, place))):
        yield from several
        return
    value = to_value(concept, label, quote)
    if kind == "measure" and not isinstance(value, Measure) and (axis_of(concept) or concept in _CUT_SHORT):
        value = to_value(concept, label, _FIRST_PIECE.split(quote, maxsplit=1)[0])
    if kind == "yesno" and isinstance(value, Text):
        yield from _yes_no_in_words(passage, concept, label, place)
        return
    if concept == "assembly" and isinstance(value, YesNo) and re.search(r"免|无需|not|no ", quote.lower()):
        value = replace(value, holds=False)
    if kind == "measure" and isinstance(value, Measure) and concept in _COUNTED:
        yield from _times(passage, label, place)
    is_typed = kind != "measure" or isinstance(value, Measure)
    yield passage.fact(concept, value, place, label=label, confidence=1.0 if is_typed else 0.8)


def _battery(passage: Passage, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """What "Battery: 410 mAh, up to 14 days" states when it begins with a number: its capacity and life."""
    found = find_measures(passage.text[slice(*place)])
    if not found or found[0].start > 0 or found[0].dimension not in _BATTERY:
        return
    for dimension in dict.fromkeys(one.dimension for one in found):
        one = next(f for f in found if f.dimension == dimension)
        if dimension in _BATTERY:
            stands = (place[0] + one.start, place[0] + one.end)
            yield passage.fact(_BATTERY[dimension], to_measure(one), stands, label=label, confidence=0.9)


def _charging(passage: Passage, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """How long, beside how: "Charging: USB-C, 2 h"."""
    found = [one for one in find_measures(passage.text[slice(*place)]) if one.dimension == "time"]
    if len(found) == 1:
        stands = (place[0] + found[0].start, place[0] + found[0].end)
        yield passage.fact("charge_time", to_measure(found[0]), stands, label=label, confidence=0.9)


def _times(passage: Passage, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """How many of it: 规格：25ml×10片."""
    found = find_measures(passage.text[slice(*place)])
    if len(found) == 1 and found[0].times:
        yield passage.fact(
            "count", Measure((Quantity(float(found[0].times)),), "pcs"), place, label=label, confidence=0.9
        )


def _several(passage: Passage, concept: str, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """Each of several values of one kind that make up the whole of a value: "500 ml, 750 ml and 1000 ml"."""
    text = passage.text[slice(*place)]
    found = find_measures(text)
    if len(found) < 2 or any(f.dimension != found[0].dimension or len(f.amounts) > 1 for f in found):
        return
    rest = "".join(
        text[a:b] for a, b in zip([0, *(f.end for f in found)], [*(f.start for f in found), len(text)], strict=True)
    )
    if _ONLY_JOINTS.fullmatch(rest):
        for one in found:
            value = to_value(concept, label, text[one.start : one.end])
            yield passage.fact(concept, value, (place[0] + one.start, place[0] + one.end), label=label)


def _yes_no_in_words(passage: Passage, concept: str, label: str, place: tuple[int, int]) -> Iterator[Fact]:
    """A yes/no label with words: read them as prose, or keep "waterproof: IPX7" as a yes with its condition."""
    drawn = [f for s in sentences_of(passage, *place) for f in draw_properties(passage, s) if f.attribute == concept]
    if drawn:
        yield from (replace(fact, label=label) for fact in drawn)
        return
    quote = passage.text[slice(*place)]
    rated = concept == "waterproof" and re.search(r"ip[x\d]\d|\d ?(?:m|atm|米|bar|mm)\b", quote.lower())
    has_part = concept in {"lid", "handle", "hood", "gift_box", "batteries_included"} and not find_measures(quote)
    if rated or has_part:
        yield passage.fact(concept, YesNo(holds=True, condition=quote), place, label=label, confidence=0.85)
        return
    yield passage.fact(concept, Text(quote), place, label=label, confidence=0.7)
