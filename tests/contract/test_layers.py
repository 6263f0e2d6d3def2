"""The floors and doors of the house, and that the contracts speak of every room there is."""

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from farshore.app.wiring import ROOMS, SHARED

pytestmark = pytest.mark.contract
ROOT = Path(__file__).parents[2]


def test_floors_and_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_the_contract_of_doors_names_every_room() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (doors,) = [c for c in config["tool"]["importlinter"]["contracts"] if c["name"].startswith("2 ")]
    built = {r for r in (*ROOMS, *SHARED) if (ROOT / "src/farshore" / r).is_dir()}

    assert {c.removeprefix("farshore.") for c in doors["containers"]} == built


def test_a_room_s_first_file_is_one_docstring() -> None:
    for room in (*ROOMS, *SHARED):
        path = ROOT / "src/farshore" / room / "__init__.py"
        if path.parent.is_dir():
            lines = [line for line in path.read_text().splitlines() if line.strip()]
            assert lines[0].startswith('"""'), path
            assert lines[-1].endswith('"""'), path
