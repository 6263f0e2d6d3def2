"""Nothing is said that no evidence holds: every number of a claim's text is read again from the evidence's words.

A number may be the evidence's own, its conversion into the shopper's customary unit, or an amount of money in minor
units. A yes or no must come from a fact that says so. What fails is taken out of the answer and a person is asked.

Source of the idea and of the reading of separators: `docs/reference/answering.md`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.numbers import get_currency_precision

from farshore.catalog.public import Measure
from farshore.language.render.units import customary
from farshore.language.text import fold
from farshore.support.answering.records import Claim, Money, Said, Several, Slot, Typed
from farshore.support.answering.wording.claims import say_claim
from farshore.support.answering.wording.values import handy

_NUMBER = re.compile(r"\d+(?:[.,٫\u00a0\u202f ]\d+)*")
_TOLERANCE_RATIO = 0.006


@dataclass(frozen=True, slots=True)
class Fault:
    """A number that no evidence holds."""

    claim: Claim
    said: str


def check_claims(claims: Sequence[Claim], lang: str, *, question: str = "") -> list[Fault]:
    """Numbers that a claim's text has and neither its evidence nor the shopper's own question has."""
    faults: list[Fault] = []
    asked = _as_told({r for token in _NUMBER.findall(fold(question)) for r in readings_of(token)})
    for claim in claims:
        if claim.key in {"plug_country", "handoff_hours"} or not claim.slots:
            continue
        allowed = _allowed(claim, lang, asked)
        for token in _NUMBER.findall(fold(say_claim(claim, lang))):
            readings = readings_of(token)
            if readings and not any(_near(r, a) for r in readings for a in allowed):
                faults.append(Fault(claim, token))
                break
    return faults


def _as_told(numbers: set[float]) -> set[float]:
    """The shopper's numbers, heights in metres also in centimetres ("1,68", "1m68")."""
    heights = {round(n * 100, 1) for n in numbers if 1 < n < 2.3}
    split = {100.0 * a + b for a in numbers for b in numbers if a in {1.0, 2.0} and 10 <= b < 100}
    return numbers | heights | split


def readings_of(token: str) -> set[float]:
    """What a written number may mean: "1,234" is 1234 or 1.234; "1 234,5" is 1234.5; "3 5" may be two numbers."""
    plain = re.sub(r"[\u00a0\u202f ]", "", token).replace("٫", ".")
    found: set[float] = set()
    marks = re.findall(r"[.,]", plain)
    digits = re.sub(r"\D", "", plain)
    if not marks:
        found.add(float(plain))
    elif len(set(marks)) == 1 and len(marks) > 1:
        found.add(float(digits))
    else:
        last = max(plain.rfind("."), plain.rfind(","))
        whole, part = re.sub(r"\D", "", plain[:last]), re.sub(r"\D", "", plain[last:])
        found.add(float(f"{whole or 0}.{part}"))
        if len(part) == 3:
            found.add(float(digits))
    for piece in re.split(r"[\u00a0\u202f ]", token):
        if piece and re.fullmatch(r"\d+(?:[.,]\d+)?", piece):
            found.add(float(piece.replace(",", ".")))
    return found


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= max(1e-9, _TOLERANCE_RATIO * abs(other))


def _allowed(claim: Claim, lang: str, asked: set[float]) -> set[float]:
    """Numbers in the evidence's words (or the question), and conversions of measures whose own numbers are in them."""
    from_evidence: set[float] = set(asked)
    for evidence in claim.evidence:
        for token in _NUMBER.findall(fold(f"{evidence.quote} {evidence.value} {evidence.field}")):
            from_evidence |= readings_of(token)
    allowed = set(from_evidence)
    for slot in _flat(slot for _, slot in claim.slots):
        allowed |= _of_slot(slot, lang, from_evidence, has_evidence=bool(claim.evidence))
    return allowed


def _of_slot(slot: Slot, lang: str, known: set[float], *, has_evidence: bool) -> set[float]:
    """What a slot may add: conversions, decimal money, dates; the shopper's own words need no evidence."""
    match slot:
        case Typed(value=Measure() as written):
            return _of_measure(written, lang, known) if has_evidence else set()
        case Money():
            return {slot.amount_minor / 10 ** get_currency_precision(slot.currency)} & known
        case date():
            return {float(slot.day), float(slot.year), float(slot.month)}
        case _:
            return set()


def _of_measure(written: Measure, lang: str, known: set[float]) -> set[float]:
    """Numbers of a measure that the evidence has, in its own or a handier unit, and their customary conversions."""
    measure = handy(written)
    if measure != written:
        known = known | {k / f for k in known for f in (10, 60, 1000)}
    found: set[float] = set()
    numbers = [n for q in measure.quantities for n in (q.low, q.high) if n is not None]
    for number in numbers:
        if any(_near(number, k) for k in known):
            converted = customary(lang, number, measure.unit)
            found |= {number} | ({converted.value} if converted else set())
        else:
            found |= {number} & known
    return found


def _flat(slots: Iterable[Slot]) -> Iterable[Slot]:
    for slot in slots:
        if isinstance(slot, Several):
            yield from _flat(slot.items)
        elif isinstance(slot, Said):
            yield from _flat(inner for _, inner in slot.slots)
        else:
            yield slot
