"""Locks held by living processes: they vanish with the process, also on kill -9."""

import fcntl
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Content = dict[str, Any]
RUNNING = "run"
"""Folder for what only matters to living processes; in the data folder."""
SERVER = "server.lock"
"""Names the running server; in the data folder."""


class Held(Exception):
    """Another living process holds the lock; `content` is what it wrote about itself."""

    def __init__(self, content: Content) -> None:
        super().__init__("held by another process")
        self.content = content


class ProcessLock:
    """An exclusive lock on a file, with a note of who holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, **content: object) -> None:
        """Take the lock and write the note.

        Raises:
            Held: another process has it.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise Held(read_note(self._path)) from None
        self._handle = handle
        self.note(**content)

    def note(self, **content: object) -> None:
        """Replace what others can read about the holder."""
        assert self._handle is not None  # noqa: S101 - only the holder writes
        words = json.dumps({"pid": os.getpid(), **content}).encode()
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, words, 0)

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def held(path: Path, **content: object) -> Generator[ProcessLock]:
    """Hold a lock for the block.

    Raises:
        Held: another process has it.
    """
    lock = ProcessLock(path)
    lock.acquire(**content)
    try:
        yield lock
    finally:
        lock.release()


def holder(path: Path) -> Content | None:
    """The note of the living process that holds the lock; None when nobody does."""
    if not path.exists():
        return None
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return read_note(path)
    finally:
        os.close(handle)
    return None


def read_note(path: Path) -> Content:
    """What the last holder wrote; empty when it was cut off."""
    try:
        note: Content = json.loads(path.read_text())
    except (ValueError, OSError):
        return {}
    return note
