"""Imports as the console and the commands see them: begun, previewed, applied, undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.errors import ImportNotFound, ImportOptionsInvalid, ImportStateWrong
from farshore.catalog.models import Import
from farshore.catalog.repository import reading
from farshore.catalog.service.passing import FileToRead
from farshore.platform import jobs
from farshore.platform.db import Json
from farshore.platform.files import Files
from farshore.platform.ids import new_id
from farshore.platform.shops import Shop

PREVIEW, APPLY, UNDO = "catalog.preview", "catalog.apply", "catalog.undo"
PAGE = 50
Kind = Literal["products", "policies"]


class Options(BaseModel):
    """What the seller decided about a file."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    header_map: dict[str, str] = Field(default_factory=dict, alias="map")
    opened: list[str] = Field(default_factory=list, alias="open")
    snapshot: bool = False


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was uploaded, with its choices."""

    kind: Kind
    name: str
    key: str
    options: Options


def read_options(text: str) -> Options:
    """Choices from their JSON.

    Raises:
        ImportOptionsInvalid: no JSON, or not of our form.
    """
    try:
        return Options.model_validate_json(text or "{}")
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise ImportOptionsInvalid(why=f"{where} {fault['msg']}".strip()) from error


def read_map(text: str | bytes) -> dict[str, str]:
    """A header map from its JSON: `{"header": "our field"}`.

    Raises:
        ImportOptionsInvalid: no JSON object of texts.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportOptionsInvalid(why=f"--map FILE is not JSON: {error}") from error
    if not isinstance(given, dict) or not all(isinstance(v, str) for v in cast("dict[str, Any]", given).values()):
        raise ImportOptionsInvalid(why='--map FILE must be a JSON object such as {"header": "price"}')
    return cast("dict[str, str]", given)


async def begin(session: AsyncSession, shop: Shop, given: NewFile) -> Import:
    """Note an uploaded file and have it previewed."""
    row = to_import(shop.id, given, state="previewing", import_id=new_id())
    row.job_id = job_id = new_id()
    session.add(row)
    await session.flush()
    await jobs.start(session, PREVIEW, job_id, shop_id=shop.id, import_id=str(row.id))
    return row


def to_import(shop_id: UUID, given: NewFile, *, state: str, import_id: UUID) -> Import:
    """The row of a new import."""
    return Import(
        id=import_id,
        shop_id=shop_id,
        kind=given.kind,
        state=state,
        file_name=given.name[:300],
        file_key=given.key,
        options=given.options.model_dump(by_alias=True),
        done_count=0,
        total_count=0,
    )


async def apply(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Import:
    """Have a previewed import written.

    Raises:
        ImportNotFound: not in this shop.
        ImportStateWrong: it is not previewed (any more).
    """
    return await _go_on(session, shop_id, import_id, "previewed", APPLY)


async def undo(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Import:
    """Have an applied import taken back.

    Raises:
        ImportNotFound: not in this shop.
        ImportStateWrong: it is not applied.
    """
    return await _go_on(session, shop_id, import_id, "applied", UNDO)


async def _go_on(session: AsyncSession, shop_id: UUID, import_id: UUID, state: str, kind: str) -> Import:
    row = await get(session, shop_id, import_id)
    await session.refresh(row, with_for_update=True)
    if row.state != state:
        raise ImportStateWrong(state=row.state, wanted="applied" if kind == APPLY else "undone")
    job_id = new_id()
    row.state, row.job_id, row.done_count, row.error = "applying", job_id, 0, None
    await session.flush()
    await jobs.start(session, kind, job_id, shop_id=shop_id, import_id=str(row.id))
    return row


async def get(session: AsyncSession, shop_id: UUID, import_id: UUID) -> Import:
    """One import.

    Raises:
        ImportNotFound: not in this shop.
    """
    row = await reading.find_import(session, shop_id, import_id)
    if row is None:
        raise ImportNotFound(id=str(import_id))
    return row


async def list_page(session: AsyncSession, shop_id: UUID, before: UUID | None) -> tuple[Sequence[Import], UUID | None]:
    """A page of imports, newest first, and where the next begins."""
    rows = await reading.list_imports(session, shop_id, before=before, limit=PAGE)
    return rows, rows[-1].id if len(rows) == PAGE else None


async def given_up(session: AsyncSession, rows: Sequence[Import]) -> dict[UUID, Json]:
    """Why imports that seem to move do not: their job has failed (a killed command's, say)."""
    moving = {row.job_id: row.id for row in rows if row.state in {"previewing", "applying"} and row.job_id}
    found = await reading.find_jobs(session, list(moving)) if moving else {}
    return {
        moving[job.id]: {"code": job.error_code, "text": job.error_text}
        for job in found.values()
        if job.state == "failed"
    }


def file_of(row: Import, shop: Shop, files: Files) -> FileToRead:
    """The kept file of an import, with its choices.

    Raises:
        FileMissing: it is not kept any more.
    """
    options = Options.model_validate(row.options)
    return FileToRead(
        str(files.path(row.file_key)),
        row.file_name,
        shop.currency,
        shop.timezone,
        tuple(options.header_map.items()),
        tuple(options.opened),
    )
