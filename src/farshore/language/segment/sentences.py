"""Cut a text into sentences: English, Chinese and what is written like them.

Rules, not a model: shop texts are short and full of bullets, decimals and abbreviations.
"""

import re

_ABBREVIATIONS = frozenset(
    [
        "approx",
        "ca",
        "cm",
        "mm",
        "ft",
        "in",
        "lb",
        "lbs",
        "oz",
        "fl",
        "no",
        "nr",
        "vol",
        "max",
        "min",
        "incl",
        "excl",
        "etc",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "vs",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "ltd",
        "inc",
        "co",
        "sq",
        "hr",
        "hrs",
        "pcs",
        "pc",
        "temp",
        "dia",
        "diam",
        "wt",
        "art",
        "fig",
        "bzw",
        "z.b",
        "ggf",
        "inkl",
        "std",
    ]
)
_UNITS = frozenset(["cm", "mm", "in", "oz", "lb", "lbs", "ft", "min", "hr", "hrs", "pcs", "pc", "sq", "st"])
"""Abbreviations that may end a sentence: a capital letter after their stop begins the next."""
_END = re.compile(
    r"[。！？!?…；]+[”’\"')）】]*|\.+[\"')\]”’]*(?=\s|$|[A-Z\u4e00-\u9fff])|\n+|】[:：]?|(?=【)|\s[•·▪●◆★☆✓✔✅◎■▶|]+\s?"
)
_DEGREES = frozenset("°º0123456789")
"""A single letter behind one of these is a unit: "30 °C.", "12V."."""
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_MARKS = " \t\n•·▪●◆★☆✓✔✅◎■▶|-–*—"


def _is_cut(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start())
    following = text[match.end() :].lstrip()[:1]
    if word is None:
        before = text[match.start() - 1 : match.start()]
        return not (before.isdigit() and following.isdigit() and text[match.end() : match.end() + 1] != " ")
    known = word[1].lower()
    if len(known) == 1 and text[word.start() - 1 : word.start()].strip() in _DEGREES:
        return text[match.end() : match.end() + 1].isspace() and (following.isupper() or ord(following or "a") > 0x2E80)
    if known in _ABBREVIATIONS or (len(known) == 1 and known.isalpha() and known not in "lgmvwah"):
        return following.isupper() and known in _UNITS
    return True


def split_sentences(text: str, *, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut `text[start:end]` into sentences.

    Returns:
        Spans in `text` (code points, end exclusive), in order, without outer white space and bullet marks; never empty.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if _is_cut(text, match):
            _add(text, begin, match.end(), spans)
            begin = match.end()
    _add(text, begin, stop, spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in " \t\n•|":
        end -= 1
    if end > start and any(char.isalnum() for char in text[start:end]):
        spans.append((start, end))
