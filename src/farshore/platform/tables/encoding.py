"""Text out of bytes of unknown encoding.

CJK encodings overlap: the bytes of one are mostly valid in another, so validity proves little. What tells them apart is
how ordinary the characters are that come out, and whether known column names appear. Common characters were counted in
the Shopify product taxonomy (MIT) and jieba's word list (MIT).
"""

import json
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from charset_normalizer import from_bytes

_SAMPLE_BYTES = 200_000
_SCORED_CHARACTERS = 6_000
_HEAD_CHARACTERS = 4_000
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CJK = {
    "gb18030": "zh-Hans",
    "big5hkscs": "zh-Hant",
    "cp932": "ja",
    "euc_jp": "ja",
    "cp949": "ko",
}
_SINGLE_BYTE = {
    "cp1252": "àâäáãåæçèéêëíîïñòóôöõøùúûüßœÀÂÄÁÅÉÈÊÍÑÓÖØÚÜÇŒ€£°–—‘’“”„…«»®™×½¼¾²³±·•µ©§\xa0",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäăâîşţĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÖÜ€°–—‘’“”„…×\xa0",
    "cp1254": "ğışçöüâîûĞİŞÇÖÜ€°–—‘’“”…×\xa0",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ«»№–—°\xa0",
}
_NAMES = {"big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc-kr", "cp1252": "windows-1252"}
_CYRILLIC_WORD = 3
_SURE = 0.5
_MARGIN = 0.05
_BROKEN_UTF8_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how sure we are of it."""

    text: str
    encoding: str
    """Name as the seller may know it: utf-8, utf-16, gb18030, shift_jis, big5, euc-kr, windows-1252."""
    lost: int = 0
    """Characters that could not be read and stand as U+FFFD."""
    is_doubtful: bool = False
    """True when another encoding fits nearly as well."""


def decode(data: bytes, *, words: Collection[str] = (), declared: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding.

    Args:
        data: the whole file.
        words: known words beyond ASCII; one that appears speaks for an encoding.
        declared: what the file says of itself (XML); tried first.

    Returns:
        Text without byte order mark; nothing raises, what cannot be read is counted in `lost`.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data.decode(name, errors="replace")
            return Decoded(text, name.removesuffix("-sig"), text.count("\ufffd"))
    wide = _wide_encoding(data)
    if wide is not None:
        text = data.decode(wide, errors="replace")
        return Decoded(text, "utf-16", text.count("\ufffd"))
    strict = _decode_strictly(data, ("utf-8", *([declared] if declared else [])))
    return strict or _decode_by_score(data, words)


def _decode_strictly(data: bytes, names: Collection[str]) -> Decoded | None:
    for name in names:
        try:
            return Decoded(data.decode(name), name.lower())
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII separators leave zero bytes on one side only."""
    sample = data[:4_000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_by_score(data: bytes, words: Collection[str]) -> Decoded:
    broken = _broken_utf8(data)
    if broken is not None:
        return broken
    sample = data[:_SAMPLE_BYTES]
    ranked = sorted(
        ((_score(sample, name, words), -index, name) for index, name in enumerate(_candidates(sample))),
        reverse=True,
    )
    best, _, name = ranked[0]
    seen = sample.decode(name, errors="replace")
    others = (score for score, _, other in ranked if sample.decode(other, errors="replace") != seen)
    is_doubtful = best < _SURE or best - next(others, 0.0) < _MARGIN
    text = data.decode(name, errors="replace")
    return Decoded(text, _NAMES.get(name, name), text.count("\ufffd"), is_doubtful)


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few damaged bytes is still UTF-8: valid sequences do not come by chance."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    beyond = sum(1 for character in text[:_SAMPLE_BYTES] if ord(character) > 0x7F)
    valid = beyond - text[:_SAMPLE_BYTES].count("\ufffd")
    if lost <= max(2, _BROKEN_UTF8_SHARE * valid) and valid >= 8 * lost:
        return Decoded(text, "utf-8", lost)
    return None


def _candidates(sample: bytes) -> list[str]:
    names = [*_CJK, *_SINGLE_BYTE]
    guess = from_bytes(sample[:20_000]).best()
    if guess is not None and guess.encoding not in {*names, "ascii", "utf_8"}:
        names.append(guess.encoding)
    return names


def _score(sample: bytes, name: str, words: Collection[str]) -> float:
    text = sample.decode(name, errors="replace")
    beyond = [character for character in text if ord(character) > 0x7F][:_SCORED_CHARACTERS]
    if not beyond:
        return 0.0
    unlikely = sum(_is_unlikely(character) for character in beyond)
    if name in _CJK:
        common = _common_characters(_CJK[name])
        good = sum(character in common for character in beyond) / len(beyond)
    elif name in _SINGLE_BYTE:
        good = _alphabet_share(text, name, len(beyond))
    else:
        good = 0.3
    head = text[:_HEAD_CHARACTERS].casefold()
    found = sum(1 for word in words if word in head)
    return good - 2 * unlikely / len(beyond) + 0.15 * min(found, 4)


def _alphabet_share(text: str, name: str, total: int) -> float:
    """Letters of the alphabet: Cyrillic ones in whole words, accented Latin ones alone among plain ones."""
    letters = _SINGLE_BYTE[name]
    if name == "cp1251":
        whole = (run for run in _runs_beyond_ascii(text) if len(run) >= _CYRILLIC_WORD)
        return sum(character in letters for run in whole for character in run) / max(total, 1)
    good = sum(
        run[0] in letters if len(run) == 1 else 0.5 * sum(c in letters for c in run) if len(run) == 2 else 0
        for run in _runs_beyond_ascii(text)
    )
    return min(1.0, good / max(total, 1))


def _runs_beyond_ascii(text: str) -> Iterator[str]:
    run = ""
    for character in text:
        if ord(character) > 0x7F:
            run += character
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _is_unlikely(character: str) -> bool:
    if character == "\ufffd":
        return True
    return unicodedata.category(character) in {"Cc", "Cn", "Co"} or "\u2500" <= character <= "\u257f"


@cache
def _common_characters(language: str) -> frozenset[str]:
    text = files("farshore.platform.tables").joinpath("common_characters.json").read_text(encoding="utf-8")
    listed: dict[str, str] = json.loads(text)
    return frozenset(listed[language])
