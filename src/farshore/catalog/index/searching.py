"""Open a shop's index and look products up in it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from farshore.catalog.index.words import index_words
from farshore.catalog.listing.product import ListedProduct, from_json
from farshore.language.text import fold

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class Found:
    """A product that a text may speak of."""

    number: int
    score: float
    """0..1; comparable within one way of looking only."""
    how: str
    words: tuple[str, ...] = ()


class ShopIndex:
    """One revision of a shop's index; read-only, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        tables: dict[str, Any] = json.loads((path / "tables.json").read_text("utf-8"))
        self.names: list[str] = tables["names"]
        self._offsets: list[int] = tables["offsets"]
        self._keys: dict[str, list[int]] = tables["keys"]
        self._kinds: dict[str, list[int]] = tables["kinds"]
        self._attributes: dict[str, list[int]] = tables["attributes"]
        self._postings: dict[str, list[list[float]]] = tables["postings"]
        self._rarity: dict[str, float] = tables["rarity"]
        vectors = path / "names.npy"
        self._vectors: NDArray[np.int8] | None = np.load(vectors, mmap_mode="r") if vectors.exists() else None
        encoder = path / "encoder.txt"
        self.encoder_name = encoder.read_text("utf-8") if encoder.exists() else ""
        self._load = lru_cache(maxsize=512)(self._read)

    @classmethod
    def find(cls, folder: Path) -> Path | None:
        """The newest whole index in a shop's folder."""
        whole = [p for p in folder.glob("*-*") if p.is_dir() and not p.name.startswith(".")] if folder.exists() else []
        return max(whole, key=lambda p: p.stat().st_mtime, default=None)

    def __len__(self) -> int:
        return len(self.names)

    def load(self, number: int) -> ListedProduct:
        """The product with this number."""
        return self._load(number)

    def _read(self, number: int) -> ListedProduct:
        with (self._path / "products.jsonl").open("rb") as lines:
            lines.seek(self._offsets[number])
            return from_json(lines.readline())

    def by_key(self, key: str) -> list[int]:
        """Products whose handle, SKU or id is exactly this."""
        return self._keys.get(fold(key).strip(), [])

    def keys_in(self, words: Iterable[str]) -> list[tuple[str, int]]:
        """(key, product) for each word of a message that is a SKU or id with a digit in it."""
        return [(w, n) for w in words if any(c.isdigit() for c in w) and len(w) > 3 for n in self._keys.get(w, [])]

    def by_kind(self, kinds: Iterable[str]) -> list[int]:
        """Products of any of these kinds of goods."""
        return list(dict.fromkeys(n for kind in kinds for n in self._kinds.get(kind, [])))

    def by_attribute(self, concept: str) -> list[int]:
        """Products of which the listing states a concept."""
        return self._attributes.get(concept, [])

    def by_words(self, text: str, *, limit: int = 8) -> list[Found]:
        """Products whose names share words with the text, best first.

        The score is the weight of the shared words over that of the whole name's words: a name said in full is 1.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        hits: defaultdict[int, list[str]] = defaultdict(list)
        for word in dict.fromkeys(index_words(text)):
            posting = self._postings.get(word)
            if posting is None or (len(word) == 1 and word.isascii()):
                continue
            rarity = self._rarity[word]
            for number, weight in zip(posting[0], posting[1], strict=True):
                scores[int(number)] += rarity * weight
                hits[int(number)].append(word)
        best = sorted(scores, key=lambda n: -scores[n])[: limit * 3]
        found = [Found(n, min(1.0, scores[n] / self._whole(n)), "words", tuple(hits[n])) for n in best]
        return sorted(found, key=lambda f: -(scores[f.number] * (0.5 + f.score)))[:limit]

    def titled(self, word: str) -> list[int]:
        """Products that have an index word in their title or handle."""
        posting = self._postings.get(word)
        if posting is None:
            return []
        return [int(n) for n, weight in zip(posting[0], posting[1], strict=True) if weight >= 0.5]

    def weight_of(self, word: str) -> float:
        """How rare a word is among the names; 0 when none has it."""
        return self._rarity.get(word, 0.0)

    def _whole(self, number: int) -> float:
        words = dict.fromkeys(index_words(self.names[number]))
        return max(1e-6, sum(self._rarity.get(w, 0.0) for w in words))

    def by_vector(self, vector: NDArray[np.float32], *, limit: int = 8) -> list[Found]:
        """Products whose name means nearly what the vector's text means; empty without vectors."""
        if self._vectors is None:
            return []
        scores = np.empty(len(self.names), np.float32)
        for start in range(0, len(self.names), _CHUNK):
            scores[start : start + _CHUNK] = self._vectors[start : start + _CHUNK].astype(np.float32) @ vector / 127
        top = np.argsort(-scores)[:limit]
        return [Found(int(n), float(scores[n]), "vector") for n in top]

    def all_numbers(self) -> Sequence[int]:
        """Numbers of all products."""
        return range(len(self.names))
