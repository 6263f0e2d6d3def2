"""Read and draw from a file: blocking, without a database, so that it can run in a process of its own."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from farshore.catalog.extraction.draw import draw
from farshore.catalog.importing.policies import PolicyReading, read_document, read_policies
from farshore.catalog.importing.previews import Preview
from farshore.catalog.importing.reading import Choices, preview_listing, read_listing
from farshore.catalog.listing.records import Listing, ProductRecord
from farshore.catalog.service.passing import DrawnProduct, FileToRead, Outline
from farshore.catalog.service.shapes import Json, hash_record, set_apart


def _choices(file: FileToRead) -> Choices:
    return Choices(header_map=dict(file.header_map), opened=file.opened, timezone=file.timezone)


@lru_cache(maxsize=1)
def _listing(file: FileToRead) -> Listing:
    return read_listing(
        Path(file.path).read_bytes(), file_name=file.name, currency=file.currency, choices=_choices(file)
    )


def forget() -> None:
    """Let go of the file that was read last."""
    _listing.cache_clear()


def outline(file: FileToRead) -> Outline:
    """The products of a file and what is wrong with it.

    Raises:
        BadInput: nothing can be read from it; see `read_listing`.
    """
    listing = _listing(file)
    products = tuple((record.external_id, hash_record(record)) for record in listing.products)
    return Outline(listing.source, products, listing.problems)


def draw_some(file: FileToRead, numbers: Sequence[int]) -> list[DrawnProduct]:
    """Products of a file by their numbers, with all that their public texts tell."""
    return [draw_record(_listing(file).products[n]) for n in numbers]


def draw_record(record: ProductRecord) -> DrawnProduct:
    """One product, with all that its public texts tell."""
    public, private = set_apart(record)
    return DrawnProduct(public, private, draw(public), hash_record(record))


def look(file: FileToRead) -> Preview:
    """What a file was taken for, column by column."""
    return preview_listing(
        Path(file.path).read_bytes(), file_name=file.name, currency=file.currency, choices=_choices(file)
    )


def read_policies_file(file: FileToRead) -> tuple[Json, PolicyReading]:
    """A policies file as JSON and as read.

    Raises:
        PoliciesUnreadable: no JSON object.
    """
    data = Path(file.path).read_bytes()
    read = read_policies(data, currency=file.currency, file_name=file.name)
    return read_document(data, file_name=file.name), read
