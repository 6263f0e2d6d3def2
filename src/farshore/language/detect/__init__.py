"""The language of a message, and of a conversation: evidence accumulates, short texts do not flip it.

Script decides where it can (Hangul, kana, Thai, Devanagari, Arabic, Cyrillic, Han); the Latin languages are told apart
by py3langid and by a small model of character n-grams, learnt from shoppers' questions with and without diacritics
(recipe: `training/language_id.py`), which knows romanised Hindi too.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from farshore.language.text import LANGUAGES, fold, tokens

LATIN = ("en", "es", "pt-BR", "fr", "de", "it", "nl", "pl", "tr", "vi", "id", "hi")
_LANGID = {"zh": "zh-Hans", "pt": "pt-BR"}
_DECAY = 0.75
_FULL_CHARS = 20
_HAN_HINT = 5.0
"""A Japanese page's shopper who types 素材 types Japanese, though nothing in the word says so."""
BUCKETS = 1 << 14
_FLOOR = math.log(1e-4)
_UNKNOWN_SCRIPTS = (
    "HEBREW",
    "GREEK",
    "GEORGIAN",
    "ARMENIAN",
    "BENGALI",
    "TAMIL",
    "TELUGU",
    "KHMER",
    "LAO",
    "MYANMAR",
    "ETHIOPIC",
    "GUJARATI",
    "SINHALA",
    "KANNADA",
    "MALAYALAM",
)


@dataclass(frozen=True, slots=True)
class Detected:
    """The language of a message within its conversation."""

    lang: str
    scores: dict[str, float]
    """Log-odds by language, higher is likelier."""
    is_spoken: bool = True
    """False when the message is surely in a language that farshore does not speak."""


def detect(text: str, *, before: Sequence[str] = (), hint: str | None = None) -> Detected:
    """The language of the last message of a conversation.

    Args:
        text: the message.
        before: the shopper's earlier messages, oldest first.
        hint: BCP 47 of the page or browser; decides only where the text says nothing.
    """
    scores: dict[str, float] = dict.fromkeys(map(str, LANGUAGES), 0.0)
    if hint in scores:
        scores[hint] += _HAN_HINT if hint == "ja" and _script(text) == "han" else 1.0
    for message in (*before, text):
        heard = message_scores(message)
        weight = min(1.0, sum(c.isalpha() for c in message) / _FULL_CHARS)
        weight = max(weight, 0.9) if _script(message) not in {"latin", "none"} else weight
        for lang in LANGUAGES:
            scores[lang] = _DECAY * scores[lang] + weight * max(heard.get(lang, _FLOOR), _FLOOR)
        if not heard:
            scores = {lang: score / _DECAY for lang, score in scores.items()}
    # A script that one language writes says more than a whole conversation before it.
    best = max(_written_in(text), key=scores.__getitem__)
    return Detected(best, {k: round(v, 2) for k, v in scores.items()}, _script(text) != "unknown")


def _script(text: str) -> str:
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            name = _script_of(char)
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return "none"
    if counts.get("kana", 0) >= 1 and counts.get("kana", 0) * 8 >= counts.get("han", 0):
        return "kana"
    # Product words are often Latin inside another script's message: a few native letters decide.
    native = {name: n for name, n in counts.items() if name != "latin"}
    if native and sum(native.values()) * 4 >= counts.get("latin", 0):
        return max(native, key=native.__getitem__)
    return max(counts, key=counts.__getitem__)


@lru_cache(maxsize=4096)
def _script_of(char: str) -> str:
    if char.isascii():
        return "latin"
    name = unicodedata.name(char, "")
    for word, script in (
        ("CJK", "han"), ("HIRAGANA", "kana"), ("KATAKANA", "kana"), ("HANGUL", "hangul"), ("THAI", "thai"),
        ("DEVANAGARI", "devanagari"), ("ARABIC", "arabic"), ("CYRILLIC", "cyrillic"), ("LATIN", "latin"),
    ):  # fmt: skip
        if word in name:
            return script
    return "unknown" if any(word in name for word in _UNKNOWN_SCRIPTS) else "latin"


_BY_SCRIPT = {"hangul": "ko", "kana": "ja", "thai": "th", "devanagari": "hi", "arabic": "ar", "cyrillic": "ru"}
_SENTENCE_WORDS = 4


def _written_in(text: str) -> Sequence[str]:
    """Languages that a message may be in by its script; a Latin scrap ("OK", "size M?") comes in any conversation."""
    script = _script(text)
    if script in _BY_SCRIPT:
        return (_BY_SCRIPT[script],)
    if script == "han":
        return ("zh-Hans", "zh-Hant", "ja")
    if script == "latin" and len(tokens(fold(text))) >= _SENTENCE_WORDS:
        return LATIN
    return tuple(map(str, LANGUAGES))


