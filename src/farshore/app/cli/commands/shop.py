"""`farshore shop add` and `farshore shop list`."""

from typing import Annotated

import typer

from farshore.app.cli.options import Data
from farshore.app.cli.start import run
from farshore.platform import shops
from farshore.platform.access import OWNER
from farshore.platform.db import read_session, unit_of_work
from farshore.platform.shops import Shop
from farshore.platform.tools import Tools

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def shop() -> None:
    """Open shops and list them."""


@app.command()
def add(
    key: Annotated[str, typer.Argument(help="Short name: a-z, 0-9 and -.", metavar="KEY")],
    currency: Annotated[str, typer.Option(help="ISO 4217 code of its prices: EUR.")],
    timezone: Annotated[str, typer.Option(help="IANA name: Europe/Berlin.")] = "UTC",
    country: Annotated[str | None, typer.Option(help="ISO 3166 code: DE.")] = None,
    name: Annotated[str, typer.Option(help="What shoppers read; the key when empty.")] = "",
    data: Data = None,
) -> None:
    """Open a shop."""

    async def make(tools: Tools) -> Shop:
        async with unit_of_work(tools.sessions) as session:
            return await shops.add_shop(session, key, currency, name=name, country=country, timezone=timezone)

    typer.echo(f"The shop {run(data, make).key} is open.")


@app.command(name="list")
def list_all(data: Data = None) -> None:
    """List the shops: key, currency, country, time zone, name."""

    async def read(tools: Tools) -> list[Shop]:
        async with read_session(tools.sessions) as session:
            return list(await shops.list_shops(session, OWNER))

    for found in run(data, read):
        cells = (found.key, found.currency, found.country or "-", found.timezone, found.name)
        typer.echo("\t".join(cells))
