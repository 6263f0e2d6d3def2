"""Files: kept once, by their content."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from farshore.platform.files import FileMissing, Files, UploadTooLarge

pytestmark = pytest.mark.unit


async def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    (tmp_path / "a").write_bytes(b"rows")

    one, two = await files.keep_bytes(b"rows"), await files.keep_file(tmp_path / "a")

    assert one == two
    assert await files.read(one) == b"rows"
    assert len([p for p in (tmp_path / "files").rglob("*") if p.is_file()]) == 1


async def test_too_much_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    files = Files(tmp_path / "files", limit_mb=1)

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 100_000

    with pytest.raises(UploadTooLarge):
        await files.keep(endless())
    assert [p for p in (tmp_path / "files").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("key", ["", "../secret", "a" * 64, "A" * 64, "0" * 63])
async def test_a_key_that_is_none_leads_nowhere(tmp_path: Path, key: str) -> None:
    with pytest.raises(FileMissing):
        await Files(tmp_path).read(key)


async def test_forgetting_is_final_and_may_be_repeated(tmp_path: Path) -> None:
    files = Files(tmp_path)
    key = await files.keep_bytes(b"x")

    await files.forget(key)
    await files.forget(key)

    with pytest.raises(FileMissing):
        files.path(key)
