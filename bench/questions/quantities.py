"""Numbers and units as people write them in nineteen languages."""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\u00ad"))
LETTERS = str.maketrans("łđøıأإآىة٫٬’॰", "ldoiااايه.,'.")

# Dimension -> rows of its size in the dimension's base unit and how it is spelt ("_" is a space).
# The base units are mm, ml, g, minute, W, V, GHz; temperatures are converted in `base`.
_ROWS = json.loads((Path(__file__).parent / "units.json").read_text(encoding="utf-8"))
UNITS: dict[str, list[tuple[float, list[str]]]] = {k: [(r[0], r[1:]) for r in rows] for k, rows in _ROWS.items()}
COMPOUND = {("mass", 453.592): 28.3495, ("length", 304.8): 25.4, ("time", 60.0): 1.0}
MINUS = re.compile(
    r"minus|moins|meno|menos|零下|負|负|マイナス|氷点下|"
    r"영하|минус|eksi|ลบ|ติดลบ|\bam\b|âm|माइनस|शून्य से|تحت الصفر|ناقص|سالب"
)
NUMBER = re.compile(r"(?:(?<![0-9A-Za-z.,)])[-\u2212])?(?:\d{1,3}(?: \d{3})+(?![\d.])|\d+(?:[.,']\d+)*)")
TIMES = {"万": 1e4, "萬": 1e4, "만": 1e4, "千": 1e3, "천": 1e3}


def fold(text: str, *, accents: bool = False) -> str:
    """Case, accents (unless they are to stay), compatibility forms, digit scripts, direction marks out of the way."""
    text = unicodedata.normalize("NFKC", text.translate(MARKS))
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    text = unicodedata.normalize("NFD", text.casefold())
    text = re.sub("[\u064b-\u0652]" if accents else "[\u0300-\u036f\u064b-\u0652]", "", text)
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text).translate(LETTERS))


def _spellings() -> dict[str, list[tuple[str, float]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for dimension, rows in UNITS.items():
        for size, words in rows:
            for word in words:
                for spelling in {fold(word.replace("_", " ")), fold(word.replace("_", " "), accents=True)}:
                    table.setdefault(spelling, []).append((dimension, float(size)))
    for word in [w for w in table if w.endswith(".") and w[:-1] in table]:
        table[word] = [*table[word], *table[word[:-1]]]
    return table


SPELLINGS = _spellings()
_LONGEST_FIRST = sorted(SPELLINGS, key=len, reverse=True)
UNIT = re.compile(
    r"[ \-]{0,2}(?:[个個]?)("
    + "|".join(
        re.escape(w) + (r"(?![^\W\d_])" if re.fullmatch(r"[\u0000-\u06ff\u1e00-\u1eff.°]+", w) else "")
        for w in _LONGEST_FIRST
    )
    + ")",
)


@dataclass
class Quantity:
    """One number in a text: what it may mean, its possible units, and where it stands."""

    readings: set[float]
    units: list[tuple[str, float]]
    start: int
    end: int
    code: bool
    text: str


def readings(raw: str) -> set[float]:
    """Every value that a written number can have: 1.200 is 1.2 in one country and 1200 in another."""
    sign = -1 if raw[0] in "-\u2212" else 1
    raw = raw.lstrip("-\u2212").replace(" ", "").replace("'", "")
    marks = re.findall(r"[.,]", raw)
    plain = re.sub(r"[.,]", "", raw)[:300]
    if not marks:
        return {sign * float(plain)}
    head, tail = re.split(r"[.,](?=[^.,]*$)", raw)
    decimal = sign * float(re.sub(r"[.,]", "", head)[:300] + "." + tail)
    grouped = sign * float(plain)
    if len(marks) == 1:
        return {decimal, grouped} if len(tail) == 3 else {decimal}
    return {grouped} if len(set(marks)) == 1 else {decimal}


def _found(folded: str, match: re.Match[str]) -> Quantity:
    before = folded[match.start() - 1] if match.start() else " "
    values, end = readings(match.group()), match.end()
    if folded[end : end + 1] in TIMES:
        values = values | {v * TIMES[folded[end]] for v in values}
        end += 1
    if MINUS.search(folded[max(0, match.start() - 20) : match.start()]):
        values = values | {-v for v in values}
    unit = UNIT.match(folded, end)
    units = SPELLINGS[unit.group(1)] if unit else []
    end = unit.end() if unit else end
    return Quantity(values, units, match.start(), end, before.isascii() and before.isalpha(), match.group())


def _joined(left: Quantity, right: Quantity) -> Quantity | None:
    """2 lb 15.6 oz is one quantity."""
    for dimension, size in left.units:
        small = COMPOUND.get((dimension, size))
        if small and right.start - left.end <= 2 and (dimension, small) in right.units:
            values = {a + b * small / size for a in left.readings for b in right.readings}
            return Quantity(values, [(dimension, size)], left.start, right.end, left.code, f"{left.text} {right.text}")
    return None


def quantities(folded: str) -> list[Quantity]:
    """All numbers of an already folded text, with the units they carry or share."""
    found: list[Quantity] = []
    for match in NUMBER.finditer(folded):
        new = _found(folded, match)
        both = _joined(found[-1], new) if found else None
        if both:
            found[-1] = both
        else:
            found.append(new)
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        gap = folded[left.end : right.start]
        if not left.units and 0 < len(gap) <= 5 and "\n" not in gap:
            left.units = right.units
    return found


def base(value: float, unit: tuple[str, float]) -> tuple[str, float]:
    """A value in the base unit of its dimension; Fahrenheit becomes Celsius."""
    dimension, size = unit
    return ("celsius", (value - 32) / 1.8) if dimension == "fahrenheit" else (dimension, value * size)


def near(a: float, b: float, tolerance: float = 0.02) -> bool:
    """Equal but for rounding."""
    return abs(a - b) <= tolerance * max(abs(a), abs(b)) + 1e-9


def same(found: Quantity, value: float, unit: tuple[str, float] | None) -> bool:
    """Does this number of the text say `value unit`, in this or any customary unit?"""
    if unit is None or not found.units:
        return any(near(v, value, 1e-6) for v in found.readings)
    dimension, target = base(value, unit)
    for candidate in found.units:
        for v in found.readings:
            there, size = base(v, candidate)
            if there != dimension:
                continue
            if near(size, target, 0.015) or (dimension == "celsius" and abs(size - target) < 0.6):
                return True
    return False


def converts(found: Quantity, known: list[Quantity]) -> bool:
    """Is the number one of the known ones, as it stands or in another unit of the same kind?"""
    for other in known:
        if any(near(a, b, 0.005) for a in found.readings for b in other.readings):
            return True
        if any(_converted(a, found.units, b, other.units) for a in found.readings for b in other.readings):
            return True
    return False


def _converted(a: float, a_units: list[tuple[str, float]], b: float, b_units: list[tuple[str, float]]) -> bool:
    for unit in a_units:
        kind, size = base(a, unit)
        for other in b_units or _every(kind):
            there, known = base(b, other)
            if kind == there and (near(size, known) or (kind == "celsius" and abs(size - known) < 0.6)):
                return True
    return False


def _every(kind: str) -> list[tuple[str, float]]:
    return [(kind, size) for size, _ in UNITS.get(kind, [])]
