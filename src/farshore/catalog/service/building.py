"""The index from a file of products: blocking, without a database, so that it can run in a process of its own."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from farshore.catalog.index.building import Encode, IndexInput, build_index
from farshore.catalog.listing.product import from_json
from farshore.platform import locks

LOCK_POLL_S = 0.1
Maker = Callable[[], object]


def build_from_lines(folder: Path, lines: Path, revision: str, maker: Maker | None) -> Path:
    """Write the index of a revision from a file of products; blocking.

    Args:
        folder: the shop's own.
        lines: as `to_json` wrote them.
        revision: of the catalogue.
        maker: makes the encoder of names; None leaves vectors out.
    """
    encode, name = _encoder(maker)
    with _alone(folder.parent / f"{folder.name}.lock"), lines.open("rb") as file:
        given = IndexInput(revision, (from_json(line) for line in file), encode, name)
        return build_index(folder, given)


def _encoder(maker: Maker | None) -> tuple[Encode | None, str]:
    """The blocking encoder behind an engine: we are in a thread or process of our own already."""
    if maker is None:
        return None, ""
    engine: Any = maker()
    encoder = getattr(engine, "encoder", engine)
    return encoder.encode, encoder.capabilities.name


@contextmanager
def _alone(path: Path) -> Generator[None]:
    """Two builders of one shop: the second waits for the first."""
    while True:
        try:
            with locks.held(path):
                yield
        except locks.Held:
            time.sleep(LOCK_POLL_S)
        else:
            return
