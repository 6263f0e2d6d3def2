"""What a question and an attribute have in common: cosines of two encoders, shared letters and words, fitting kinds."""

import re
from collections.abc import Sequence

import numpy as np
from bench.semipqa_data import Asked, Candidate
from bench.vectors import vectors
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

Rows = NDArray[np.float64]
TOPIC = "semipqa"
ENCODERS = ("use", "e5q")
KINDS = ("boolean", "number", "measure", "dimensions", "list", "date", "text")
_TYPES: tuple[tuple[str, str], ...] = (
    ("many", r"how many|number of"),
    ("long", r"how (long|tall|high|wide|deep|big|large|thick)|dimensions|what size"),
    ("much", r"how (much|heavy)|weigh"),
    ("how", r"^how|\bhow\b"),
    ("when", r"^when|what (year|date)|how old"),
    ("who", r"^who|for (a |the )?(men|women|man|woman|kid|boy|girl|child|baby|adult|toddler)"),
    ("where", r"^where"),
    ("which", r"what (kind|type|color|colour|brand|material)|which"),
    ("what", r"what"),
    ("polar", r"^(is|are|does|do|can|could|will|would|has|have|did|was|were|should|am)\b"),
)
TYPES = (*(name for name, _ in _TYPES), "other")
_WEAK = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "has",
        "have",
        "had",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "of",
        "for",
        "to",
        "in",
        "on",
        "with",
        "and",
        "or",
        "be",
        "i",
        "you",
        "my",
        "your",
        "what",
        "which",
        "how",
        "much",
        "many",
        "long",
        "there",
        "any",
        "come",
        "comes",
        "item",
        "product",
        "get",
        "made",
        "from",
    ]
)


def type_of(question: str) -> str:
    """How it is asked: what, how many, yes or no."""
    text = question.lower().strip()
    return next((name for name, pattern in _TYPES if re.search(pattern, text)), "other")


def _stem(word: str) -> str:
    for end in ("ing", "ies", "ed", "es", "s", "th", "ght"):
        if word.endswith(end) and len(word) - len(end) > 2:
            return word[: -len(end)]
    return word


def _stems(text: str) -> set[str]:
    return {_stem(w) for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _WEAK}


def _statement(candidate: Candidate) -> str:
    if candidate.kind == "boolean":
        return f"{candidate.words}: {'yes' if candidate.value in {'true', 'yes'} else 'no'}"
    return f"{candidate.words}: {candidate.value}"


def _asked_as(candidate: Candidate) -> str:
    """The question that the attribute itself would answer."""
    words = candidate.words
    if candidate.kind == "boolean":
        return f"is it {words}?"
    if words.startswith("number of"):
        return f"how many {words[10:]} does it have?"
    return f"what is the {words}?"


def _views(candidates: Sequence[Candidate]) -> dict[str, list[list[str]]]:
    """Texts that a question is compared with; the best of several counts."""
    return {
        "name": [[c.words] for c in candidates],
        "statement": [[_statement(c)] for c in candidates],
        "value": [[c.value or c.words] for c in candidates],
        "leaf": [[f"{name}: {value}" for name, value in c.leaves] or [c.words] for c in candidates],
        "path": [[name for name, _ in c.leaves] or [c.words] for c in candidates],
        "asked": [[_asked_as(c)] for c in candidates],
    }


def _cosines(kind: str, questions: Sequence[str], views: dict[str, list[list[str]]]) -> list[Rows]:
    asked = vectors(kind, TOPIC, questions)
    columns = []
    for name, lists in views.items():
        if kind == "e5q" and name in {"statement", "value", "leaf"}:
            continue  # long texts cost it 50 ms each, and USE sees them
        flat = [text for texts in lists for text in texts]
        rows = vectors(kind, TOPIC, flat)
        starts = np.cumsum([0, *(len(texts) for texts in lists)])
        owner = np.repeat(np.arange(len(lists)), np.diff(starts))
        cosines = (rows * asked[owner]).sum(axis=1)
        columns.append(np.maximum.reduceat(cosines, starts[:-1]).astype(np.float64))
    return columns


def _letters(questions: Sequence[str], texts: Sequence[str]) -> Rows:
    """Cosine of character n-grams."""
    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    made.fit(sorted({*questions, *texts}))
    product = made.transform(questions).multiply(made.transform(texts))
    return np.asarray(product.sum(axis=1), np.float64).ravel()


def _overlaps(questions: Sequence[str], candidates: Sequence[Candidate]) -> list[Rows]:
    found = []
    for question, candidate in zip(questions, candidates, strict=True):
        asked, named, said = _stems(question), _stems(candidate.words), _stems(candidate.value)
        paths = _stems(" ".join(name for name, _ in candidate.leaves))
        found.append(
            (
                len(asked & named) / max(1, len(named)),
                len(asked & said) / max(1, len(said)),
                len(asked & named) / max(1, len(asked)),
                len(asked & (paths - named)) / max(1, len(asked)),
            )
        )
    return [np.asarray(column, np.float64) for column in zip(*found, strict=True)]


def _gates(questions: Sequence[str], candidates: Sequence[Candidate]) -> Rows:
    """One column for each way of asking with each kind of value."""
    gates = np.zeros((len(questions), len(TYPES) * len(KINDS)))
    for row, (question, candidate) in enumerate(zip(questions, candidates, strict=True)):
        gates[row, TYPES.index(type_of(question)) * len(KINDS) + KINDS.index(candidate.kind)] = 1
    return gates


def within(column: Rows, owners: NDArray[np.int64]) -> Rows:
    """A column standardised among the candidates of each question."""
    n = np.bincount(owners)
    mean = np.bincount(owners, column) / n
    deviation = np.sqrt(np.maximum(np.bincount(owners, (column - mean[owners]) ** 2) / n, 1e-6))
    return (column - mean[owners]) / deviation[owners]


def owners_of(asked: Sequence[Asked]) -> NDArray[np.int64]:
    """The question's number of each (question, candidate) row."""
    return np.repeat(np.arange(len(asked)), [len(a.candidates) for a in asked])


def features(asked: Sequence[Asked]) -> tuple[Rows, Rows]:
    """Continuous columns (as they are) and gates, a row for each candidate of each question."""
    candidates = [c for a in asked for c in a.candidates]
    questions = [a.text for a in asked for _ in a.candidates]
    views = _views(candidates)
    columns = [column for kind in ENCODERS for column in _cosines(kind, questions, views)]
    columns += [
        _letters(questions, [" ".join(dict.fromkeys(texts)) for texts in views[view]])
        for view in ("name", "statement", "path")
    ]
    columns += _overlaps(questions, candidates)
    return np.stack(columns, axis=1), _gates(questions, candidates)
