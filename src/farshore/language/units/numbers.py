"""Numbers as people write them: decimal commas, thousands, fractions, number words."""

import re
from fractions import Fraction

_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_WORDS = {word: value for value, word in enumerate(_ENGLISH)} | {
    "a": 1, "single": 1, "pair": 2, "double": 2, "triple": 3, "dozen": 12, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 1,200.5
    r"|\d+[\s-]\d{1,2}/(?:2|3|4|5|8|16|32|64)(?!\d)"  # 1 1/2
    r"|\d{1,2}/(?:2|3|4|5|8|16|32|64)(?!\d)"  # 3/4
    r"|\d+\s?[½¼¾⅓⅔⅛]|[½¼¾⅓⅔⅛]"
    r"|\d+(?:[.,]\d+)?)"
)
"""A number without its sign, in folded digits."""

_LONGEST = 30
"""Characters of the longest number that means anything."""
_FRACTION = re.compile(r"(?:(\d+)[\s-])?(\d+)/(\d+)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


def to_number(text: str) -> float | None:
    """Read a number that `NUMBER` matched; None when it is not one, or beyond all measure.

    A comma before exactly three digits groups thousands ("1,200"), any other is a decimal comma ("1,5").
    """
    if len(text) > _LONGEST:
        return None
    if fraction := _FRACTION.match(text):
        whole, above, below = fraction.groups()
        return float(int(whole or 0) + Fraction(int(above), int(below)))
    if text[-1:] in _VULGAR:
        above, below = _VULGAR[text[-1]]
        return float(int(text[:-1].strip() or 0)) + above / below
    plain = text.replace(",", "") if _THOUSANDS.match(text) else text.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def to_count(text: str) -> int | None:
    """Read a whole number in digits, in English words or in Chinese characters up to 99."""
    lowered = text.strip().lower()
    if lowered.isdecimal():
        return int(lowered) if len(lowered) <= _LONGEST else None
    return _WORDS[lowered] if lowered in _WORDS else _han_count(lowered)


def _han_count(text: str) -> int | None:
    if not text or any(char not in _HAN and char != "十" for char in text):
        return None
    if "十" not in text:
        return _HAN[text] if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
