"""Structured logs without personal data.

Only fields with a `pii` segment (`buyer_pii_email`) may hold it, and these are masked.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

from farshore.platform.errors import AppError

MASK = "[personal]"
QUIET = ("httpx", "httpcore", "alembic", "aiosqlite", "asyncio", "uvicorn.error", "dbos")


def mask_personal(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> Any:  # noqa: ANN401 - structlog's own type
    """Hide the value of every field that says it is personal."""
    for key in entry:
        if "pii" in key.split("_"):
            entry[key] = MASK
    return entry


def write_trace(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> Any:  # noqa: ANN401 - structlog's own type
    """Put where an error came from into the entry, but not its text unless we wrote it.

    The text of a stranger's error may quote a shopper's message or an address.
    """
    given = entry.pop("exc_info", None)
    error = _error_in(given)
    if error is None:
        return entry
    lines: list[str] = []
    while error is not None:
        said = f": {error}" if isinstance(error, AppError) else ""
        lines += [f"{type(error).__name__}{said}", *_places(error)]
        error = error.__cause__ or error.__context__
    entry["trace"] = "\n".join(lines)
    return entry


def _error_in(given: object) -> BaseException | None:
    """What `exc_info` means: an error, the triple of the standard library, or a bare yes."""
    if isinstance(given, tuple):
        return next((part for part in given if isinstance(part, BaseException)), None)  # pyright: ignore[reportUnknownVariableType]
    if isinstance(given, BaseException):
        return given
    return sys.exc_info()[1] if given else None


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {f.filename}:{f.lineno} {f.name}" for f in frames]


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    mask_personal,
]


def _formatter(*, as_text: bool) -> logging.Formatter:
    last: Any = structlog.dev.ConsoleRenderer() if as_text else structlog.processors.JSONRenderer(ensure_ascii=False)
    clean = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_SHARED, processors=[clean, write_trace, last])


def configure(level: str = "info", form: Literal["auto", "json", "text"] = "auto") -> None:
    """Send our logs and the libraries' to standard error, one line each.

    Args:
        level: least serious level written.
        form: `auto` is text on a terminal and JSON elsewhere.
    """
    as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(as_text=as_text))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
