"""`farshore import products` and `farshore import policies`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from farshore.app import wiring
from farshore.app.cli.options import Data, ShopKey
from farshore.app.cli.start import run
from farshore.app.cli.work import do_job
from farshore.catalog.service.imports import APPLY, Options, read_map
from farshore.catalog.service.looking import read_import_problems
from farshore.catalog.service.previewing import Looked, look_at_file
from farshore.platform.access import OWNER
from farshore.platform.db import read_session
from farshore.platform.jobs import JobRow
from farshore.platform.shops import access_shop
from farshore.platform.tools import Tools

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
SHOWN_PROBLEMS = 40
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE", help="The file.")]


@app.callback()
def take_in() -> None:
    """Take in products and policies from files."""


@app.command()
def products(
    file: File,
    shop: ShopKey,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would do, and keep nothing.")] = False,
    header_map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            exists=True,
            dir_okay=False,
            metavar="FILE",
            help='JSON {"header": "our field" | "private" | "attribute:NAME"}.',
        ),
    ] = None,
    opened: Annotated[
        list[str] | None, typer.Option("--open", metavar="COLUMN", help="A column to show to shoppers; repeatable.")
    ] = None,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="The file holds everything: what it lacks is archived.")
    ] = False,
    data: Data = None,
) -> None:
    """Take in products from a file: Shopify, WooCommerce, Google Merchant, any CSV or XLSX with a header."""
    chosen = read_map(header_map.read_bytes()) if header_map else {}
    options = Options.model_validate({"map": chosen, "open": opened or [], "snapshot": snapshot})
    if dry_run:
        _tell_preview(run(data, lambda tools: _look(tools, file, shop, options)))
        return
    _tell_end("products", *run(data, lambda tools: _apply(tools, file, shop, ("products", options))))


@app.command()
def policies(file: File, shop: ShopKey, data: Data = None) -> None:
    """Take in the shop's policies from a JSON file; what it says counts as confirmed."""
    options = Options()
    _tell_end("policies", *run(data, lambda tools: _apply(tools, file, shop, ("policies", options))))


async def _look(tools: Tools, file: Path, shop_key: str, options: Options) -> Looked:
    async with read_session(tools.sessions) as session:
        shop = await access_shop(session, OWNER, shop_key)
    return await look_at_file(tools, shop, file, options)


async def _apply(
    tools: Tools, file: Path, shop_key: str, what: tuple[str, Options]
) -> tuple[JobRow, list[dict[str, Any]]]:
    """Have the file applied, with a bar while it goes on; the job's end and the file's problems."""
    async with read_session(tools.sessions) as session:
        shop = await access_shop(session, OWNER, shop_key)
    key = await tools.files.keep_file(file)
    kind, options = what
    args = {"file_kind": kind, "file_name": file.name, "file_key": key, "options": options.model_dump(by_alias=True)}
    with _bar() as (progress, task):

        def say(row: JobRow) -> None:
            progress.update(task, completed=row.done_count, total=row.total_count)

        row = await do_job(tools, wiring.make_kinds(), APPLY, shop_id=shop.id, args=args, say=say)
    async with read_session(tools.sessions) as session:
        return row, await read_import_problems(session, shop.id, row.id)


class _bar:  # noqa: N801 - used like a function
    """A progress bar on the terminal; nothing elsewhere."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def __enter__(self) -> tuple[Progress, TaskID]:
        self._progress.start()
        return self._progress, self._progress.add_task("products", total=None)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def _tell_preview(looked: Looked) -> None:
    shape = looked.preview
    counts = shape["counts"]
    typer.echo(f"{shape['format']}, {shape['encoding'] or 'binary'}, headers in row {shape['header_row']}")
    for column in shape["columns"]:
        samples = " | ".join(s[:40] for s in column["samples"])
        typer.echo(f"  {column['visibility']:8}{column['header']} → {column['taken_for'] or '?'}: {samples}")
    typer.echo(
        f"{counts['products']} products, {counts['variants']} variants, {counts['facts']} facts: "
        f"{counts['new']} new, {counts['changed']} changed, {counts['unchanged']} unchanged. Nothing was kept."
    )
    for missing in shape["missing_facts"]:
        typer.echo(f"  {missing['product']} does not say: {', '.join(missing['attributes'])}")
    _tell_problems(shape["problems"])


def _tell_end(what: str, row: JobRow, problems: list[dict[str, Any]]) -> None:
    counts = row.result or {}
    said = ", ".join(f"{counts.get(name, 0)} {name}" for name in ("new", "changed", "unchanged"))
    typer.echo(f"{what}: {said}.")
    _tell_problems(problems)


def _tell_problems(problems: list[dict[str, Any]]) -> None:
    """On standard error: where, what, and what to do."""
    for problem in problems[:SHOWN_PROBLEMS]:
        place = [f"row {problem['row']}"] if problem["row"] else []
        place += [f"column {problem['column']}"] if problem["column"] else []
        place += [f"“{problem['value']}”"] if problem["value"] else []
        where = f"{', '.join(place)}: " if place else ""
        sys.stderr.write(f"{problem['severity']}: {where}{problem['message']} {problem['what_to_do']}\n")
    if len(problems) > SHOWN_PROBLEMS:
        sys.stderr.write(f"… and {len(problems) - SHOWN_PROBLEMS} more.\n")
