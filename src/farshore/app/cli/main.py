"""`farshore`: finds the command, loads only that one, turns expected errors into exit codes."""

import gc
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command
from typing_extensions import override

from farshore.platform.errors import AppError

FAILURE = 1
COMMANDS = "farshore.app.cli.commands"


@dataclass(frozen=True)
class Command:
    """A command that is not loaded yet: the module it is in and what help says of it."""

    module: str
    help: str


REGISTRY = {
    "serve": Command("serve", "Run the server: the console, the chat and the worker."),
    "doctor": Command("doctor", "Check folder, port, clock, database, encoders and web pages."),
    "owner-link": Command("owner_link", "Print a new link that opens the console once."),
    "shop": Command("shop", "Open shops and list them."),
    "import": Command("import_", "Take in products and policies from files."),
    "ask": Command("ask", "Answer a question, or a file of them, from the shop's own data."),
    "backup": Command("backup", "Write everything to one archive, also while the server runs."),
    "restore": Command("restore", "Bring an archive back into an empty data folder."),
}


def load(module: str) -> Any:  # noqa: ANN401 - a module with `app`
    """Import a command; nothing that an import makes is garbage, so nobody looks for any."""
    gc.disable()
    loaded = import_module(f"{COMMANDS}.{module}")
    gc.freeze()
    gc.enable()
    return loaded


class _Named(TyperCommand):
    """Stands for a command on the help page, where only its name and one line are needed."""


class LazyGroup(TyperGroup):
    """Knows every command by name and loads the one that is called."""

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return list(REGISTRY)

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        known = REGISTRY.get(cmd_name)
        return None if known is None else _Named(cmd_name, help=known.help)

    @override
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if name in REGISTRY:
            command = get_command(load(REGISTRY[name].module).app)
        return name, command, rest


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Answers shoppers in their own language from the seller's own product data.",
)


@app.callback()
def root(
    data: Annotated[Path | None, typer.Option(help="Folder for everything that is kept.", metavar="DIR")] = None,
) -> None:
    """Answers shoppers in their own language from the seller's own product data."""
    if data is not None:
        os.environ["FARSHORE_DATA"] = str(data)


def main() -> None:
    """Entry point: 0 done, 1 an expected failure (said in one line), 2 wrong usage."""
    try:
        app()
    except AppError as error:
        sys.stderr.write(f"farshore: {error}\n")
        sys.exit(FAILURE)
