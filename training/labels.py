"""Train the heads that tell what a clause is about, on the `ask` sentences of the language packs.

    python training/labels.py             # writes the heads
    python training/labels.py --score     # five-fold score by language, writes nothing

One multinomial logistic regression for each encoder (USE; e5 for languages that USE lacks, and as a second opinion):
vector of a clause -> intent or concept. Data: our own writing in `language/packs/*.yaml` (Apache-2.0). Seed 7.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from farshore.engines.embed.contract import TextEncoder
from farshore.engines.embed.e5 import E5Encoder
from farshore.engines.embed.use import UseEncoder
from farshore.language.packs import load_pack
from farshore.language.text import LANGUAGES

OUT = Path(__file__).parents[1] / "src/farshore/support/answering/heads"
CACHE = Path("build/training")
SEED = 7
DECAYS = (1e-5, 2e-6)


def examples() -> list[tuple[str, str, str]]:
    """(language, label, sentence) of every pack that exists."""
    found: list[tuple[str, str, str]] = []
    for lang in LANGUAGES:
        try:
            pack = load_pack(lang)
        except FileNotFoundError:
            print(f"no pack for {lang}", file=sys.stderr)
            continue
        found += [
            (lang, label, ask) for label, entry in {**pack.intents, **pack.concepts}.items() for ask in entry.asks
        ]
    return found


def vectors(encoder: TextEncoder, texts: list[str]) -> np.ndarray:
    """Encoded once, kept in build/."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{encoder.capabilities.name}.npz"
    known: dict[str, np.ndarray] = {}
    if path.exists():
        with np.load(path, allow_pickle=False) as stored:
            known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    missing = [t for t in dict.fromkeys(texts) if t not in known]
    for start in range(0, len(missing), 256):
        batch = missing[start : start + 256]
        known.update(zip(batch, encoder.encode(batch), strict=True))
    if missing:
        np.savez(path, texts=np.array(list(known)), vectors=np.array(list(known.values())))
    return np.array([known[t] for t in texts], np.float32)


class SoftmaxRegression:
    """Multinomial logistic regression by Adam on minibatches: minutes of lbfgs in seconds, the same score."""

    def __init__(self, decay: float, epochs: int = 60) -> None:
        self._decay, self._epochs = decay, epochs
        self.classes: np.ndarray = np.zeros(0)
        self.weights: np.ndarray = np.zeros((0, 0), np.float32)
        self.bias: np.ndarray = np.zeros(0, np.float32)

    def fit(self, rows: np.ndarray, labels: np.ndarray) -> "SoftmaxRegression":
        """Learn; rows (n, d) of unit length, labels (n,)."""
        random = np.random.default_rng(SEED)
        self.classes, targets = np.unique(labels, return_inverse=True)
        inputs = np.hstack([rows, np.ones((len(rows), 1), np.float32)]).astype(np.float32)
        weights = np.zeros((inputs.shape[1], len(self.classes)), np.float32)
        first, second = np.zeros_like(weights), np.zeros_like(weights)
        step = 0
        for epoch in range(self._epochs):
            rate = 0.05 * (1 - epoch / self._epochs) + 0.001
            order = random.permutation(len(inputs))
            for start in range(0, len(order), 256):
                batch = order[start : start + 256]
                logits = inputs[batch] @ weights
                logits -= logits.max(axis=1, keepdims=True)
                chances = np.exp(logits)
                chances /= chances.sum(axis=1, keepdims=True)
                chances[np.arange(len(batch)), targets[batch]] -= 1
                gradient = inputs[batch].T @ chances / len(batch) + self._decay * weights
                step += 1
                first = 0.9 * first + 0.1 * gradient
                second = 0.999 * second + 0.001 * gradient**2
                weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        self.weights, self.bias = weights[:-1].T, weights[-1]
        return self

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """The likeliest label of each row."""
        return self.classes[(rows @ self.weights.T + self.bias).argmax(axis=1)]


def five_fold(rows: np.ndarray, gold: np.ndarray, spoken: np.ndarray, decay: float) -> dict[str, float]:
    """Share of held-out sentences whose likeliest label is theirs, by language and for all."""
    right = np.zeros(len(gold), bool)
    for train, test in StratifiedKFold(5, shuffle=True, random_state=SEED).split(rows, gold):
        right[test] = SoftmaxRegression(decay).fit(rows[train], gold[train]).predict(rows[test]) == gold[test]
    shares = {lang: round(float(right[spoken == lang].mean()), 3) for lang in dict.fromkeys(spoken.tolist())}
    return {"all": round(float(right.mean()), 3), **shares}


def main() -> None:
    """Score, or fit and write."""
    given = examples()
    langs, labels = np.array([g[0] for g in given]), np.array([g[1] for g in given])
    texts = [g[2] for g in given]
    OUT.mkdir(parents=True, exist_ok=True)
    for encoder, decay in ((UseEncoder(), DECAYS[0]), (E5Encoder(), DECAYS[1])):
        known = encoder.capabilities.languages
        mask = np.array([not known or lang in known for lang in langs])
        rows = vectors(encoder, [t for t, m in zip(texts, mask, strict=True) if m])
        gold, spoken = labels[mask], langs[mask]
        if "--score" in sys.argv:
            print(encoder.capabilities.name, len(gold), five_fold(rows, gold, spoken, decay), flush=True)
            continue
        head = SoftmaxRegression(decay).fit(rows, gold)
        np.savez_compressed(
            OUT / f"labels-{encoder.capabilities.name}.npz",
            weights=head.weights.astype(np.float16), bias=head.bias.astype(np.float32), labels=head.classes.astype(str),
        )  # fmt: skip


if __name__ == "__main__":
    main()
