"""`farshore ask`: one question, or a file of questions."""

import errno
import json
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO, cast

import typer

from farshore.app.archive import TargetUnusable
from farshore.app.cli.options import Data, ShopKey
from farshore.app.cli.start import run
from farshore.platform import clock
from farshore.platform.access import OWNER
from farshore.platform.db import read_session
from farshore.platform.shops import Shop, access_shop
from farshore.platform.tools import Tools
from farshore.support.public import Answerer, Asked, answer_line, ask, to_question

FIRST_YEAR, LAST_YEAR = 1970, 9000
UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENXIO}

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class _Given:
    """What the command line said."""

    questions: Path
    out: Path
    at: datetime


@app.command(name="ask")
def ask_command(
    shop: ShopKey,
    text: Annotated[str | None, typer.Argument(help="One question; the answer is printed.")] = None,
    questions: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="JSON lines with id, text, context."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the answers go, as JSON lines.")] = None,
    at: Annotated[str | None, typer.Option(help="Moment of the question, ISO 8601; now when not given.")] = None,
    page: Annotated[str | None, typer.Option(help="Handle, SKU or id of the open product page.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 code of the shopper's country.", metavar="CC")] = None,
    data: Data = None,
) -> None:
    """Answer a question, or a file of them, from the shop's own data; works without a server and a network."""
    moment = _moment(at)
    if questions is None and text is None:
        raise typer.BadParameter("say a question, or --questions FILE with --out FILE")  # noqa: EM101
    if questions is None:
        context = {"page": page, "country": country}
        asked = run(data, lambda tools: _ask_one(tools, shop, (text or "", context), moment))
        _tell(asked)
        return
    if text is not None:
        raise typer.BadParameter("either a question or --questions FILE, not both")  # noqa: EM101
    if out is None:
        raise typer.BadParameter("--questions needs --out FILE for the answers", param_hint="--out")  # noqa: EM101
    _check_out(questions, out)
    given = _Given(questions, out, moment)
    done, bad = run(data, lambda tools: _ask_all(tools, shop, given))
    sys.stderr.write(f"{done} answered, {bad} bad lines.\n")


def _check_out(questions: Path, out: Path) -> None:
    """Answers must not be written over their questions, and need a folder."""
    if out.is_dir() or not out.parent.is_dir():
        raise typer.BadParameter(f"{out} is a folder, or in none", param_hint="--out")  # noqa: EM102
    if out.exists() and out.samefile(questions):
        raise typer.BadParameter("the answers would be written over the questions", param_hint="--out")  # noqa: EM101


def _moment(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(f"{text} is no ISO 8601 moment", param_hint="--at") from error  # noqa: EM102
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise typer.BadParameter(f"{text} is no moment that a shop is asked at", param_hint="--at")  # noqa: EM102
    return moment


async def _begin(tools: Tools, shop_key: str) -> tuple[Answerer, Shop]:
    """An answerer on the shop's present catalogue."""
    async with read_session(tools.sessions) as session:
        shop = await access_shop(session, OWNER, shop_key)
    answerer = Answerer(tools)
    await answerer.ensure(shop.id, fresh=True)
    return answerer, shop


async def _ask_one(tools: Tools, shop_key: str, said: tuple[str, dict[str, Any]], at: datetime) -> Asked:
    answerer, shop = await _begin(tools, shop_key)
    with clock.held_at(at):
        return await ask(answerer, tools.sessions, shop, to_question(*said), at)


async def _ask_all(tools: Tools, shop_key: str, given: _Given) -> tuple[int, int]:
    """Answer each line in the file's order; how many were answered and how many are bad."""
    answerer, shop = await _begin(tools, shop_key)
    done = bad = 0
    with (
        _writing(given.out),
        given.questions.open("rb") as lines,
        given.out.open("w", encoding="utf-8") as out,
        clock.held_at(given.at),
    ):
        for number, line in _questions(lines):
            if isinstance(line, str):
                bad += 1
                sys.stderr.write(f"line {number}: {line}\n")
                continue
            question = to_question(line["text"], line.get("context") or {})
            asked = await ask(answerer, tools.sessions, shop, question, given.at)
            _write(out, answer_line(line.get("id"), asked.composed.answer, asked.composed.took_ms))
            done += 1
    return done, bad


@contextmanager
def _writing(out: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        raise TargetUnusable(file=str(out), why=error.strerror or "") from error


def _questions(lines: Any) -> Iterator[tuple[int, dict[str, Any] | str]]:  # noqa: ANN401 - an open file
    """Each line's number with its question, or with what is wrong with it."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw.decode("utf-8-sig"), parse_constant=str)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}"
            continue
        fault = _fault(line)
        yield number, fault or line


def _fault(line: Any) -> str | None:  # noqa: ANN401 - JSON
    """What is wrong with a question, if anything."""
    if not isinstance(line, dict):
        return "not an object"
    given = cast("dict[str, Any]", line)
    if not isinstance(given.get("text"), str):
        return "text is missing or no text"
    context: object = given.get("context") or {}
    if not isinstance(context, dict):
        return "context is no object"
    for name in ("page", "country"):
        if not isinstance(cast("dict[str, Any]", context).get(name), str | None):
            return f"context.{name} is no text"
    prior: object = cast("dict[str, Any]", context).get("prior") or []
    if not isinstance(prior, list) or not all(map(_is_turn, cast("Iterable[object]", prior))):
        return "context.prior is no list of {role, text}"
    return None


def _is_turn(turn: Any) -> bool:  # noqa: ANN401 - JSON
    if not isinstance(turn, dict):
        return False
    given = cast("dict[str, Any]", turn)
    return isinstance(given.get("role"), str) and isinstance(given.get("text"), str)


def _write(out: TextIO, line: dict[str, Any]) -> None:
    text = json.dumps(line, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # an id with half a surrogate pair goes back as it came
        text = json.dumps(line)
    out.write(text + "\n")


def _tell(asked: Asked) -> None:
    answer = asked.composed.answer
    typer.echo(answer.text)
    for evidence in answer.evidence:
        typer.secho(f"  {evidence.product or 'policies'} · {evidence.field}: {evidence.quote}", dim=True)
    if answer.handoff:
        typer.secho(f"  → a person ({answer.reason})", dim=True)
