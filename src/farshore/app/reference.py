"""Write the reference pages from the program itself: `python -m farshore.app.reference FOLDER`."""

import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from typer.main import get_command

import farshore
from farshore.app.cli.main import COMMANDS, REGISTRY
from farshore.platform.errors import AppError
from farshore.platform.settings import PREFIX, Section

NOTE = "<!-- Written by `make docs`; do not edit. -->"


def import_all() -> None:
    """Load every module of the program, so that all of its classes are known."""
    for module in pkgutil.walk_packages(farshore.__path__, "farshore."):
        import_module(module.name)


def _kinds(base: type[Any]) -> Iterator[type[Any]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("farshore."):
            yield kind
        yield from _kinds(kind)


def all_errors() -> list[type[AppError]]:
    """Every failure with a code of its own."""
    import_all()
    return sorted({k for k in _kinds(AppError) if "code" in vars(k)}, key=lambda k: k.code)


def all_sections() -> list[type[Section]]:
    """The program's own settings, then the rooms'."""
    import_all()
    return sorted(set(_kinds(Section)), key=lambda k: (k.room, k.__name__))


def errors_page() -> str:
    """All error codes."""
    lines = [
        "# Error codes",
        NOTE,
        "",
        "Failures are answered as `application/problem+json` (RFC 9457). Clients and translations key on `code`;",
        "`detail` is the text with its parameters filled in. Malformed requests are `http.422` and list the fields.",
        "",
        "| code | status | text | when |",
        "|---|---|---|---|",
    ]
    for kind in all_errors():
        when = (kind.__doc__ or "").strip().partition("\n")[0]
        lines.append(f"| `{kind.code}` | {kind.status} | {_cell(kind.text)} | {_cell(when)} |")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """All settings."""
    lines = [
        "# Settings",
        NOTE,
        "",
        "None is required. The command line comes before the environment, the environment before",
        "`settings.toml` in the data folder (names there are in lower case without the prefix, a room's in its",
        "own table), the file before what was chosen in the console.",
    ]
    for section in all_sections():
        lines += ["", f"## {section.room or 'The program'}", "", "| name | default | meaning |"]
        lines.append("|---|---|---|")
        prefix = f"{PREFIX}{section.room.upper()}__" if section.room else PREFIX
        for name, field in section.model_fields.items():
            default = _default(field.default)
            lines.append(f"| `{prefix}{name.upper()}` | {default} | {_cell(field.description or '')} |")
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    if isinstance(value, tuple):
        value = ",".join(str(v) for v in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return f"`{value}`" if str(value) else ""


def commands_page() -> str:
    """All commands with their options."""
    lines = [
        "# Commands",
        NOTE,
        "",
        "Every command makes and migrates the data folder when it is missing, needs no running server and never",
        "asks. It ends with 0 when all was processed, 1 on failure, 2 on wrong usage. `--data DIR` may stand",
        "before or after the command.",
    ]
    for name, known in REGISTRY.items():
        command = get_command(import_module(f"{COMMANDS}.{known.module}").app)
        lines += _command(f"farshore {name}", command)
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> list[str]:  # noqa: ANN401 - the library's own
    subcommands: dict[str, Any] = getattr(command, "commands", {})
    if subcommands:
        parts = [_command(f"{name} {n}", c) for n, c in sorted(subcommands.items())]
        return [line for part in parts for line in part]
    lines = ["", f"## {name}", "", str(command.help).strip(), ""]
    rows = [_option(p) for p in command.params if p.name != "help"]
    return [*lines, "| option | meaning |", "|---|---|", *rows] if rows else lines


def _option(parameter: Any) -> str:  # noqa: ANN401 - the library's own
    names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
    needed = " (required)" if parameter.required else ""
    return f"| `{names}` | {_cell(getattr(parameter, 'help', '') or '')}{needed} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"errors.md": errors_page, "settings.md": settings_page, "commands.md": commands_page}


def write(folder: Path) -> None:
    """Write all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
