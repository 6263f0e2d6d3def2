"""semiPQA with attributes that were never trained on: which attribute answers a question, and how surely.

Five folds over the positive attributes of dev and testunseen: a question is tested with the fold of its attributes,
and rankers learn only from questions none of whose positive attributes is in it. Unanswerable questions are dealt to
the folds by chance; answering one is an error. Confidence is learnt inside the training folds.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from bench import semipqa_features as made
from bench.reporting import SEED, line, share, shared, table
from bench.semipqa_data import Asked, load
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

Rows = NDArray[np.float64]
Ints = NDArray[np.int64]
Ranker = Callable[["Split"], Rows]
FOLDS, PRECISION = 5, 0.95
BASELINE = {"dev": (82.3, 89.1), "testunseen": (79.6, 88.0)}
"""models.md §2, USE + e5 without training: P@1, MAP."""


class Rowset:
    """All (question, candidate) rows with their features."""

    def __init__(self, asked: list[Asked]) -> None:
        self.asked = asked
        self.owners = made.owners_of(asked)
        self.plain, self.gates = made.features(asked)
        self.ranked = np.stack([made.within(column, self.owners) for column in self.plain.T], axis=1)
        best = np.full((len(asked), self.plain.shape[1]), -np.inf)
        np.maximum.at(best, self.owners, self.plain)
        self.behind = best[self.owners] - self.plain
        self.gold = np.array([c.is_positive for a in asked for c in a.candidates], np.float64)
        self.full = np.hstack([self.plain, self.ranked, self.behind, self.gates])
        self.full = (self.full - self.full.mean(axis=0)) / (self.full.std(axis=0) + 1e-6)
        self.starts = np.cumsum([0, *(len(a.candidates) for a in asked)])
        self.known: dict[tuple[str, bytes], Rows] = {}
        """Scores by way and split: the joined ways need them again."""


class Split:
    """What a ranker learns from and what it scores."""

    def __init__(self, rows: Rowset, train: NDArray[np.bool_], test: NDArray[np.bool_]) -> None:
        self.rows = rows
        self.train, self.test = train[rows.owners], test[rows.owners]
        self.key = np.packbits(np.concatenate([train, test])).tobytes()

    def scored(self, ranker: Ranker) -> Rows:
        """A way's scores, computed once."""
        key = ranker.__name__, self.key
        if key not in self.rows.known:
            self.rows.known[key] = ranker(self)
        return self.rows.known[key]


def _zero(split: Split) -> Rows:
    """Mean of the standardised cosines of USE (name, statement) and e5 (name, question); nothing is learnt."""
    ranked = split.rows.ranked[split.test]
    return np.asarray(ranked[:, [0, 1, 6, 8]].sum(axis=1))


def _pointwise(split: Split) -> Rows:
    """Logistic regression on each row alone."""
    model = LogisticRegression(C=0.02, max_iter=150)
    model.fit(split.rows.full[split.train], split.rows.gold[split.train])
    return np.asarray(model.decision_function(split.rows.full[split.test]))


def _listwise(split: Split, *, decay: float = 3e-3, steps: int = 150) -> Rows:
    """Softmax over a question's candidates, linear in the features. Source: Cao et al. 2007 (ListNet, top one)."""
    inputs, gold = split.rows.full[split.train], split.rows.gold[split.train]
    _, owners = np.unique(split.rows.owners[split.train], return_inverse=True)
    positives = np.bincount(owners, gold)
    kept = (positives > 0)[owners]
    inputs, gold = inputs[kept], gold[kept]
    _, owners = np.unique(owners[kept], return_inverse=True)
    target = gold / np.bincount(owners, gold)[owners]
    weights = np.zeros(inputs.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        chances = softmax(inputs @ weights, owners)
        gradient = inputs.T @ (chances - target) / (owners[-1] + 1) + decay * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return np.asarray(split.rows.full[split.test] @ weights)


def _boosted(split: Split) -> Rows:
    """Gradient boosted trees on each row alone."""
    model = HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=5.0,
        random_state=SEED,
    )
    model.fit(split.rows.full[split.train], split.rows.gold[split.train])
    return np.asarray(model.decision_function(split.rows.full[split.test]))


