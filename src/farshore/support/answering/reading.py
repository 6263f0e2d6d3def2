"""Read a message: its language, its clauses, and what each clause is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farshore.language.detect import Detected, detect
from farshore.language.match import Match, PhraseMatcher
from farshore.language.packs import intent_groups, load_pack
from farshore.language.places import find_codes, find_countries
from farshore.language.text import SUBSTRING_LANGUAGES, fold, fold_in, tokens
from farshore.language.units.parse import find_measures
from farshore.support.answering.clauses import Piece, conjunctions, join, pieces, size_of
from farshore.support.answering.labels import Cues, Head, load_cues, load_head, score_clause
from farshore.support.answering.records import Clause, Question, ScoredLabel

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
_MATTER_FROM = 0.34
_MATTER_ALONE_FROM = 0.5
_MATTER_SHORT_FROM = 0.7
_MATTER_LONG_FROM = 0.3
_LONG_WORDS = 4
_TALK_ALONE_FROM = 0.85
SECOND_FROM = 0.55
FOLLOW_UP_WORDS = 6
_MOST_LABELS = 4
_ASIDE_BELOW = 0.5
_SURE_FROM = 0.6
_COMPLAINT_SURE = 0.9
_COMPARING_WORDS = 4
_FOLLOWS_BELOW = 0.75
_SCRAP_WORDS = 2


@dataclass(frozen=True, slots=True)
class Reader:
    """An encoder and its head."""

    name: str
    encode: Encode


@dataclass(frozen=True, slots=True)
class Retriever:
    """Looks a question up in passages: query against passage vectors of an encoder made for it."""

    encode: Encode
    encode_passages: Encode
    floor: float = 0.78
    ceiling: float = 0.92
    """Cosines of a passage that has nothing to do with the question, and of one that answers it word by word (e5)."""

    def scores(self, text: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """How well each of n passages answers a text, 0..1."""
        if not len(vectors):
            return np.zeros(0, np.float32)
        cosines = vectors @ self.encode([text])[0]
        return np.asarray(np.clip((cosines - self.floor) / (self.ceiling - self.floor), 0.0, 1.0), np.float32)


@dataclass(slots=True)
class Reading:
    """What was understood of a message, before products are looked up."""

    detected: Detected
    clauses: list[Clause]
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """(clauses, dimensions) by the reader's encoder."""

    @property
    def lang(self) -> str:
        """The language of the answer."""
        return self.detected.lang


def read_language(question: Question) -> Detected:
    """The language of a question within its conversation."""
    before = [turn.text for turn in question.prior if turn.role == "shopper"]
    return detect(question.text, before=before[-6:], hint=question.locale)


def read_message(text: str, detected: Detected, reader: Reader) -> Reading:
    """Clauses of a message with their labels.

    Args:
        text: the message.
        detected: its language.
        reader: the encoder for this language.
    """
    lang = detected.lang
    cues, head = load_cues(lang), load_head(reader.name)
    found = pieces(text, lang) or [Piece(text, opens_sentence=True)]
    parts = [piece.text for piece in found]
    vectors = reader.encode(parts)
    scored = [_labels(part, vector, lang, cues, head) for part, vector in zip(parts, vectors, strict=True)]
    matters = [_has_matter(part, labels, lang) for part, labels in zip(parts, scored, strict=True)]
    talks = [bool(labels) and intent_groups().get(labels[0].id) == "talk" for labels in scored]
    joined = join(found, matters, talks, lang)
    if joined != parts:
        vectors = reader.encode(joined)
        scored = [_labels(part, vector, lang, cues, head) for part, vector in zip(joined, vectors, strict=True)]
    clauses = [_clause(part, labels, lang) for part, labels in zip(joined, scored, strict=True)]
    _mark_asides(clauses)
    return Reading(detected, clauses, vectors)


def _mark_asides(clauses: Sequence[Clause]) -> None:
    """Clauses that only tell the background of a surer one ("I'm in Japan.", "I washed it once."): not answered."""
    best = max(
        (c.labels[0].score for c in clauses if c.labels and intent_groups().get(c.labels[0].id) != "talk"), default=0.0
    )
    # "I opened the seal and tried them on, can I return them?" tells a state, not a complaint.
    returns = any(
        c.labels and c.labels[0].id.startswith("return_") and c.labels[0].score >= _SURE_FROM for c in clauses
    )
    for clause in clauses:
        top = clause.labels[0] if clause.labels else None
        weak = top is None or (top.score < _ASIDE_BELOW and "cue" not in top.how)
        if top is not None and top.id.startswith("complaint_") and "cue" not in top.how and returns:
            weak = top.score < _COMPLAINT_SURE
        places = top is not None and top.id == "shipping_where" and top.how == "vector" and bool(clause.countries)
        weak = weak or (places and len(clauses) > 1)  # "I'm in Japan."
        clause.is_aside = weak and best >= _SURE_FROM and not clause.text.rstrip().endswith(("?", "？", "؟"))


