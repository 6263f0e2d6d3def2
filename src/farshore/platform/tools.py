"""What `app` hands to the rooms at run time: settings, files, sessions, and engines made on demand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Any, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from farshore.platform.db import Sessions
from farshore.platform.files import Files
from farshore.platform.settings import Settings


@dataclass
class Tools:
    """One for each process; engines load at their first use, once.

    Attributes:
        secret: this installation's own; `secret.derive` makes keys of it.
        makers: how to make each engine, by its capability: `embed`.
    """

    settings: Settings
    sessions: Sessions
    files: Files
    secret: bytes
    makers: Mapping[str, Callable[[], object]]
    _made: dict[str, object] = field(default_factory=dict[str, object])
    _lock: Lock = field(default_factory=Lock)

    def engine(self, name: str) -> Any:  # noqa: ANN401 - the caller names the Protocol it expects
        """The engine for a capability; blocking while it loads, KeyError when none was wired."""
        with self._lock:
            if name not in self._made:
                self._made[name] = self.makers[name]()
            return self._made[name]


def tools_of(connection: HTTPConnection) -> Tools:
    """The tools of the running application."""
    return cast("Tools", connection.app.state.tools)


AppTools = Annotated[Tools, Depends(tools_of)]