def _joined(*rankers: Ranker) -> Ranker:
    def ranked(split: Split) -> Rows:
        """Sum of the rankers' scores, each standardised."""
        scores = [split.scored(ranker) for ranker in rankers]
        return np.asarray(sum((s - s.mean()) / s.std() for s in scores))

    return ranked


def _plain_way(ranker: Ranker) -> Ranker:
    return lambda split: split.scored(ranker)


WAYS: dict[str, Ranker] = {
    "cosines of USE and e5, nothing learnt": _plain_way(_zero),
    "logistic regression": _plain_way(_pointwise),
    "listwise softmax": _plain_way(_listwise),
    "boosted trees": _plain_way(_boosted),
    "listwise + trees": _joined(_listwise, _boosted),
    "listwise + trees + cosines": _joined(_listwise, _boosted, _zero),
}


def softmax(scores: Rows, owners: Ints) -> Rows:
    """Chances among the candidates of each question."""
    top = np.full(owners.max() + 1, -np.inf)
    np.maximum.at(top, owners, scores)
    powers = np.exp(scores - top[owners])
    return np.asarray(powers / np.bincount(owners, powers)[owners])


def folds_of(asked: list[Asked], count: int, seed: int) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """(train, test) masks over questions; no positive attribute is on both sides."""
    random = np.random.default_rng(seed)
    names = sorted({name for a in asked for name in a.positive_names})
    fold_of = dict(zip(names, random.permutation(len(names)) % count, strict=True))
    first = {a.qid: min(a.positive_names, default=None) for a in asked}
    by_chance = random.integers(count, size=len(asked))
    found = []
    for fold in range(count):
        touches = np.array([any(fold_of[n] == fold for n in a.positive_names) for a in asked])
        own = [
            fold_of[str(first[a.qid])] == fold if a.positive_names else chance == fold
            for a, chance in zip(asked, by_chance, strict=True)
        ]
        test = np.array(own)
        empty = np.array([not a.positive_names for a in asked])
        found.append((np.where(empty, ~test, ~touches), test))
    return found


def _places(rows: Rowset, mask: NDArray[np.bool_]) -> list[Ints]:
    """Where each masked question's candidates are among the masked rows."""
    sizes = np.diff(rows.starts)[mask]
    ends = np.cumsum(sizes)
    return [np.arange(end - size, end) for size, end in zip(sizes, ends, strict=True)]


def _tops(rows: Rowset, scores: Rows, mask: NDArray[np.bool_]) -> tuple[Rows, NDArray[np.bool_]]:
    """For each masked question: what its confidence is read from, and whether its best candidate is right."""
    described, right = [], []
    chosen = mask[rows.owners]
    plain, gold = rows.full[chosen], rows.gold[chosen]
    for at in _places(rows, mask):
        order = at[np.argsort(-scores[at], kind="stable")]
        top, second = scores[order[0]], scores[order[1]] if len(order) > 1 else -3.0
        chance = np.exp(scores[at] - top)
        width = rows.plain.shape[1]
        described.append([top, top - second, 1 / chance.sum(), len(at), *plain[order[0], : 2 * width]])
        right.append(gold[order[0]] > 0)
    return np.array(described, np.float64), np.array(right)


def _mean_precision(rows: Rowset, scores: Rows, mask: NDArray[np.bool_]) -> float:
    chosen = mask[rows.owners]
    gold = rows.gold[chosen]
    found = []
    for at in _places(rows, mask):
        hits = gold[at[np.argsort(-scores[at], kind="stable")]] > 0
        if hits.any():
            found.append(float((np.cumsum(hits)[hits] / (np.flatnonzero(hits) + 1)).mean()))
    return 100 * float(np.mean(found))


def covered(confidence: Rows, right: NDArray[np.bool_]) -> float:
    """The largest share of questions that can be answered with the wanted precision."""
    order = np.argsort(-confidence, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= PRECISION)
    return float((reached[-1] + 1) / len(order)) if len(reached) else 0.0


def _cut(confidence: Rows, right: NDArray[np.bool_]) -> float:
    """The confidence from which the wanted precision holds on these."""
    order = np.argsort(-confidence, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= PRECISION)
    return float(confidence[order[reached[-1]]]) if len(reached) else np.inf


