"""One module for each command, each with a Typer application called `app`."""
