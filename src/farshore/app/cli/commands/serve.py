"""`farshore serve`."""

import gc
import os
import shutil
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from farshore.app.cli.options import Data
from farshore.platform.settings import load

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=0, max=65535)] = None,
    only: Annotated[str | None, typer.Option(help="Rooms to switch on, by comma: support,reputation.")] = None,
) -> None:
    """Run the server: the console, the chat and the worker. Ctrl-C stops it."""
    settings = load(data, host=host, port=port, rooms=only)
    # Before the metrics are loaded: each process writes its figures here, one of them reads all.
    figures: Path = settings.data / "run" / "metrics"
    shutil.rmtree(figures, ignore_errors=True)
    with suppress(OSError):  # an unusable folder is told with its hint by the supervisor's checks
        figures.mkdir(parents=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(figures)
    _load_supervisor().serve(settings, typer.echo)


def _load_supervisor() -> Any:  # noqa: ANN401 - loaded late: see above
    """Without rich, which structlog would load for pretty traces: a quarter of a second."""
    sys.modules["rich"] = None  # type: ignore[assignment]
    gc.disable()
    try:
        return import_module("farshore.app.serve.supervisor")
    finally:
        gc.enable()
        del sys.modules["rich"]
