"""Whether a product may be named to shoppers at all."""

from functools import cache
from typing import cast

from farshore.catalog.importing.words import keys_of, words_of
from farshore.catalog.listing.records import ProductStatus
from farshore.platform.tables.names import to_name


def read_status(text: str) -> ProductStatus | None:
    """The status that a word stands for; None when we do not know the word."""
    return _statuses().get(to_name(text))


def is_false(text: str) -> bool:
    """Whether a flag is written as no."""
    return to_name(text) in words_of("flags", "false")


def is_true(text: str) -> bool:
    """Whether a flag is written as yes."""
    return to_name(text) in words_of("flags", "true")


@cache
def _statuses() -> dict[str, ProductStatus]:
    return {
        to_name(word): cast("ProductStatus", status)
        for status in keys_of("status")
        for word in words_of("status", status)
    }