@lru_cache
def _words(lang: str, key: str) -> PhraseMatcher:
    return PhraseMatcher({key: map(str, load_pack(lang).words.get(key) or ())}, lang)


def _labels(
    text: str, vector: NDArray[np.float32], lang: str, cues: Cues, head: Head | None
) -> tuple[ScoredLabel, ...]:
    folded = fold_in(lang, text)
    probabilities = head.probabilities(vector[None])[0] if head is not None else None
    return score_clause(_cues_in(text, folded, lang, cues), probabilities, head, cues)


def _cues_in(text: str, folded: str, lang: str, cues: Cues) -> list[Match]:
    """Cues in the clause as typed, and in its spelling with chat words written out ("pls", "tmb", "kya h")."""
    found = cues.find(folded, tokens(folded))
    plain = written_out(text, lang)
    if plain != folded:
        seen = {(m.label, m.phrase) for m in found}
        found += [m for m in cues.find(plain, tokens(plain)) if (m.label, m.phrase) not in seen]
    return found


def written_out(text: str, lang: str) -> str:
    """The folded text with the pack's chat words replaced by what they stand for."""
    table = _colloquial(lang)
    folded = fold_in(lang, text)
    if lang in SUBSTRING_LANGUAGES:
        for short, full in table.items():
            folded = folded.replace(short, full) if not short.isascii() else folded
        return folded
    return " ".join(table.get(word, word) for word in folded.split())


@lru_cache
def _colloquial(lang: str) -> dict[str, str]:
    given: dict[str, str] = load_pack(lang).words.get("colloquial") or {}
    return {fold_in(lang, str(short)): fold_in(lang, str(full)) for short, full in given.items()}


def _has_matter(text: str, labels: tuple[ScoredLabel, ...], lang: str) -> bool:
    """Whether a piece can stand as a clause of its own: something sure in it, more for very short ones."""
    if not labels:
        return False
    size = len(text) // 2 if lang in SUBSTRING_LANGUAGES else len(text.split())
    is_short = size <= 1
    best = labels[0]
    if best.id == "compare" and size_of(text, lang) <= _COMPARING_WORDS:
        return False  # "which is taller," belongs to the products that follow
    if "cue" in best.how:
        return best.score >= _MATTER_FROM
    if intent_groups().get(best.id) in {"talk", "hand_off"}:
        return best.score >= _TALK_ALONE_FROM
    if is_short:
        return best.score >= _MATTER_SHORT_FROM
    return best.score >= (_MATTER_LONG_FROM if size >= _LONG_WORDS else _MATTER_ALONE_FROM)


def _clause(text: str, labels: tuple[ScoredLabel, ...], lang: str) -> Clause:
    folded = fold_in(lang, text)
    # Names of countries are listed without marks.
    named = [match.label for match in find_countries(fold(text), lang)]
    return Clause(
        text=text,
        folded=folded,
        labels=labels,
        countries=tuple(dict.fromkeys([*named, *find_codes(text)])),
        is_hypothetical=bool(_words(lang, "if").find(folded)),
    )


_OF_GOODS_SENT = frozenset(
    {"return_window", "return_condition", "return_excluded", "return_cost", "return_how", "exchange", "refund",
     "warranty", "faulty_policy", "order_change", "order_cancel"}
)  # fmt: skip
"""Matters whose wording is full of attribute words ("can I return it without the packaging, once washed?")."""


_GUESS_FROM = {"abuse": 1.0, "injection": 0.96, "private_probe": 0.9, "out_of_scope": 0.9}
"""How sure the head must be of these before a listed word of another matter yields to it ("بكم الروج" is no insult)."""
_CUE_BEFORE_GUESS = 0.1


def _first(labels: Sequence[ScoredLabel]) -> ScoredLabel:
    """The leading label: a guess yields to what is named ("I washed it, can I send it back?" is a return)."""
    first = labels[0]
    if first.how != "vector":
        return first
    cued = [s for s in labels if "cue" in s.how]
    if first.id.startswith("complaint_"):
        return next((s for s in cued if s.id.startswith(("return_", "exchange", "refund"))), first)
    if first.id in _GUESS_FROM and first.score < _GUESS_FROM[first.id]:
        asked = next((s for s in cued if intent_groups().get(s.id) not in {"talk", "hand_off"}), None)
        return asked or first
    return next((s for s in cued if "vector" in s.how and s.score >= first.score - _CUE_BEFORE_GUESS), first)


