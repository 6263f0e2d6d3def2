"""Who listens to what, inside this process: sockets of a conversation, consoles of a shop."""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

MOST_WAITING = 200
Frame = dict[str, Any]


class Hub:
    """Passes frames on to whoever listens; one who does not keep up is told to catch up from the database."""

    def __init__(self) -> None:
        self._listeners: defaultdict[UUID, set[asyncio.Queue[Frame | None]]] = defaultdict(set)

    @contextmanager
    def listening(self, key: UUID) -> Generator["asyncio.Queue[Frame | None]"]:
        """A queue of the frames of a conversation or shop; None in it means that some were lost."""
        queue: asyncio.Queue[Frame | None] = asyncio.Queue(MOST_WAITING)
        self._listeners[key].add(queue)
        try:
            yield queue
        finally:
            self._listeners[key].discard(queue)
            if not self._listeners[key]:
                del self._listeners[key]

    def tell(self, key: UUID, frame: Frame) -> None:
        """Pass a frame on; never waits."""
        for queue in self._listeners.get(key, ()):
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(frame)
