"""The shop's index in the data folder: built from rows, opened by answers."""

import asyncio
import time
from pathlib import Path
from uuid import UUID

from farshore.catalog.index.building import FORMAT
from farshore.catalog.index.searching import ShopIndex
from farshore.catalog.listing.product import ListedProduct, to_json
from farshore.catalog.repository import reading
from farshore.catalog.service import listed
from farshore.catalog.service.building import Maker, build_from_lines
from farshore.catalog.service.hands import Hands
from farshore.catalog.settings import CatalogSettings
from farshore.platform.db import Sessions, read_session
from farshore.platform.tools import Tools

PAGE = 200


def index_folder(data: Path, shop_id: UUID) -> Path:
    """Where a shop's index is kept."""
    return data / "index" / shop_id.hex


def find_index(data: Path, shop_id: UUID) -> Path | None:
    """The newest whole index of a shop, of whatever revision."""
    folder = index_folder(data, shop_id)
    whole = [p for p in folder.glob(f"r*-{FORMAT}") if p.is_dir()] if folder.exists() else []
    return max(whole, key=lambda p: int(p.name[1:].partition("-")[0]), default=None)


def open_index(path: Path) -> ShopIndex:
    """An index for looking things up; blocking."""
    return ShopIndex(path)


async def is_fresh(sessions: Sessions, data: Path, shop_id: UUID) -> bool:
    """Whether the newest index is of the catalogue's present revision."""
    async with read_session(sessions) as session:
        revision = await reading.find_revision(session, shop_id)
    path = find_index(data, shop_id)
    return path is not None and path.name == f"r{revision}-{FORMAT}"


async def build(tools: Tools, shop_id: UUID, hands: Hands, maker: Maker | None) -> Path:
    """Build the index of the present revision, and let older ones go.

    Args:
        tools: of this process.
        shop_id: whose.
        hands: who computes; nothing is computed while a transaction is open.
        maker: makes the encoder of names; None leaves vectors out.
    """
    folder = index_folder(tools.settings.data, shop_id)
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / f".products-{time.monotonic_ns()}.jsonl"
    try:
        revision, count = await _write_lines(tools.sessions, shop_id, lines)
        most = tools.settings.section(CatalogSettings).names_with_vectors
        chosen = maker if count <= most else None
        return await hands.do(build_from_lines, folder, lines, f"r{revision}", chosen)
    finally:
        lines.unlink(missing_ok=True)


async def _write_lines(sessions: Sessions, shop_id: UUID, lines: Path) -> tuple[int, int]:
    """All products of one snapshot as lines; its revision and their number."""
    count, after = 0, None
    async with read_session(sessions) as session:
        revision = await reading.find_revision(session, shop_id)
        while True:
            page, after = await listed.list_page(session, shop_id, after=after, limit=PAGE)
            await asyncio.to_thread(_append, lines, page)
            session.expunge_all()
            count += len(page)
            if after is None:
                return revision, count


def _append(path: Path, products: list[ListedProduct]) -> None:
    with path.open("ab") as file:
        file.writelines(to_json(product) + b"\n" for product in products)
