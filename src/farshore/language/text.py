"""The folded form of a text, in which words are compared, and its tokens."""

import re
import unicodedata
from dataclasses import dataclass

LANGUAGES = (
    "en", "zh-Hans", "zh-Hant", "ja", "ko", "es", "pt-BR", "fr", "de", "it",
    "nl", "ru", "pl", "tr", "ar", "hi", "th", "vi", "id",
)  # fmt: skip
"""The languages that farshore speaks, BCP 47."""

SUBSTRING_LANGUAGES = frozenset({"zh-Hans", "zh-Hant", "ja", "ko", "th"})
"""Written without spaces, or with particles glued on: words are found as substrings."""

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_SPECIAL = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "`": "'"})
_LATIN = re.compile(r"[a-z]")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670]")


def fold(text: str) -> str:
    """The text as it is compared: compatibility form, lower case, no accents on Latin, plain digits.

    Marks of Thai and Devanagari stay, since there they are letters; Arabic loses vowel signs and letter variants.
    The result may differ in length from `text`.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SPECIAL)
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", folded):
        if unicodedata.category(char) == "Mn":
            if kept and (_LATIN.match(kept[-1]) or ("\u0400" <= kept[-1] <= "\u04ff" and char == "\u0308")):
                continue
        elif char.isdecimal() and not char.isascii():
            kept.append(str(unicodedata.decimal(char)))
            continue
        kept.append(char)
    composed = unicodedata.normalize("NFC", "".join(kept))
    return _ARABIC_MARKS.sub("", composed.translate(_ARABIC))


def fold_in(lang: str, text: str) -> str:
    """Folded as the language needs: Vietnamese typed with its marks keeps them, since without them words collide.

    Lists of words for Vietnamese therefore hold each word with and without marks (`forms_in`).
    """
    if lang == "vi" and not text.isascii():
        return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    return fold(text)


def forms_in(lang: str, text: str) -> tuple[str, ...]:
    """The folded forms under which a listed word is looked for in a language."""
    return tuple(dict.fromkeys((fold_in(lang, text), fold(text)))) if lang == "vi" else (fold(text),)


_ARABIC_PREFIXES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف")


def stem_in(lang: str, word: str) -> str:
    """A word without what a language glues on in front: Arabic article, "and", "with", "for"."""
    if lang != "ar":
        return word
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= (3 if len(prefix) > 1 else 4):
            return word[len(prefix) :]
    return word


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text; `start` and `end` are code points in it, end exclusive."""

    text: str
    start: int
    end: int


def tokens(folded: str) -> list[Token]:
    """Words of a folded text in order; Devanagari and Thai marks stay with their word.

    A change between ASCII and a script with glued particles ends a word: "iphoneで" is "iphone" and "で".
    """
    found: list[Token] = []
    start = None
    for position, char in enumerate(folded):
        inside = (
            char.isalnum()
            or unicodedata.category(char) in {"Mn", "Mc"}
            or (char == "'" and start is not None and position + 1 < len(folded) and folded[position + 1].isalnum())
        )
        if inside and start is not None and _changes_script(folded[position - 1], char):
            found.append(Token(folded[start:position], start, position))
            start = position
        if inside and start is None:
            start = position
        elif not inside and start is not None:
            found.append(Token(folded[start:position], start, position))
            start = None
    if start is not None:
        found.append(Token(folded[start:], start, len(folded)))
    return found


def _changes_script(before: str, char: str) -> bool:
    if before.isascii() == char.isascii():
        return False
    other = char if before.isascii() else before
    return is_spaceless(other) or "\uac00" <= other <= "\ud7a3"


def is_spaceless(char: str) -> bool:
    """Whether the character belongs to a script written without spaces (Han, kana, Thai)."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\u0e00" <= char <= "\u0e7f"
        or "\U00020000" <= char <= "\U0003ffff"
    )
