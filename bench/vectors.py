"""Vectors of texts by the product's encoders, computed once and kept under build/bench."""

import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from farshore.engines.embed.e5 import E5Encoder
from farshore.engines.embed.use import UseEncoder

Array = NDArray[np.float32]
CACHE = Path("build/bench")
_BATCH, _SAVED_EACH = 64, 4096


def _encoder(kind: str) -> Callable[[Sequence[str]], Array]:
    """use: any text; e5q: as query; e5p: as passage."""
    if kind == "use":
        return UseEncoder().encode
    e5 = E5Encoder()
    return e5.encode if kind == "e5q" else e5.encode_passages


@cache
def _stored(kind: str, topic: str) -> dict[str, Array]:
    path = CACHE / f"{topic}-{kind}.npz"
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        return dict(zip(stored["texts"].tolist(), stored["vectors"].astype(np.float32), strict=True))


def _store(kind: str, topic: str, known: dict[str, Array]) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    partial = CACHE / f".{topic}-{kind}.npz"
    np.savez(partial, texts=np.array(list(known)), vectors=np.array(list(known.values()), np.float16))
    partial.rename(CACHE / f"{topic}-{kind}.npz")


def vectors(kind: str, topic: str, texts: Sequence[str]) -> Array:
    """Unit vectors of texts, (n, dimensions), kept under a topic's name."""
    known = _stored(kind, topic)
    missing = [t for t in dict.fromkeys(texts) if t not in known]
    if missing:
        encode = _encoder(kind)
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            known.update(zip(batch, encode(batch), strict=True))
            if start % _SAVED_EACH == _SAVED_EACH - _BATCH:
                print(f"{topic} {kind}: {start + _BATCH} of {len(missing)}", file=sys.stderr, flush=True)
                _store(kind, topic, known)
        _store(kind, topic, known)
    return np.array([known[t] for t in texts], np.float32)