def _is_japanese_writable(text: str) -> bool:
    """Whether JIS X 0208 has all characters: it lacks most that are simplified."""
    try:
        text.encode("shift_jis", "strict")
    except UnicodeEncodeError:
        return False
    return True


def message_scores(text: str) -> dict[str, float]:
    """Log-probabilities of one message by itself; empty when it has no letters."""
    script = _script(text)
    if script in {"none", "unknown"}:
        return {}
    if script == "han":
        return _han_scores(text)
    if script in _BY_SCRIPT:
        return {_BY_SCRIPT[script]: 0.0}
    return _latin_scores(text)


@lru_cache
def _han_weights() -> dict[str, float]:
    """Log-odds traditional : simplified of single characters; absent file: none."""
    path = files("farshore.language.detect").joinpath("han.txt")
    if not path.is_file():
        return {}
    simplified, traditional = path.read_text("utf-8").splitlines()[:2]
    return dict.fromkeys(simplified, -3.0) | dict.fromkeys(traditional, 3.0)


def _han_scores(text: str) -> dict[str, float]:
    weights = _han_weights()
    odds = sum(weights.get(char, 0.0) for char in text)
    traditional = 1 / (1 + math.exp(-max(-20.0, min(20.0, odds - 0.4))))
    return {
        "zh-Hans": math.log(max(1e-4, 0.97 * (1 - traditional))),
        "zh-Hant": math.log(max(1e-4, 0.97 * traditional)),
        "ja": math.log(0.03) if _is_japanese_writable("".join(c for c in text if c.isalpha())) else _FLOOR,
    }


_TELLING = 2.5
"""What a word adds that only one Latin language's shoppers type, in log-odds: "hello", "merhaba", "kitna"."""


_SCRAP_WORDS = 2
_ENGLISH_SCRAP = 1.5
"""One or two words that could be many languages' ("hello", "price?", "size M") are English more often than not."""


@lru_cache
def _telling() -> dict[str, str]:
    """Words by the one Latin language that has them; absent file: none."""
    path = files("farshore.language.detect").joinpath("words.txt")
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    pairs = [line.split("\t", 1) for line in lines]
    return {word: lang for lang, words in pairs for word in words.split()}


def _latin_scores(text: str) -> dict[str, float]:
    from_model = _model_scores(text)
    from_langid = _langid_scores(text)
    if from_model is None:
        return from_langid
    # py3langid does not know romanised Hindi: there the model speaks alone.
    mixed = {lang: 0.75 * from_model[lang] + 0.25 * from_langid.get(lang, from_model[lang]) for lang in LATIN}
    words = tokens(fold(text))
    for word in words:
        owner = _telling().get(word.text)
        if owner is not None:
            mixed[owner] += _TELLING
    if len(words) <= _SCRAP_WORDS:
        mixed["en"] += _ENGLISH_SCRAP
    top = max(mixed.values())
    total = math.log(sum(math.exp(v - top) for v in mixed.values())) + top
    return {lang: value - total for lang, value in mixed.items()}


class _Identifier(Protocol):
    """What is used of py3langid, which has no types."""

    def set_languages(self, langs: list[str]) -> None: ...
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@lru_cache
def _identifier() -> "_Identifier":
    import py3langid  # noqa: PLC0415 - 73 MB and half a second that only processes that answer should pay

    identifier = cast("_Identifier", py3langid)
    identifier.set_languages(["en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "vi", "id"])
    return identifier


def _langid_scores(text: str) -> dict[str, float]:
    ranked = _identifier().rank(text)
    best = ranked[0][1]
    total = sum(math.exp(score - best) for _, score in ranked)
    return {_LANGID.get(code, code): max(score - best - math.log(total), _FLOOR) for code, score in ranked}


def ngrams(text: str) -> NDArray[np.int64]:
    """Hashed character 1- to 4-grams of the folded text, words marked at their ends."""
    padded = f" {' '.join(fold(text).split())} "
    found = [
        crc32(padded[i : i + size].encode()) % BUCKETS for size in (1, 2, 3, 4) for i in range(len(padded) - size + 1)
    ]
    accented = [crc32(f"^{c}".encode()) % BUCKETS for c in text.lower() if not c.isascii()]
    return np.array(found + accented, np.int64)


@lru_cache
def _model() -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    path = files("farshore.language.detect").joinpath("latin.npz")
    if not path.is_file():
        return None
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return stored["weights"].astype(np.float32) * stored["scale"], stored["bias"].astype(np.float32)


def _model_scores(text: str) -> dict[str, float] | None:
    model = _model()
    if model is None:
        return None
    weights, bias = model
    grams = ngrams(text)
    logits = weights[grams].sum(axis=0) / math.sqrt(max(1, len(grams))) + bias
    logits -= logits.max()
    total = math.log(float(np.exp(logits).sum()))
    return {lang: max(float(value) - total, _FLOOR) for lang, value in zip(LATIN, logits, strict=True)}
