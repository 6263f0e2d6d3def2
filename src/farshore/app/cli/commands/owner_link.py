"""`farshore owner-link`."""

import typer

from farshore.app.cli.options import Data
from farshore.app.cli.start import run
from farshore.platform import auth, locks
from farshore.platform.db import unit_of_work
from farshore.platform.tools import Tools

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def owner_link(data: Data = None) -> None:
    """Print a new link that opens the console once, within 24 hours."""

    async def make(tools: Tools) -> str:
        async with unit_of_work(tools.sessions) as session:
            token = await auth.make_owner_link(session)
        note = locks.holder(tools.settings.data / locks.SERVER) or {}
        local = f"http://{tools.settings.host}:{tools.settings.port}"
        return f"{tools.settings.url or note.get('url') or local}/owner#{token}"

    typer.echo(run(data, make))
