"""Cursors of lists: the id of the last row that was given."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from farshore.catalog.errors import CursorInvalid

Cursor = Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")]


def from_cursor(cursor: str | None) -> UUID | None:
    """Where a page begins; None is the first.

    Raises:
        CursorInvalid: not one of ours.
    """
    if not cursor:
        return None
    try:
        return UUID(cursor)
    except ValueError as error:
        raise CursorInvalid from error


def to_cursor(last: UUID | None) -> str | None:
    """Where the next page begins; None when there is none."""
    return None if last is None else str(last)
