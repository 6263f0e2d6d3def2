"""Settings: optional, overridden in the stated order, wrong ones named."""

from pathlib import Path

import pytest

from farshore.platform.settings import PREFIX, SettingInvalid, Settings, load

pytestmark = pytest.mark.contract


def test_nothing_is_required(tmp_path: Path) -> None:
    settings = load(tmp_path)

    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/farshore.db"


def test_command_line_beats_environment_beats_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.toml").write_text('port = 1\nhost = "file"\nrooms = ["live"]\n')
    monkeypatch.setenv("FARSHORE_PORT", "2")
    monkeypatch.setenv("FARSHORE_ROOMS", "support, reputation")

    settings = load(tmp_path, port=3)

    assert (settings.port, settings.host, settings.rooms) == (3, "file", ("support", "reputation"))
    assert load(tmp_path).port == 2


@pytest.mark.parametrize(("name", "value"), [("PORT", "high"), ("LOG_LEVEL", "loud"), ("UPLOAD_MB", "0")])
def test_a_wrong_value_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", value)

    with pytest.raises(SettingInvalid, match=f"FARSHORE_{name} is not valid"):
        load(tmp_path)


def test_an_unknown_key_and_a_broken_file_are_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("prot = 1\n")
    with pytest.raises(SettingInvalid, match="FARSHORE_PROT"):
        load(tmp_path)
    file.write_text("port = \n")
    with pytest.raises(SettingInvalid, match=r"settings\.toml"):
        load(tmp_path)


def test_a_plain_postgresql_url_gets_its_driver(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database="postgres://me@db/shop")

    assert settings.database_url == "postgresql+asyncpg://me@db/shop"
