"""`farshore restore`."""

from pathlib import Path
from typing import Annotated

import typer

from farshore.app import archive, migrate
from farshore.app.cli.options import Data
from farshore.platform import logs
from farshore.platform.settings import load

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="An archive that `farshore backup` wrote.")],
    data: Data = None,
) -> None:
    """Bring an archive back into an empty data folder."""
    settings = load(data)
    logs.configure("warning", settings.log_format)
    archive.restore(settings, source)
    migrate.prepare(settings)
    typer.echo(f"Restored into {settings.data}.")
