"""One table inside a zip, and zips that only pretend."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from farshore.platform.tables.errors import ArchiveRefused, FileBroken, FileLocked, FileTooBig

_TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xml", ".json")
_MOST_GROWTH = 400
"""A table packs 5 to 50 times; a bomb a thousand times and more."""


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(data: bytes) -> bool:
    """Whether the zip is an Office workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.casefold().startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return b"xl/" in data[:4_000]


def unpack_one(data: bytes, *, file_name: str, max_bytes: int) -> tuple[str, bytes]:
    """Name and bytes of the only table in the archive; nothing is written anywhere.

    Raises:
        ArchiveRefused: no table, several, or one that grows beyond reason.
        FileLocked: it needs a password.
        FileBroken: it is damaged.
        FileTooBig: unpacked it is over the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _only_table(archive, file_name)
            check_growth(archive, file_name=file_name, max_bytes=max_bytes, members=[member])
            with archive.open(member) as opened:
                content = opened.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise FileBroken(file_name=file_name, why=str(error)) from error
    if len(content) > max_bytes:
        raise FileTooBig(file_name=file_name, size_mb=">" + _mb(max_bytes), limit_mb=_mb(max_bytes))
    return PurePosixPath(member.filename).name, content


def check_growth(archive: zipfile.ZipFile, *, file_name: str, max_bytes: int, members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that unpack to far more than a table can.

    Raises:
        ArchiveRefused: the zip is a bomb.
        FileLocked: a member is encrypted.
    """
    for member in members:
        if member.flag_bits & 0x1:
            raise FileLocked(file_name=file_name)
        grows = member.file_size > _MOST_GROWTH * max(member.compress_size, 1)
        if (grows and member.file_size > 1_000_000) or member.file_size > 8 * max_bytes:
            why = f"{member.filename} would unpack to {_mb(member.file_size)} MB"
            raise ArchiveRefused(file_name=file_name, why=why)


def _only_table(archive: zipfile.ZipFile, file_name: str) -> zipfile.ZipInfo:
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and "__MACOSX" not in member.filename
        and not PurePosixPath(member.filename).name.startswith(".")
    ]
    tables = [m for m in members if m.filename.casefold().endswith(_TABLE_ENDINGS)]
    if len(tables) == 1:
        return tables[0]
    if tables:
        names = ", ".join(member.filename for member in tables[:5])
        raise ArchiveRefused(file_name=file_name, why=f"it holds {len(tables)} tables ({names})")
    raise ArchiveRefused(file_name=file_name, why="it holds no CSV, TSV, XLSX or XML file")


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}"
