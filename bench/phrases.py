"""A shopper's phrase for an attribute, in sixteen languages, to the right one of 1,987 English attribute names.

400 phrases a language, their ids frozen. Of a tested attribute only the English name is known: its names in all other
languages are left out of every table, lexicon and training row. One way keeps them, to show what they are worth where
the taxonomy has them; it is not ours.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from bench.phrases_data import FOLDERS, frozen, names_of
from bench.reporting import line, share, table
from bench.vectors import vectors
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

Rows = NDArray[np.float32]
Way = Callable[["Asked"], Rows]
BEST = 5
AIMS = {**dict.fromkeys(["de", "es", "fr", "ja", "zh-Hans", "th"], 92), "vi": 80}
OTHER_AIM = 88
BASELINE = {
    "de": 93, "es": 93, "fr": 94, "it": 89, "pt-BR": 89, "nl": 83, "pl": 87, "ru": 80, "tr": 84, "ja": 91, "ko": 86,
    "zh-Hans": 94, "zh-Hant": 84, "th": 93, "vi": 7, "id": 89,
}  # fmt: skip
"""models.md §2, USE alone, R@5."""
E5_BASELINE = {"vi": 61, "id": 79}
WITH_E5 = os.environ.get("BENCH_E5", "1") == "1"
"""e5 takes minutes for the names; BENCH_E5=0 leaves its ways out."""


class Asked:
    """The tested phrases of a language, and what may be used to find their attributes."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.names = names_of(lang)
        self.ids = list(names_of("en"))
        self.tested = frozen()[lang]
        self.phrases = [self.names[i] for i in self.tested]
        self.places = np.array([self.ids.index(i) for i in self.tested])
        held = set(self.tested)
        self.known = [n for n, i in enumerate(self.ids) if i not in held]
        """Places of the attributes whose name in this language may be learnt from."""

    def all_names(self, lang: str) -> list[str]:
        """Names in another language, in the order of the ids."""
        names = names_of(lang)
        return [names[i] for i in self.ids]


@cache
def _vectors_of(kind: str, lang: str) -> Rows:
    return vectors(kind, "phrases", [*names_of(lang).values()] if lang == "en" else Asked(lang).all_names(lang))


def _standard(scores: Rows) -> Rows:
    mean, deviation = scores.mean(axis=1, keepdims=True), scores.std(axis=1, keepdims=True)
    return np.asarray((scores - mean) / np.maximum(deviation, 1e-6), np.float32)


def use(asked: Asked) -> Rows:
    """Cosine by USE."""
    return vectors("use", "phrases", asked.phrases) @ _vectors_of("use", "en").T


def e5(asked: Asked) -> Rows:
    """Cosine by e5, query against query."""
    return vectors("e5q", "phrases", asked.phrases) @ _vectors_of("e5q", "en").T


def letters(asked: Asked) -> Rows:
    """Character n-grams shared with the English name."""
    names = [name.casefold() for name in asked.all_names("en")]
    made = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True).fit(names)
    given = made.transform([p.casefold() for p in asked.phrases])
    return np.asarray((given @ made.transform(names).T).todense(), np.float32)


def kept(asked: Asked) -> Rows:
    """Mean cosine by USE with the name in the other languages, which were not left out for once."""
    mine = vectors("use", "phrases", asked.phrases)
    others = [lang for lang in ("en", *FOLDERS) if lang not in {asked.lang, "vi"}]
    return np.asarray(sum(_standard(mine @ _vectors_of("use", lang).T) for lang in others) / len(others), np.float32)


def _mapped(kind: str, asked: Asked, langs: list[str], strength: float) -> Rows:
    """Vectors of names in some languages mapped onto those of the English names; the phrases are mapped likewise."""
    english = _vectors_of(kind, "en")
    inputs = np.vstack([_vectors_of(kind, lang)[asked.known] for lang in langs])
    targets = np.vstack([english[asked.known]] * len(langs))
    inside = inputs.T @ inputs + strength * np.eye(inputs.shape[1], dtype=np.float32)
    weights = np.linalg.solve(inside, inputs.T @ targets)
    mapped = vectors(kind, "phrases", asked.phrases) @ weights
    mapped = mapped / np.maximum(np.linalg.norm(mapped, axis=1, keepdims=True), 1e-6)
    return np.asarray(mapped @ english.T, np.float32)


def ridge(asked: Asked) -> Rows:
    """A linear map learnt on the language's other names, USE."""
    return _mapped("use", asked, [asked.lang], 3.0)


def ridge_all(asked: Asked) -> Rows:
    """A linear map learnt on the other names in all languages that USE knows."""
    return _mapped("use", asked, [lang for lang in FOLDERS if lang != "vi"], 10.0)


