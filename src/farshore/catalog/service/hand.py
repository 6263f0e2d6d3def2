"""A process that does one piece of blocking work after the other.

It reads pickled calls from its standard input and writes what they gave to its standard output, each behind its
length. It ends with its parent.
"""

import os
import pickle
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from farshore.platform.errors import AppError

SIZE = 8
"""Bytes of a length."""
ORPHAN_POLL_S = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call gave, or why it failed; our errors take named arguments only, which pickle does not give back."""

    value: Any = None
    kind: type[AppError] | None = None
    params: dict[str, Any] | None = None
    broken: str = ""

    def result(self) -> Any:  # noqa: ANN401 - the call's own
        """The value.

        Raises:
            AppError: the call's expected failure.
            RuntimeError: a bug in it.
        """
        if self.kind is not None:
            raise self.kind(**(self.params or {}))
        if self.broken:
            raise RuntimeError(self.broken)
        return self.value


def framed(content: bytes) -> bytes:
    """Content behind its length."""
    return len(content).to_bytes(SIZE, "big") + content


def _perform(work: Callable[[], Any]) -> Outcome:
    try:
        return Outcome(work())
    except AppError as error:
        return Outcome(kind=type(error), params=error.params)
    except Exception as error:  # noqa: BLE001 - told to the parent, which logs it
        # Kind and place only: the text of an unexpected error may hold what a file said.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
        return Outcome(broken=f"{type(error).__name__} at {where}")


def _end_with(parent: int) -> None:
    """End also in the middle of long work when the parent was killed."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHAN_POLL_S)
        os._exit(1)

    threading.Thread(target=watch, name="orphan-watch", daemon=True).start()


def main(calls: BinaryIO, answers: BinaryIO) -> None:
    """Work until there are no more calls."""
    while head := calls.read(SIZE):
        work = pickle.loads(calls.read(int.from_bytes(head, "big")))  # noqa: S301 - from our own parent
        answers.write(framed(pickle.dumps(_perform(work))))
        answers.flush()


def run() -> None:
    """Be that process."""
    _end_with(os.getppid())
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not come between
    main(sys.stdin.buffer, answers)
