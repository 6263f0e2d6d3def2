"""Commands in processes of their own: exit codes, messages, and a folder made on the way."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from farshore.app.cli import start
from farshore.app.cli.main import REGISTRY, load
from farshore.app.migrate import DatabaseUnreachable, FolderUnusable
from farshore.platform.errors import AppError, StorageFull

pytestmark = pytest.mark.contract
FARSHORE = Path(sys.executable).with_name("farshore")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command on a data folder."""
    return subprocess.run(
        [FARSHORE, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "FARSHORE_DATA": str(folder), "COLUMNS": "120", **environment},
    )


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")

    assert done.returncode == 0
    assert [name for name in REGISTRY if name not in done.stdout] == []


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_command_is_there(name: str) -> None:
    assert load(REGISTRY[name].module).app is not None


def test_a_shop_from_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"

    made = run(folder, "shop", "add", "demo", "--currency", "EUR", "--country", "DE")
    listed = run(folder, "shop", "list")
    twice = run(folder, "shop", "add", "demo", "--currency", "EUR")

    assert (made.returncode, made.stdout) == (0, "The shop demo is open.\n")
    assert listed.stdout == "demo\tEUR\tDE\tUTC\tdemo\n"
    assert (twice.returncode, twice.stderr) == (1, "farshore: There is already a shop demo.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["shop", "add", "demo"], 2, "--currency"),
        (["shop", "add", "Demo!", "--currency", "EUR"], 1, "key Demo! is not usable"),
        (["shop", "add", "demo", "--currency", "euro"], 1, "ISO 4217"),
        (["nothing"], 2, "nothing"),
        (["serve", "--port", "high"], 2, "--port"),
        (["serve", "--only", "kitchen"], 1, "There is no room kitchen"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(tmp_path / "data", *arguments)

    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", FARSHORE_PORT="high")

    assert done.returncode == 1
    assert done.stderr.startswith("farshore: The setting FARSHORE_PORT is not valid")


def test_the_folder_may_be_named_before_and_after_the_command(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"

    run(tmp_path, "--data", str(before), "shop", "list")
    run(tmp_path, "shop", "list", "--data", str(after))

    assert (before / "farshore.db").exists()
    assert (after / "farshore.db").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = run(tmp_path / "file" / "data", "shop", "list")

    assert done.returncode == 1
    assert "cannot be used: Not a directory" in done.stderr


def test_an_owner_link_is_printed_as_often_as_asked(tmp_path: Path) -> None:
    links = [run(tmp_path, "owner-link").stdout for _ in range(2)]

    assert links[0] != links[1]
    assert links[0].startswith("http://127.0.0.1:8000/owner#")


def test_the_doctor_finds_this_machine_able(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", FARSHORE_PORT="0")

    assert done.returncode == 0, done.stdout
    assert [line.split()[1] for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "python",
        "folder",
        "port",
        "clock",
        "database",
        "encoders",
        "web",
    ]


def test_bad_lines_are_counted_and_the_rest_is_answered(tmp_path: Path) -> None:
    folder, questions, out = tmp_path / "data", tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [r'{"id": "\ud800", "text": "hi \ud800\u0000"}', '{"id": NaN, "text": "hi"}', "[]", "{", '{"text": null}']
    questions.write_text("\n".join(lines))
    run(folder, "shop", "add", "demo", "--currency", "EUR")

    done = run(folder, "ask", "--shop", "demo", "--questions", str(questions), "--out", str(out))

    assert (done.returncode, "2 answered, 3 bad lines." in done.stderr) == (0, True), done.stderr
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["\ud800", "NaN"]


def test_answers_are_never_written_over_their_questions(tmp_path: Path) -> None:
    folder, questions = tmp_path / "data", tmp_path / "in.jsonl"
    questions.write_text('{"id": 1, "text": "hi"}')
    run(folder, "shop", "add", "demo", "--currency", "EUR")
    ask = ("ask", "--shop", "demo", "--questions", str(questions), "--out")

    over = run(folder, *ask, str(questions))
    nowhere = run(folder, *ask, str(tmp_path / "none" / "out.jsonl"))
    full = run(folder, *ask, "/dev/full")

    assert (over.returncode, nowhere.returncode, full.returncode) == (2, 2, 1)
    assert "cannot be written" in full.stderr
    assert questions.read_text() == '{"id": 1, "text": "hi"}'


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "now"])
def test_a_moment_out_of_range_is_wrong_usage(tmp_path: Path, at: str) -> None:
    done = run(tmp_path, "ask", "--shop", "demo", "hi", "--at", at)

    assert (done.returncode, "--at" in done.stderr) == (2, True), done.stderr


def test_files_of_another_kind_are_named(tmp_path: Path) -> None:
    table, binary = tmp_path / "p.csv", tmp_path / "map.json"
    table.write_text("sku,title,price\nA,Mug,5\n")
    binary.write_bytes(b"\xb1\xe0\xff")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "farshore.db").write_bytes(b"no database" * 1000)

    mapped = run(tmp_path / "other", "import", "products", str(table), "--shop", "demo", "--map", str(binary))
    broken = run(tmp_path / "data", "shop", "list")

    assert (mapped.returncode, "not JSON" in mapped.stderr) == (1, True), mapped.stderr
    assert (broken.returncode, "cannot be opened" in broken.stderr) == (1, True), broken.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/x/files"), FolderUnusable),
        (OSError(errno.ENOSPC, "No space left on device"), StorageFull),
        (OperationalError("", {}, Exception("attempt to write a readonly database")), DatabaseUnreachable),
        (OperationalError("", {}, Exception("database or disk is full")), StorageFull),
    ],
)
def test_a_folder_that_fails_on_the_way_is_said(tmp_path: Path, error: Exception, said: type[AppError]) -> None:
    async def work(_: object) -> None:
        raise error

    with pytest.raises(said):
        start.run(tmp_path, work)