def ridge_e5(asked: Asked) -> Rows:
    """The language's own map, e5; only where USE does not know the language."""
    return _mapped("e5q", asked, [asked.lang], 1.0)


def lexicon(asked: Asked) -> Rows:
    """N-grams of the other names to English words by kernel ridge regression."""
    spaceless = asked.lang in {"ja", "zh-Hans", "zh-Hant", "th", "ko"}
    mine = TfidfVectorizer(
        analyzer="char" if spaceless else "char_wb", ngram_range=(1, 3) if spaceless else (2, 6), sublinear_tf=True
    )
    theirs = TfidfVectorizer(analyzer="word", sublinear_tf=True)
    targets = theirs.fit_transform([name.casefold() for name in asked.all_names("en")])
    names = asked.all_names(asked.lang)
    learnt = [names[n].casefold() for n in asked.known]
    inputs = mine.fit_transform(learnt)
    given = mine.transform([p.casefold() for p in asked.phrases])
    goals = np.asarray(targets[asked.known].todense(), np.float32)
    kernel = np.asarray((inputs @ inputs.T).todense(), np.float32) + 0.3 * np.eye(len(learnt), dtype=np.float32)
    made = np.asarray((given @ inputs.T).todense(), np.float32) @ np.linalg.solve(kernel, goals)
    made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-6)
    return np.asarray(made @ np.asarray(targets.todense(), np.float32).T, np.float32)


WAYS: dict[str, Way] = {
    "USE": use,
    "e5": e5,
    "letters": letters,
    "map": ridge,
    "map of all": ridge_all,
    "map e5": ridge_e5,
    "lexicon": lexicon,
    "(names kept)": kept,
}
JOINED = {
    "USE + e5": {"USE": 1.0, "e5": 1.0},
    "USE + maps": {"USE": 1.0, "map": 0.7, "map of all": 0.7},
    "USE + lexicon": {"USE": 1.0, "lexicon": 0.6},
    "all": {"USE": 1.0, "map": 0.7, "map of all": 0.7, "letters": 0.3, "lexicon": 0.8},
    "all + e5": {"USE": 1.0, "map": 0.7, "map of all": 0.7, "letters": 0.3, "lexicon": 0.8, "e5": 0.6},
}
FOREIGN = {
    "all": {"map": 0.5, "lexicon": 1.0, "letters": 0.4},
    "all + e5": {"map": 0.5, "lexicon": 1.0, "letters": 0.4, "e5": 0.7, "map e5": 1.0},
}
"""Weights for Vietnamese, which USE does not know."""


def _hits(scores: Rows, places: NDArray[np.int64], best: int) -> int:
    """How often the right attribute is among the best; one with the same score before it counts against us."""
    own = scores[np.arange(len(places)), places][:, None]
    return int(((scores >= own).sum(axis=1) <= best).sum())


def measure(lang: str) -> dict[str, Any]:
    """P@1 and R@5 of each way."""
    asked = Asked(lang)
    names = [name for name in WAYS if "e5" not in name or (WITH_E5 and (name == "e5" or lang == "vi"))]
    scores = {name: _standard(WAYS[name](asked)) for name in names}
    for name, weights in JOINED.items():
        if "e5" in name and not WITH_E5:
            continue
        chosen = FOREIGN.get(name, weights) if lang == "vi" else weights
        scores[name] = np.asarray(sum(weight * scores[part] for part, weight in chosen.items()), np.float32)
    n = len(asked.places)
    return {
        name: {"p_at_1": share(_hits(s, asked.places, 1), n), "r_at_5": share(_hits(s, asked.places, BEST), n)}
        for name, s in scores.items()
    }


def run() -> dict[str, Any]:
    """All languages and ways."""
    found = {}
    for lang in FOLDERS:
        found[lang] = measure(lang)
        print(f"  {lang}: { ({way: r['r_at_5']['share'] for way, r in found[lang].items()}) }", flush=True)
    ways = list(dict.fromkeys(way for r in found.values() for way in r))
    rows = [[lang, *(f"{r[w]['r_at_5']['share']:g}" if w in r else "" for w in ways)] for lang, r in found.items()]
    table("attribute phrases, R@5 by way", rows, ("", *ways))
    last = ways[-1]
    table(
        f"attribute phrases, R@5, {last}",
        [
            line(
                lang,
                r[last]["r_at_5"]["share"],
                bounds=r[last]["r_at_5"]["bounds"],
                baseline=E5_BASELINE.get(lang, BASELINE[lang]) if lang == "vi" else BASELINE[lang],
                aim=f"≥ {AIMS.get(lang, OTHER_AIM)}",
            )
            for lang, r in found.items()
        ],
    )
    return {"languages": found, "candidates": len(names_of("en")), "best": last}
