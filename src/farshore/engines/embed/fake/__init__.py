"""An encoder for tests: bags of hashed character trigrams, or vectors given by a script."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from typing_extensions import override

from farshore.engines.embed.contract import EncoderCapabilities, TextEncoder, Vectors, unit_rows


class FakeEncoder(TextEncoder):
    """Deterministic; texts that share trigrams are near. `script` overrides single texts."""

    _capabilities = EncoderCapabilities("fake", 64, frozenset({"en"}))

    def __init__(self, script: Mapping[str, Sequence[float]] | None = None) -> None:
        self._script = dict(script or {})

    @property
    @override
    def capabilities(self) -> EncoderCapabilities:
        return self._capabilities

    @override
    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._capabilities.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            if text in self._script:
                row[:] = self._script[text]
                continue
            for start in range(max(1, len(text) - 2)):
                digest = hashlib.blake2b(text[start : start + 3].encode(), digest_size=2).digest()
                row[int.from_bytes(digest) % row.shape[0]] += 1
        return unit_rows(rows)
