"""Settings: environment, then `settings.toml` in the data folder, then defaults. None is required.

The program's own are `Settings`, named `FARSHORE_<NAME>`. A room's are a `Section` in its
`settings.py`, named `FARSHORE_<ROOM>__<NAME>` (in the file: `[room]`), read with
`settings.section(TheirSection)`.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar, cast

from fastapi import Depends
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError
from starlette.requests import HTTPConnection

from farshore.platform.errors import BadInput

PREFIX = "FARSHORE_"
FILE = "settings.toml"
DEFAULT_DATA = "farshore-data"


class SettingInvalid(BadInput):
    """A setting has a value that we cannot work with."""

    code = "platform.setting_invalid"
    text = "The setting {name} is not valid: {why}."


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""A comma-separated list in the environment, a list in the file."""


class Section(BaseModel):
    """Base of a room's settings; every field has a default and a description."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    room: ClassVar[str] = ""


S = TypeVar("S", bound=Section)


class Settings(Section):
    """The program's own settings."""

    data: Path = Field(
        default=Path(DEFAULT_DATA),
        description="Folder for everything that is kept: databases, files, secret.",
    )
    database: str = Field(
        default="",
        description="Database URL, `postgresql://…`. Empty: a SQLite file in the folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on. `0.0.0.0` lets other machines in.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0: any free.")
    url: str = Field(
        default="",
        description="Public address, `https://chat.example.com`. Without it no link is promised.",
    )
    rooms: Words = Field(default=(), description="Rooms to switch on. Empty: the choice made in the console, or all.")
    trusted_proxies: Words = Field(default=(), description="Addresses of proxies whose `X-Forwarded-For` we believe.")
    allow_private_hosts: Words = Field(
        default=(), description="Hosts in private networks that outgoing requests may reach."
    )
    metrics_token: str = Field(
        default="",
        description="Bearer token that opens `/metrics` to other machines. Empty: loopback only.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious message that is written."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="`auto`: text on a terminal, else JSON lines."
    )
    connections_per_address: int = Field(
        default=200, ge=1, description="Connections that one address may hold at the same time."
    )
    worker: str = Field(
        default="worker",
        pattern=r"^[A-Za-z0-9_.-]{1,50}$",
        description="Name of this server's worker: the same after each restart, and different on "
        "each machine that shares a PostgreSQL database.",
    )
    upload_mb: int = Field(default=256, ge=1, le=4096, description="Largest file that may be uploaded.")

    _file: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def database_url(self) -> str:
        """The URL with its asynchronous driver."""
        if not self.database:
            return f"sqlite+aiosqlite:///{self.data / 'farshore.db'}"
        scheme, _, rest = self.database.partition("://")
        return f"postgresql+asyncpg://{rest}" if scheme in {"postgres", "postgresql"} else self.database

    @property
    def is_sqlite(self) -> bool:
        """Whether one file in the data folder is the database."""
        return self.database_url.startswith("sqlite")

    def with_sections(self, content: dict[str, Any]) -> "Settings":
        """The same settings, knowing the rooms' tables of the settings file."""
        self._file = content
        return self

    def section(self, kind: type[S]) -> S:
        """A room's settings."""
        table = cast("dict[str, Any]", self._file.get(kind.room, {}))
        return _fill(kind, f"{PREFIX}{kind.room.upper()}__", table)


def data_folder(given: Path | None = None) -> Path:
    """Where everything is kept: as given, else `FARSHORE_DATA`, else `farshore-data` here."""
    return (given or Path(os.environ.get(f"{PREFIX}DATA") or DEFAULT_DATA)).expanduser().absolute()


def load(data: Path | None = None, **over: object) -> Settings:
    """Read all settings.

    Args:
        data: the folder named on the command line, if any.
        over: values from the command line; None means not given.

    Raises:
        SettingInvalid: a value, or the file, is wrong; the text names it.
    """
    folder = data_folder(data)
    content = _read_file(folder / FILE)
    own = {k: v for k, v in content.items() if not isinstance(v, dict)}
    given = {k: v for k, v in over.items() if v is not None}
    settings = _fill(Settings, PREFIX, own, {**given, "data": folder})
    return settings.with_sections(content)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingInvalid(name=str(path), why=error.strerror or "unreadable") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingInvalid(name=str(path), why=str(error).rstrip(".")) from error


def _fill(kind: type[S], prefix: str, table: Mapping[str, Any], over: Mapping[str, Any] | None = None) -> S:
    values = dict(table)
    for name in kind.model_fields:
        word = os.environ.get(f"{prefix}{name.upper()}")
        if word:
            values[name] = word
    values.update(over or {})
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        name = prefix + "_".join(str(p) for p in fault["loc"][:1]).upper()
        raise SettingInvalid(name=name, why=fault["msg"]) from error


def settings_of(connection: HTTPConnection) -> Settings:
    """The settings of the running application."""
    return cast("Settings", connection.app.state.settings)


AppSettings = Annotated[Settings, Depends(settings_of)]
