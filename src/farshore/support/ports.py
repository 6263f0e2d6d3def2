"""What answering needs from engines."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Capabilities(Protocol):
    """What an encoder says of itself."""

    @property
    def name(self) -> str:
        """Stored beside vectors."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """BCP 47 tags it was trained on; empty when unknown."""
        ...


class Encoder(Protocol):
    """Turns sentences into unit vectors; blocking."""

    @property
    def capabilities(self) -> Capabilities:
        """Name and languages."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions) vectors."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions) vectors of texts that questions are looked up in."""
        ...


class EncoderEngine(Protocol):
    """An encoder as it was wired; `encoder` for code that runs in a thread of its own."""

    @property
    def encoder(self) -> Encoder:
        """The blocking encoder."""
        ...