def _measure(rows: Rowset, ranker: Ranker, folds: list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]) -> dict[str, Any]:
    confidences, rights, sures, answerable, precisions = [], [], [], [], []
    for train, test in folds:
        scores = ranker(Split(rows, train, test))
        precisions.append((_mean_precision(rows, scores, test), test.sum()))
        described, right = _tops(rows, scores, test)
        learnt, learnt_right = _inner(rows, ranker, train)
        scale, middle = learnt.std(axis=0) + 1e-6, learnt.mean(axis=0)
        model = LogisticRegression(C=0.03, max_iter=500).fit((learnt - middle) / scale, learnt_right)
        confidence = model.decision_function((described - middle) / scale)
        cut = _cut(_out_of_sample((learnt - middle) / scale, learnt_right), learnt_right)
        confidences.append(confidence)
        rights.append(right)
        sures.append(confidence >= cut)
        answerable.append(np.array([bool(rows.asked[q].positive_names) for q in np.flatnonzero(test)]))
    confidence, right, sure, can = map(np.concatenate, (confidences, rights, sures, answerable))
    return {
        "p_at_1": share(int(right[can].sum()), int(can.sum())),
        "map": round(float(np.average([p for p, _ in precisions], weights=[n for _, n in precisions])), 1),
        "coverage_at_95": round(covered(confidence, right), 3),
        "cut_from_training": {
            "coverage": round(float(sure.mean()), 3),
            "precision": round(float(right[sure].mean()), 3) if sure.any() else None,
        },
    }


def _inner(rows: Rowset, ranker: Ranker, train: NDArray[np.bool_]) -> tuple[Rows, NDArray[np.bool_]]:
    """Tops of training questions, each scored by a ranker that has not seen its attributes."""
    numbers = np.flatnonzero(train)
    parts = []
    for inner_train, inner_test in folds_of([rows.asked[n] for n in numbers], 3, SEED + 1):
        masks = []
        for mask in (inner_train, inner_test):
            whole = np.zeros(len(rows.asked), bool)
            whole[numbers[mask]] = True
            masks.append(whole)
        scores = ranker(Split(rows, masks[0], masks[1]))
        parts.append(_tops(rows, scores, masks[1]))
    return np.vstack([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _out_of_sample(inputs: Rows, right: NDArray[np.bool_]) -> Rows:
    """Confidence of each training question by a model of the others."""
    parts = np.random.default_rng(SEED).integers(5, size=len(right))
    found = np.zeros(len(right))
    for part in range(5):
        model = LogisticRegression(C=0.03, max_iter=500).fit(inputs[parts != part], right[parts != part])
        found[parts == part] = model.decision_function(inputs[parts == part])
    return found


def run() -> dict[str, Any]:
    """All ways, attribute-disjoint; the best one also learnt on dev and tested on testunseen."""
    asked = load(shared("."))
    rows = Rowset(asked)
    folds = folds_of(asked, FOLDS, SEED)
    found: dict[str, Any] = {}
    for name, ranker in WAYS.items():
        found[name] = _measure(rows, ranker, folds)
        print(f"  {name}: {found[name]}", flush=True)
    dev = np.array([a.source == "dev" for a in asked])
    best = max(found, key=lambda name: found[name]["p_at_1"]["share"])
    plain = _measure(rows, WAYS[best], [(dev, ~dev)])
    base = found[next(iter(WAYS))]
    lines = []
    for name, result in found.items():
        p = result["p_at_1"]
        lines.append(line(f"P@1 {name}", p["share"], bounds=p["bounds"], baseline=base["p_at_1"]["share"], aim="≥ 82"))
        lines.append(
            line("    coverage at 95 %", result["coverage_at_95"], baseline=base["coverage_at_95"], aim="≥ .40")
        )
    p = plain["p_at_1"]
    lines.append(line(f"testunseen by dev, {best}", p["share"], bounds=p["bounds"], baseline=BASELINE["testunseen"][0]))
    table("semiPQA, attributes not trained on", lines)
    return {"ways": found, "best": best, "testunseen": plain, "questions": len(asked)}
