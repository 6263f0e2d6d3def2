"""A folded copy of a text for matching: same length, so that spans found in it hold in the original."""

import unicodedata
from functools import cache

_PUNCTUATION = str.maketrans("：（）［］；％＋－＝／＊＂＇～", ":()[];%+-=/*\"'~")


@cache
def _narrow(character: str) -> str:
    """Give the plain form of a full-width letter or of a digit of any script."""
    code = ord(character)
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A:
        return chr(code - 0xFEE0)
    digit = unicodedata.digit(character, None) if unicodedata.category(character) == "Nd" else None
    return character if digit is None else str(digit)


def fold_width(text: str) -> str:
    """Fold full-width letters and all decimal digits to ASCII; case is kept.

    Returns:
        A text of the same number of code points.
    """
    if text.isascii():
        return text
    plain = text.translate(_PUNCTUATION)
    return "".join(char if char < "\u0660" else _narrow(char) for char in plain)


def fold(text: str) -> str:
    """Fold width, digits and letter case.

    Returns:
        A text of the same number of code points: a letter whose small form is longer stays as it is.
    """
    wide = fold_width(text)
    lowered = wide.lower()
    if len(lowered) == len(wide):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in wide)