_IMPLIED: dict[str, frozenset[str]] = {
    "dishwasher_safe": frozenset({"lid", "handle", "machine_washable", "care"}),
    "microwave_safe": frozenset({"lid", "handle"}),
    "material": frozenset({"lid", "handmade"}),
    "shipping_cost": frozenset({"price", "shipping_where"}),
    "shipping_time": frozenset({"shipping_where", "price", "express"}),
    "duties": frozenset({"shipping_where", "tax_included", "price"}),
    "stock": frozenset({"color", "sizes", "options"}),
    "restock": frozenset({"stock", "color", "sizes"}),
    "options": frozenset({"color", "sizes", "stock"}),
    "size_advice": frozenset({"sizes", "fit", "height", "weight", "options", "length", "width"}),
    "price": frozenset({"color", "sizes"}),
    "discount": frozenset({"price"}),
    "cash_on_delivery": frozenset({"payment"}),
    "installments": frozenset({"payment"}),
    "return_excluded": frozenset({"return_window", "return_request"}),
    "return_window": frozenset({"return_request"}),
    "return_condition": frozenset({"return_request"}),
    "gift_box": frozenset({"packaging"}),
    "return_cost": frozenset({"price", "shipping_cost"}),
    "machine_washable": frozenset({"temperature_range"}),
    "care": frozenset({"temperature_range"}),
    "oven_safe": frozenset({"temperature_range", "heat_resistant"}),
    "plug_fit": frozenset({"voltage", "plug_type", "shipping_where"}),
    "compatibility": frozenset({"model"}),
}
"""Labels whose cues are parts of another matter's wording: "what does shipping cost" does not ask the price."""


def matters_of(clause: Clause) -> list[ScoredLabel]:
    """The labels that a clause is really about: the best, and others that have cues of their own."""
    if not clause.labels:
        return []
    private = next((s for s in clause.labels if s.id == "private_probe" and "cue" in s.how), None)
    if private is not None and private.score >= SECOND_FROM:
        return [private]  # asked for by the words of a price: no price must be told beside the refusal
    chosen = [_first(clause.labels)]
    groups = intent_groups()
    for label in clause.labels:
        if label.id == chosen[0].id or (chosen[0].id in _OF_GOODS_SENT and label.id not in groups):
            continue
        if label.id in _IMPLIED.get(chosen[0].id, ()) or any(label.id in _IMPLIED.get(c.id, ()) for c in chosen):
            continue
        if label.score < SECOND_FROM or "cue" not in label.how:
            continue
        if groups.get(label.id) in {"talk", "hand_off"} or groups.get(chosen[0].id) == "hand_off":
            continue
        chosen.append(label)
    return chosen[:_MOST_LABELS]


_OPENERS = {
    "ru": ("а", "ну"),
    "pl": ("a", "no"),
    "tr": ("peki", "ya"),
    "ar": ("طيب", "و"),
    "de": ("und",),
    "id": ("kalau", "kalo", "trus"),
}
_OF_CHOICE = frozenset({"compare", "options", "size_advice", "sizes"})
"""What "and the bigger one?" looks like to the head, when it goes on with the matter before."""


def opens_like_more(folded: str, lang: str) -> bool:
    """Whether a clause begins as one that goes on with the matter before: "and …", "what about …", "y …"."""
    first = folded.split(maxsplit=1)[0] if folded.split() else ""
    return (
        first in conjunctions(lang)
        or first in _OPENERS.get(lang, ())
        or any(m.start <= 1 for m in _words(lang, "what_about").find(folded))
    )


def is_follow_up(clause: Clause, lang: str, *, sure_from: float = 0.5) -> bool:
    """Whether a clause lives on what was asked before: "and to Mexico?", "the blue one?"."""
    if clause.labels and clause.labels[0].score >= sure_from and "cue" in clause.labels[0].how:
        return False
    if size_of(clause.folded, lang) <= _SCRAP_WORDS:
        return True
    size = len(clause.folded) / 3 if lang in SUBSTRING_LANGUAGES else len(clause.folded.split())
    opens = opens_like_more(clause.folded, lang)
    sure_from = max(sure_from, _FOLLOWS_BELOW) if opens and size <= FOLLOW_UP_WORDS - 1 else sure_from
    measured = bool(find_measures(clause.folded))
    if opens and clause.labels and clause.labels[0].id in _OF_CHOICE and size <= FOLLOW_UP_WORDS and not measured:
        return True
    if clause.labels and clause.labels[0].score >= _FOLLOWS_BELOW:
        return False
    if opens and size <= FOLLOW_UP_WORDS + 2:
        return True
    return size <= FOLLOW_UP_WORDS and (not clause.labels or clause.labels[0].score < sure_from)
