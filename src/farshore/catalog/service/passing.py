"""What passes between those who write rows and those who read files: loaded everywhere, so nothing slow is in it."""

from dataclasses import dataclass

from farshore.catalog.listing.records import Problem, ProductRecord
from farshore.catalog.listing.values import Drawn
from farshore.catalog.service.shapes import Json


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A kept file and what the seller decided about it."""

    path: str
    name: str
    currency: str
    timezone: str
    header_map: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file holds, before anything is drawn."""

    source: str
    products: tuple[tuple[str, str], ...]
    """(external id, hash) of each."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class DrawnProduct:
    """A product ready to be written."""

    record: ProductRecord
    """Without private attributes."""
    private: list[Json]
    drawn: Drawn
    hash: str
