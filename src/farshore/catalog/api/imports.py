"""Files of the seller's: uploaded and previewed, applied, taken back."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from farshore.catalog.api.cursors import Cursor, from_cursor, to_cursor
from farshore.catalog.errors import CursorInvalid, ImportNotFound, ImportOptionsInvalid, ImportStateWrong
from farshore.catalog.schemas import ImportOut, ImportsOut, Kind
from farshore.catalog.service import imports
from farshore.catalog.service.imports import NewFile
from farshore.catalog.service.showing import show_import
from farshore.platform.access import LoginRequired
from farshore.platform.auth import CrossSite, Owner
from farshore.platform.db import ReadSession, WriteSession, read_session, unit_of_work
from farshore.platform.files import CHUNK, UploadTooLarge
from farshore.platform.problem import responses
from farshore.platform.shops import ShopNotFound, access_shop
from farshore.platform.tools import AppTools

router = APIRouter(prefix="/api/v1/shops/{shop_key}/imports", tags=["imports"])
Options = Annotated[str, Form(description="JSON: {map: {header: field}, open: [header], snapshot: bool}")]


@router.get("", responses=responses(LoginRequired, ShopNotFound, CursorInvalid))
async def list_imports(session: ReadSession, who: Owner, shop_key: str, cursor: Cursor = None) -> ImportsOut:
    """Imports, newest first."""
    shop = await access_shop(session, who, shop_key)
    rows, last = await imports.list_page(session, shop.id, from_cursor(cursor))
    failures = await imports.given_up(session, rows)
    return ImportsOut(items=[show_import(row, failures.get(row.id)) for row in rows], next_cursor=to_cursor(last))


@router.post(
    "",
    status_code=202,
    responses=responses(LoginRequired, CrossSite, ShopNotFound, ImportOptionsInvalid, UploadTooLarge),
)
async def add_import(
    tools: AppTools,
    who: Owner,
    shop_key: str,
    file: Annotated[UploadFile, File(description="The seller's file.")],
    kind: Annotated[Kind, Form()],
    options: Options = "{}",
) -> ImportOut:
    """Upload a file; it is kept and previewed, nothing of it is applied yet."""
    chosen = imports.read_options(options)
    async with read_session(tools.sessions) as session:
        await access_shop(session, who, shop_key)
    key = await tools.files.keep(_chunks(file))
    async with unit_of_work(tools.sessions) as session:
        shop = await access_shop(session, who, shop_key)
        name = (file.filename or kind).replace("\x00", "")
        return show_import(await imports.begin(session, shop, NewFile(kind, name, key, chosen)))


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(CHUNK):
        yield chunk


@router.get("/{import_id}", responses=responses(LoginRequired, ShopNotFound, ImportNotFound))
async def get_import(session: ReadSession, who: Owner, shop_key: str, import_id: UUID) -> ImportOut:
    """One import with its preview."""
    shop = await access_shop(session, who, shop_key)
    row = await imports.get(session, shop.id, import_id)
    failures = await imports.given_up(session, [row])
    return show_import(row, failures.get(row.id))


@router.post(
    "/{import_id}/apply",
    status_code=202,
    responses=responses(LoginRequired, CrossSite, ShopNotFound, ImportNotFound, ImportStateWrong),
)
async def apply_import(session: WriteSession, who: Owner, shop_key: str, import_id: UUID) -> ImportOut:
    """Write what the preview shows."""
    shop = await access_shop(session, who, shop_key)
    return show_import(await imports.apply(session, shop.id, import_id))


@router.post(
    "/{import_id}/undo",
    status_code=202,
    responses=responses(LoginRequired, CrossSite, ShopNotFound, ImportNotFound, ImportStateWrong),
)
async def undo_import(session: WriteSession, who: Owner, shop_key: str, import_id: UUID) -> ImportOut:
    """Restore the state before; what a later import changed stays and is named among the problems."""
    shop = await access_shop(session, who, shop_key)
    return show_import(await imports.undo(session, shop.id, import_id))
