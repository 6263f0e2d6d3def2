"""Files: bytes kept once, named by their content, in the data folder."""

import hashlib
import os
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path
from typing import IO, Any

import anyio.to_thread

from farshore.platform.errors import NotFound, TooLarge
from farshore.platform.ids import new_id

CHUNK = 1 << 20


class FileMissing(NotFound):
    """The file is not, or no longer, there."""

    code = "platform.file_missing"
    text = "The file {key} is not kept here."


class UploadTooLarge(TooLarge):
    """More than the setting `upload_mb`."""

    code = "platform.upload_too_large"
    text = "The file is larger than {limit_mb} MB. The setting FARSHORE_UPLOAD_MB changes this."


class Files:
    """A folder of immutable files; the key is the SHA-256 of the bytes, in hex."""

    def __init__(self, folder: Path, *, limit_mb: int = 256) -> None:
        self._folder = folder
        self._limit_mb = limit_mb

    def path(self, key: str) -> Path:
        """Where the bytes of a key are.

        Raises:
            FileMissing: nothing is kept under this key.
        """
        path = self._place(key)
        if not path.is_file():
            raise FileMissing(key=key)
        return path

    async def keep(self, chunks: AsyncIterable[bytes]) -> str:
        """Write a stream and return its key; the same bytes twice are kept once.

        Raises:
            UploadTooLarge: nothing was kept.
        """
        draft = self._draft()
        digest, size = hashlib.sha256(), 0
        try:
            with await anyio.to_thread.run_sync(draft.open, "xb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self._limit_mb << 20:
                        raise UploadTooLarge(limit_mb=self._limit_mb)
                    digest.update(chunk)
                    await anyio.to_thread.run_sync(file.write, chunk)
                await anyio.to_thread.run_sync(_settle, file)
            return await anyio.to_thread.run_sync(self._move, draft, digest.hexdigest())
        finally:
            await anyio.to_thread.run_sync(draft.unlink, True)  # noqa: FBT003 - missing_ok

    async def keep_bytes(self, content: bytes) -> str:
        """Write bytes that are already in memory and return their key."""

        async def once() -> AsyncIterator[bytes]:
            yield content

        return await self.keep(once())

    async def keep_file(self, source: Path) -> str:
        """Copy a file and return its key."""

        async def read() -> AsyncIterator[bytes]:
            with await anyio.to_thread.run_sync(source.open, "rb") as file:
                while chunk := await anyio.to_thread.run_sync(file.read, CHUNK):
                    yield chunk

        return await self.keep(read())

    async def read(self, key: str) -> bytes:
        """All bytes of a key.

        Raises:
            FileMissing: nothing is kept under this key.
        """
        return await anyio.to_thread.run_sync(self.path(key).read_bytes)

    async def forget(self, key: str) -> None:
        """Remove the bytes of a key; nothing happens when they are gone already."""
        await anyio.to_thread.run_sync(self._place(key).unlink, True)  # noqa: FBT003 - missing_ok

    def _place(self, key: str) -> Path:
        if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
            raise FileMissing(key=key[:80])
        return self._folder / key[:2] / key

    def _draft(self) -> Path:
        drafts = self._folder / "drafts"
        drafts.mkdir(parents=True, exist_ok=True)
        return drafts / new_id().hex

    def _move(self, draft: Path, key: str) -> str:
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(place)
        return key


def _settle(file: IO[Any]) -> None:
    """After this the bytes survive a power cut."""
    file.flush()
    os.fsync(file.fileno())
