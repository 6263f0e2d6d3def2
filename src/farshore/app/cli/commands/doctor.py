"""`farshore doctor`."""

import typer

from farshore.app import checks
from farshore.app.cli.options import Data
from farshore.platform.settings import load

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
SIGNS = {"ok": ("ok", "green"), "warning": ("warn", "yellow"), "error": ("FAIL", "red")}


@app.command()
def doctor(data: Data = None) -> None:
    """Check folder, port, clock, database, encoders and web pages; each fault with a hint."""
    found = checks.run_checks(load(data))
    for check in found:
        word, colour = SIGNS[check.state]
        typer.secho(f"{word:5}", fg=colour, nl=False)
        typer.echo(f"{check.name:10}{check.found}")
        if check.hint:
            typer.echo(f"{'':15}→ {check.hint}")
    if any(c.state == "error" for c in found):
        raise typer.Exit(1)
