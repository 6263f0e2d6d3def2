"""Identifiers: UUIDv7, so that rows of one table sort by the time they were made.

Source: RFC 9562 §5.7.
"""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A fresh, time-ordered identifier."""
    return UUID(int=uuid6.uuid7().int)
