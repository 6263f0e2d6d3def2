"""Structured logs without personal data.

Only fields with a `pii` segment (`buyer_pii_email`) may hold it, and these are masked.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

MASK = "[personal]"
QUIET = ("httpx", "httpcore", "alembic", "aiosqlite", "asyncio", "uvicorn.error", "dbos")


def mask_personal(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> Any:  # noqa: ANN401 - structlog's own type
    """Hide the value of every field that says it is personal."""
    for key in entry:
        if "pii" in key.split("_"):
            entry[key] = MASK
    return entry


def configure(level: str = "info", form: Literal["auto", "json", "text"] = "auto") -> None:
    """Send our logs and the libraries' to standard error, one line each.

    Args:
        level: least serious level written.
        form: `auto` is text on a terminal and JSON elsewhere.
    """
    as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        mask_personal,
    ]
    last: Any = (
        structlog.dev.ConsoleRenderer()
        if as_text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    traces: list[Any] = [] if as_text else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *traces, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
