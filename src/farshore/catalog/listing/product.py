"""A product as answers read it: the record, what was drawn from it, and when it was last read."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter

from farshore.catalog.listing.records import ProductRecord
from farshore.catalog.listing.values import Drawn


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One product that shoppers may hear of: active, public attributes only."""

    id: str
    record: ProductRecord
    drawn: Drawn
    as_of: datetime | None = None
    """When price and stock were last read from the seller's file."""
    kinds: tuple[str, ...] = ()
    """Lexicon ids of the kinds of goods that it is, most telling first."""


@lru_cache
def _adapter() -> TypeAdapter[ListedProduct]:
    return TypeAdapter(ListedProduct)


def to_json(product: ListedProduct) -> bytes:
    """The product as one line of JSON."""
    return _adapter().dump_json(product)


def from_json(line: bytes) -> ListedProduct:
    """The product of a line that `to_json` wrote."""
    return _adapter().validate_json(line)
