"""Train the small model that tells the Latin languages apart, and list the characters that tell the two Chinese ones.

    python training/language_id.py        # scores on held-out sentences, writes src/farshore/language/detect/*

Data: shoppers' questions and phrases of our packs, with diacritics and without; taxonomy names (MIT); Tatoeba sentences
(CC BY 2.0 FR) from `FARSHORE_SHARED` where it is there. Multinomial logistic regression on hashed character n-grams.
"""

import os
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

from farshore.language.detect import BUCKETS, LATIN, ngrams
from farshore.language.lexicon import taxonomy_terms
from farshore.language.packs import load_pack
from farshore.language.text import fold, tokens

SHARED = Path(os.environ.get("FARSHORE_SHARED", "../shared"))
OUT = Path(__file__).parents[1] / "src/farshore/language/detect"
TATOEBA = {
    "es": "spa",
    "pt-BR": "por",
    "fr": "fra",
    "de": "deu",
    "it": "ita",
    "nl": "nld",
    "pl": "pol",
    "tr": "tur",
    "vi": "vie",
    "id": "ind",
}
SEED = 11


def bare(text: str) -> str:
    """Without diacritics, as many type on a phone."""
    kept = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return kept.replace("ł", "l").replace("đ", "d").replace("ı", "i").replace("Đ", "D")


def sentences() -> list[tuple[str, str, bool]]:
    """(language, sentence, is one of our questions)."""
    found: list[tuple[str, str, bool]] = []
    for lang in LATIN:
        try:
            pack = load_pack(lang)
        except FileNotFoundError:
            continue
        asks = [a for e in (*pack.intents.values(), *pack.concepts.values()) for a in e.asks]
        found += [(lang, a, True) for a in asks if lang != "hi" or a.isascii()]
        if lang != "hi":
            labels = [c.label for c in pack.concepts.values()]
            found += [
                (lang, text, False) for text in [*labels, *(p for p in pack.phrases.values() if isinstance(p, str))]
            ]
            found += [(lang, form, False) for term in taxonomy_terms()[::7] for form in term.forms(lang)[:1]]
        code = TATOEBA.get(lang)
        path = SHARED / "data/parallel/tatoeba" / f"tatoeba.{code}-eng.{code}"
        if code and path.exists():
            found += [(lang, line, False) for line in path.read_text("utf-8").splitlines()]
    for path in (SHARED / "data/parallel/tatoeba").glob("*.deu-eng.eng") if SHARED.exists() else ():
        found += [("en", line, False) for line in path.read_text("utf-8").splitlines()]
    return found


def train(rows: list[tuple[str, str, float]]) -> tuple[np.ndarray, np.ndarray]:
    """(buckets, languages) weights and bias, by Adam on sparse rows."""
    random = np.random.default_rng(SEED)
    grams = [ngrams(text) for _, text, _ in rows]
    targets = np.array([LATIN.index(lang) for lang, _, _ in rows])
    importance = np.array([w for _, _, w in rows], np.float32)
    weights, bias = np.zeros((BUCKETS, len(LATIN)), np.float32), np.zeros(len(LATIN), np.float32)
    squares = np.full((BUCKETS, 1), 1e-6, np.float32)
    for epoch in range(8):
        for index in random.permutation(len(rows)):
            own = grams[index]
            scale = 1 / np.sqrt(max(1, len(own)))
            logits = weights[own].sum(axis=0) * scale + bias
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            chances[targets[index]] -= 1
            gradient = chances * importance[index] * scale
            np.add.at(squares, own, float((gradient**2).sum()))
            weights[own] -= 0.35 * gradient / np.sqrt(squares[own])
            bias -= 0.01 * chances * importance[index]
        print("epoch", epoch, flush=True)
    return weights, bias


def score(weights: np.ndarray, bias: np.ndarray, rows: list[tuple[str, str]]) -> dict[str, float]:
    """Share right by language."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for lang, text in rows:
        own = ngrams(text)
        total[lang] += 1
        right[lang] += LATIN[int((weights[own].sum(axis=0) / np.sqrt(max(1, len(own))) + bias).argmax())] == lang
    return {lang: round(right[lang] / total[lang], 3) for lang in total}


def telling_words() -> None:
    """Words that shoppers of one Latin language type and those of no other: what a single word is known by."""
    counts: dict[str, Counter[str]] = {}
    for lang in LATIN:
        pack = load_pack(lang)
        entries = (*pack.intents.values(), *pack.concepts.values())
        texts = [text for entry in entries for text in (*entry.asks, *(cue.replace("*", "") for cue in entry.cues))]
        if lang == "hi":
            texts = [text for text in texts if text.isascii()]
        counts[lang] = Counter(token.text for text in texts for token in tokens(fold(text)) if token.text.isalpha())
    lines: list[str] = []
    for lang in LATIN:
        own = [
            word
            for word, n in counts[lang].most_common()
            if len(word) > 2 and n >= 2 and sum(counts[other][word] for other in LATIN if other != lang) * 8 < n
        ]
        lines.append(f"{lang}\t{' '.join(sorted(own[:700]))}")
    (OUT / "words.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print("words", {line.split("\t")[0]: len(line.split()) - 1 for line in lines})


def han() -> None:
    """Characters that only one of the two Chinese columns of the taxonomy and of the packs uses."""
    texts = {"zh-Hans": "", "zh-Hant": ""}
    for lang in texts:
        texts[lang] = "".join(form for term in taxonomy_terms() for form in term.forms(lang))
        try:
            pack = load_pack(lang)
            texts[lang] += "".join(a for e in (*pack.intents.values(), *pack.concepts.values()) for a in e.asks)
        except FileNotFoundError:
            pass
    counts = {lang: Counter(text) for lang, text in texts.items()}
    lines: list[str] = []
    for lang, other in (("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans")):
        lines.append(
            "".join(
                sorted(
                    c
                    for c, n in counts[lang].items()
                    if "\u4e00" <= c <= "\u9fff" and n >= 2 and counts[other][c] * 12 < n
                )
            )
        )
    (OUT / "han.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print("han", [len(line) for line in lines])


def main() -> None:
    """Hold out a tenth of our questions, score, then train on all and write."""
    telling_words()
    if "--words" in sys.argv:
        return
    given = sentences()
    random = np.random.default_rng(SEED)
    held = {i for i in range(len(given)) if given[i][2] and random.random() < 0.1}
    rows: list[tuple[str, str, float]] = []
    for i, (lang, text, is_ours) in enumerate(given):
        if i not in held:
            rows.append((lang, text, 2.0 if is_ours else 0.7))
            if bare(text) != text:
                rows.append((lang, bare(text), 1.5 if is_ours else 0.4))
    weights, bias = train(rows)
    print("as typed", score(weights, bias, [given[i][:2] for i in held]))
    print("bare", score(weights, bias, [(given[i][0], bare(given[i][1])) for i in held]))
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        OUT / "latin.npz", weights=np.round(weights / scale).astype(np.int8), bias=bias, scale=np.float32(scale)
    )
    han()


if __name__ == "__main__":
    main()
