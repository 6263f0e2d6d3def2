"""What a clause is about: intents and concepts by listed cues and by a learnt head on sentence vectors.

The head is a multinomial logistic regression (recipe: `training/labels.py`); a cue that only one label has in the
language speaks for it as strongly as the head. Neither alone is enough: cues know trade words and slang exactly,
vectors know wordings that nobody listed.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from farshore.language.match import Match, PhraseMatcher, longest
from farshore.language.packs import Concept, Intent, Pack, load_pack
from farshore.language.text import Token, fold, tokens
from farshore.support.answering.records import ScoredLabel

_CUE_WEIGHT = 0.68
"""What one cue that no other label shares adds: p -> 1 - (1 - p)(1 - weight)."""
_KEPT = 6
_TEMPERATURE = 0.65
"""The head is under-confident on unseen clauses (232 labels, few examples each); set on the tuning questions."""


@dataclass(frozen=True, slots=True)
class Head:
    """A learnt head: labels and (labels, dimensions) weights."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, labels) probabilities for (n, dimensions) unit vectors."""
        logits = (vectors @ self.weights.T + self.bias) / _TEMPERATURE
        logits -= logits.max(axis=1, keepdims=True)
        exp = np.exp(logits)
        return np.asarray(exp / exp.sum(axis=1, keepdims=True), np.float32)


@lru_cache
def load_head(encoder_name: str) -> Head | None:
    """The head that was trained for an encoder; None when there is none (a configured endpoint)."""
    path = files("farshore.support.answering").joinpath("heads", f"labels-{encoder_name}.npz")
    if not path.is_file():
        return None
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return Head(
            tuple(str(label) for label in stored["labels"]),
            stored["weights"].astype(np.float32),
            stored["bias"].astype(np.float32),
        )


@dataclass(frozen=True, slots=True)
class Cues:
    """The listed cues of a language, with how many labels share each."""

    matcher: PhraseMatcher
    shared_by: dict[str, int]

    def find(self, folded: str, words: list[Token]) -> list[Match]:
        """Cues in a folded text that no longer cue covers."""
        return longest(self.matcher.find(folded, words))


def entries_of(pack: Pack) -> list[tuple[str, Intent | Concept]]:
    """Intents and concepts of a pack with their ids."""
    return [*pack.intents.items(), *pack.concepts.items()]


@lru_cache
def load_cues(lang: str) -> Cues:
    """Cues of all intents and concepts of a language."""
    pack = load_pack(lang)
    phrases = {label: entry.cues for label, entry in entries_of(pack)}
    shared: Counter[str] = Counter()
    matcher = PhraseMatcher(phrases, lang)
    for listed in phrases.values():
        shared.update({cue.casefold() for cue in listed})
    return Cues(matcher, dict(shared))


@lru_cache
def asking_words(lang: str) -> frozenset[str]:
    """Words of all cues of a language: they tell what is asked, so they name no product ("washed", "battery")."""
    pack = load_pack(lang)
    cues = (cue for _, entry in entries_of(pack) for cue in entry.cues)
    return frozenset(token.text for cue in cues for token in tokens(fold(cue.replace("*", ""))))


def score_clause(
    matches: Sequence[Match], probabilities: NDArray[np.float32] | None, head: Head | None, cues: Cues
) -> tuple[ScoredLabel, ...]:
    """Join cues and head into scored labels, best first, at most six.

    Args:
        matches: cues found in the clause.
        probabilities: (labels,) of the head; None without a head.
        head: the head that they come from.
        cues: the language's cues, for how telling each is.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    how: dict[str, str] = {}
    if probabilities is not None and head is not None:
        for index in np.argsort(-probabilities)[:_KEPT]:
            scores[head.labels[int(index)]] = float(probabilities[index])
            how[head.labels[int(index)]] = "vector"
    by_label: defaultdict[str, float] = defaultdict(float)
    for match in matches:
        telling = _CUE_WEIGHT / max(1, cues.shared_by.get(match.phrase, 1)) ** 0.5
        by_label[match.label] = 1 - (1 - by_label[match.label]) * (1 - telling)
    for label, weight in by_label.items():
        scores[label] = 1 - (1 - scores[label]) * (1 - weight)
        how[label] = "cue" if how.get(label) is None else "cue+vector"
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:_KEPT]
    return tuple(ScoredLabel(label, round(score, 3), how[label]) for label, score in ranked)
