"""Labels: which concept a seller's own name for an attribute means, and "Label: value" lines."""

import re
from dataclasses import dataclass
from functools import cache

from farshore.catalog.extraction.lexicon import branches, lexicon, strings
from farshore.catalog.extraction.loose_labels import loose_meaning
from farshore.language.segment.fold import fold
from farshore.language.units.parse import find_measures

_TAIL = re.compile(
    r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*$|\s*/\s*[a-z\u4e00-\u9fff]{1,4}$|\s+in\s(?:cm|mm|kg|g|inches|ml)$"
)
_MARKS = " \t*•·▪●◆★☆✓✔✅◎■▶#>-–—【[「『"
_COLON = re.compile(r"\s*[:：]\s*|\s+[-–—=]\s+|[】\]」』]\s*[:：]?\s*")
_WORN = frozenset(["apparel", "shoes", "jewellery", "watch", "eyewear"])
_NET = re.compile(r"净重|net w(?:eigh)?t|poids net|peso neto|nettogewicht")
_MAX_LABEL = 42
_BY_VALUE = frozenset(
    [
        "size",
        "sizes",
        "specification",
        "specifications",
        "spec",
        "specs",
        "规格",
        "規格",
        "商品规格",
        "产品规格",
        "大小",
        "尺码",
        "サイズ",
        "größe",
        "taille",
        "talla",
        "tamaño",
        "tamanho",
        "용량/중량",
        "내용량",
        "规格尺寸",
    ]
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value: spans in the text."""

    label: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means: a concept, perhaps of a part; or to be left alone."""

    concept: str | None = None
    part: str | None = None
    is_ignored: bool = False


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    tree = lexicon("labels")
    names = {fold(name): concept for concept, listed in branches(tree["labels"]).items() for name in strings(listed)}
    return names, frozenset(part_names()), frozenset(map(fold, strings(tree["ignored"])))


@cache
def part_names() -> tuple[str, ...]:
    """What parts of things are called, folded, the longest first."""
    materials = lexicon("materials")
    listed = {*strings(lexicon("labels")["parts"]), *strings(materials["part_words"]), *strings(materials["han_parts"])}
    return tuple(sorted({fold(name) for name in listed}, key=lambda name: (-len(name), name)))


@cache
def find_meaning(label: str) -> Meaning:
    """Find what a label means; `Meaning()` when it is not known."""
    names, parts, ignored = _tables()
    plain = re.sub(r"[\s_]+", " ", fold(label)).strip(" :*.?？")
    plain = plain.rsplit(".", 1)[-1] if re.fullmatch(r"[a-z_ ]+(?:\.[a-z_ ]+)+", plain) else plain
    for form in (
        plain,
        _TAIL.sub("", plain),
        plain.replace("-", " "),
        re.sub(r"^(?:product|item|产品|商品) ?", "", plain),
    ):
        if form in ignored:
            return Meaning(is_ignored=True)
        if form in names:
            return Meaning(names[form])
        if form in _BY_VALUE:
            return Meaning("dimensions")
        if form in parts:
            return Meaning(None, part=label.strip())
    return _compound(plain, label)


def _compound(plain: str, label: str) -> Meaning:
    """Read "lid material", "strap colour", 杯盖材质: a part before a known label."""
    names, parts, _ = _tables()
    head, _, last = plain.rpartition(" ")
    if head in parts and last in names:
        return Meaning(names[last], part=label.strip()[: len(head)])
    for size in (2, 3, 1):
        if plain[:-2] and plain[-2:] in {"材质", "材料", "长度", "颜色"} and plain[:-2][:size] in parts:
            return Meaning(names[plain[-2:]], part=plain[:-2])
    return Meaning()


def is_decided_by_value(label: str) -> bool:
    """Whether a label ("size", 规格) may head sizes, dimensions or contents."""
    plain = fold(label).strip()
    return plain in _BY_VALUE or _TAIL.sub("", plain) in _BY_VALUE


def concept_by_value(label: str, value: str, concept: str | None, *, trade: str) -> str | None:
    """Decide what "size" or 规格 means by what is written after it."""
    if concept == "net_content" and _NET.search(fold(label)):
        return concept if trade in {"cosmetics", "food", "candle", "pet", "other"} else "weight"
    if concept == "ingredients" and trade in {"apparel", "textile", "bag", "shoes"}:
        return "material"
    if not is_decided_by_value(label):
        return concept
    found = find_measures(value)
    if not found:
        return concept
    first = found[0]
    if first.dimension == "length":
        return "dimensions" if len(first.amounts) > 1 or trade not in {"apparel", "shoes"} else concept
    if first.dimension == "volume":
        return "net_content" if trade in {"cosmetics", "food", "candle"} else "capacity"
    if first.dimension == "mass" and trade in _WORN:
        return "sizes"
    return {"mass": "net_content", "count": "count"}.get(first.dimension, concept)


def split_pair(text: str, start: int, end: int, *, bold_end: int | None = None) -> Pair | None:
    """Split a line into a label and its value; None when it has no label.

    A bold run counts as a label too when the rest of the line follows it.
    """
    begin = start
    while begin < end and (text[begin] in _MARKS or not text[begin].isprintable() or ord(text[begin]) > 0x1F000):
        begin += 1
    match = _COLON.search(text, begin, min(end, begin + _MAX_LABEL + 4))
    if match is None and bold_end is not None and begin < bold_end < end:
        return Pair((begin, bold_end), (bold_end, end)) if _is_label(text[begin:bold_end]) else None
    if match is None or match.end() >= end or not _is_label(text[begin : match.start()]):
        return None
    if ":" not in match[0] and "：" not in match[0] and find_meaning(text[begin : match.start()]) == Meaning():
        return None
    if text[match.start() - 1].isdigit() and text[match.end()].isdigit():
        return None
    return Pair((begin, match.start()), (match.end(), end))


def _is_label(text: str) -> bool:
    plain = text.strip(" :：")
    if not plain or len(plain) > _MAX_LABEL or plain[-1] in ".!?。！？" or plain.startswith(("http", "www")):
        return False
    is_known = find_meaning(plain) != Meaning() or loose_meaning(plain) is not None
    return is_known or (len(plain.split()) <= 4 and len(plain) <= (28 if plain.isascii() else 10) and "，" not in plain)


@cache
def _inline_pattern() -> re.Pattern[str]:
    names, parts, _ = _tables()
    han = sorted(
        (n for n in {*names, *parts, *_BY_VALUE} if len(n) >= 2 and "\u4e00" <= n[0] <= "\u9fff"), key=len, reverse=True
    )
    latin = sorted((n for n in names if n.isascii() and n.isalpha() and len(n) >= 4), key=len, reverse=True)
    joined = "|".join(map(re.escape, han))
    worded = "|".join(map(re.escape, latin))
    return re.compile(rf"(?:^|(?<=[\s,，;；。|/、】]))(?:(?:{joined})(?:[：:]\s*|\s+)|(?:{worded})\s*:\s*)")


def inline_hits(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Known labels inside a stretch ("规格 30*20cm 材质 纯棉"): where each begins and ends, and its value begins."""
    folded = fold(text[start:end])
    if ":" not in folded and folded.isascii():
        return []
    hits: list[tuple[int, int, int]] = []
    for hit in _inline_pattern().finditer(folded):
        label = hit[0].rstrip(" :：")
        if hit.end() < end - start:
            hits.append((start + hit.start(), start + hit.start() + len(label), start + hit.end()))
    return hits
