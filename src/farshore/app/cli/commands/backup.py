"""`farshore backup`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from farshore.app import archive
from farshore.app.cli.options import Data
from farshore.app.cli.start import prepared

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write: shop.tar.gz.")],
    data: Data = None,
) -> None:
    """Write databases, files, settings and secret to one archive, also while the server runs."""
    settings = prepared(data)
    with Progress(transient=True) as progress:
        bar = progress.add_task("databases", total=None)

        def say(what: str, done: int, total: int) -> None:
            progress.update(bar, description=what, completed=done, total=total)

        archive.backup(settings, target.absolute(), say)
    typer.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB. It holds the secret: keep it safe.")
