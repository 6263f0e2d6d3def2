"""What a sentence encoder promises, and how one is asked without blocking anybody."""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# Two BLAS threads on two busy cores make one sentence 50 times slower; must be set before numpy's BLAS starts.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

LONGEST_CHARS = 300
"""Texts are cut here: an encoder's time grows with the text (e5: 400 ms for 150 words)."""


def unit_rows(rows: Vectors) -> Vectors:
    """Rows of length 1; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)


@dataclass(frozen=True, slots=True)
class EncoderCapabilities:
    """What an encoder can do."""

    name: str
    """Stable name, stored beside vectors: vectors of two encoders are never compared."""
    dimensions: int
    languages: frozenset[str]
    """BCP 47 tags that it was trained on; empty when unknown."""


class TextEncoder(Protocol):
    """Turns sentences into unit vectors; blocking, for use in one thread at a time."""

    @property
    def capabilities(self) -> EncoderCapabilities:
        """Name, dimensions and languages."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that questions are looked up in; the same as `encode` where there is no difference."""
        return self.encode(texts)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts.

        Args:
            texts: n sentences; longer than `LONGEST_CHARS` are cut.

        Returns:
            (n, dimensions) float32, rows of length 1; (0, dimensions) for no texts.
        """
        ...


class EncoderThread:
    """One thread of its own for an encoder, so that the event loop and other pools never wait for it."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="encoder")

    @property
    def encoder(self) -> TextEncoder:
        """The encoder itself, for code that already runs in a thread of its own."""
        return self._encoder

    async def encode(self, texts: Sequence[str]) -> Vectors:
        """Like `TextEncoder.encode`, without blocking the caller's loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._encoder.encode, list(texts))

    def close(self) -> None:
        """Let the thread end after its present work."""
        self._pool.shutdown(wait=False, cancel_futures=True)
