"""Backup and restore: one archive with both databases, the files, the settings and the secret.

A backup is consistent while the server runs: SQLite files are copied by SQLite's own backup, and
files are immutable and copied after the database that names them. On PostgreSQL `pg_dump` and
`pg_restore` do the database's part.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from farshore.app import migrate
from farshore.platform import clock, locks
from farshore.platform import settings as setting_files
from farshore.platform.errors import BadInput, Conflict, Unavailable
from farshore.platform.secret import FILE as SECRET
from farshore.platform.settings import Settings

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "postgresql.dump"
Say = Callable[[str, int, int], None]
"""Told what is being done, how many of how many."""


class ArchiveUnusable(BadInput):
    """The file is no archive of ours, or is cut off."""

    code = "app.archive_unusable"
    text = "{file} cannot be restored: {why}."


class TargetUnusable(Unavailable):
    """The archive cannot be written where it should go."""

    code = "app.target_unusable"
    text = "{file} cannot be written: {why}."


class FolderNotEmpty(Conflict):
    """Restoring must not overwrite anything."""

    code = "app.folder_not_empty"
    text = "The data folder {folder} is in use already. Restore into an empty one: --data DIR."


class ToolMissing(Unavailable):
    """A program of PostgreSQL's is not installed here."""

    code = "app.tool_missing"
    text = "{tool} is needed for this and not installed: apt-get install postgresql-client."


class ToolFailed(Unavailable):
    """A program of PostgreSQL's gave up."""

    code = "app.tool_failed"
    text = "{tool} failed: {why}"


def backup(settings: Settings, target: Path, say: Say) -> None:
    """Write the archive; an unfinished one never carries the final name.

    Raises:
        ToolMissing: PostgreSQL without `pg_dump`.
        ToolFailed: `pg_dump` gave up.
        TargetUnusable: no room, no right, no such folder.
    """
    try:
        _write(settings, target, say)
    except OSError as error:
        raise TargetUnusable(file=str(target), why=error.strerror or "") from error


def _write(settings: Settings, target: Path, say: Say) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _workshop(settings) as workshop, _removed(draft):
        databases = _copy_databases(settings, workshop)
        files = sorted(p for p in (settings.data / "files").rglob("*") if _is_kept(p))
        with tarfile.open(draft, "w:gz", compresslevel=1) as archive:
            manifest = workshop / MANIFEST
            manifest.write_text(json.dumps(_manifest(settings), indent=1))
            archive.add(manifest, MANIFEST)
            for path in (settings.data / SECRET, settings.data / setting_files.FILE):
                if path.exists():
                    archive.add(path, path.name)
            for path in databases:
                archive.add(path, path.name)
            for done, path in enumerate(files, 1):
                archive.add(path, path.relative_to(settings.data).as_posix())
                say("files", done, len(files))
        draft.chmod(0o600)
        draft.replace(target)


def restore(settings: Settings, source: Path) -> None:
    """Bring an archive back into an empty data folder (and an empty PostgreSQL database).

    Raises:
        ArchiveUnusable: nothing was kept.
        FolderNotEmpty: nothing was changed.
        ToolMissing: PostgreSQL without `pg_restore`.
        ToolFailed: `pg_restore` gave up.
    """
    if settings.data.exists() and any(settings.data.iterdir()):
        raise FolderNotEmpty(folder=str(settings.data))
    settings.data.parent.mkdir(parents=True, exist_ok=True)
    unpacked = Path(tempfile.mkdtemp(dir=settings.data.parent, prefix=".restore-"))
    try:
        _unpack(source, unpacked)
        _check_manifest(settings, source, unpacked)
        if not settings.is_sqlite:
            _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
                 f"--dbname={_libpq(settings)}", str(unpacked / DUMP))  # fmt: skip
            (unpacked / DUMP).unlink()
        (unpacked / MANIFEST).unlink()
        unpacked.chmod(0o755)
        if settings.data.exists():
            settings.data.rmdir()
        unpacked.replace(settings.data)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def _manifest(settings: Settings) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "farshore": version("farshore"),
        "revision": migrate.find_revision_safely(settings),
        "database": "sqlite" if settings.is_sqlite else "postgresql",
        "created_at": clock.now().isoformat(),
    }


def _copy_databases(settings: Settings, workshop: Path) -> list[Path]:
    if not settings.is_sqlite:
        dump = workshop / DUMP
        _run("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={_libpq(settings)}")
        return [dump]
    main = Path(settings.database_url.partition(":///")[2])
    # jobs.db first: a job that only ours knows is asked for again, the other way round it is lost.
    sources = {"jobs.db": settings.data / "jobs.db", "farshore.db": main}
    copies = list[Path]()
    for name, source in sources.items():
        if source.exists():
            migrate.copy_sqlite(source, workshop / name)
            copies.append(workshop / name)
    return copies


def _is_kept(path: Path) -> bool:
    return path.is_file() and path.parent.name != "drafts"


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveUnusable(file=str(source), why=str(error) or "it is cut off") from error


def _check_manifest(settings: Settings, source: Path, folder: Path) -> None:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise ArchiveUnusable(file=str(source), why="it is no archive of farshore") from error
    wanted = "sqlite" if settings.is_sqlite else "postgresql"
    if manifest.get("format") != FORMAT:
        raise ArchiveUnusable(file=str(source), why="another version of farshore wrote it")
    if manifest.get("database") != wanted:
        why = f"it holds a {manifest.get('database')} database, FARSHORE_DATABASE names {wanted}"
        raise ArchiveUnusable(file=str(source), why=why)
    known, _ = migrate.known_revisions()
    if manifest.get("revision") not in known:
        raise ArchiveUnusable(file=str(source), why="a newer version of farshore wrote it")


def _libpq(settings: Settings) -> str:
    return "postgresql://" + settings.database_url.partition("://")[2]


def _run(tool: str, *arguments: str) -> None:
    path = shutil.which(tool)
    if path is None:
        raise ToolMissing(tool=tool)
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise ToolFailed(tool=tool, why=done.stderr.strip().splitlines()[-1][:300])


@contextmanager
def _workshop(settings: Settings) -> Generator[Path]:
    """A folder beside the data for copies on their way into the archive."""
    place = settings.data / locks.RUNNING
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix="backup-") as folder:
        yield Path(folder)


@contextmanager
def _removed(path: Path) -> Generator[None]:
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
