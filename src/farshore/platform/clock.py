"""The only place that reads the time, and where tests and `--at` hold it still."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_held: ContextVar[datetime | None] = ContextVar("farshore_clock", default=None)


def now() -> datetime:
    """The present moment, aware, UTC."""
    return _held.get() or datetime.now(UTC)  # noqa: TID251 - this is the one place


@contextmanager
def held_at(moment: datetime) -> Generator[None]:
    """Let `now()` answer `moment` in this task, and in tasks started inside the block.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("naive datetime")  # noqa: EM101
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)
