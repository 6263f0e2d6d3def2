"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder for everything that is kept.", metavar="DIR"),
]
ShopKey = Annotated[str, typer.Option("--shop", help="Key of the shop.", metavar="KEY")]
