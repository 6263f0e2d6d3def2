"""A shop's files, and the way to have them applied, for tests of the catalogue and of support."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from farshore.app import wiring
from farshore.catalog import models
from farshore.catalog.service import imports
from farshore.catalog.service.imports import Options
from farshore.platform import jobs
from farshore.platform.db import Base, Sessions, read_session, unit_of_work
from farshore.platform.ids import new_id
from farshore.platform.jobs import JobRow, Kinds
from farshore.platform.shops import Shop
from farshore.platform.tools import Tools

HEADER = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams"
HEADER += ",Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Cost per item,Status"
MUG = (
    'clay-mug,Stoneware Mug,"<p>Holds 350 ml, 9.5 cm tall. Dishwasher and microwave safe.</p>",Ostrava Clay,Mugs,'
    "kitchen,true,Glaze,Sand,MUG-S,410,12,18.00,,,6.66,active"
)
MUG_INK = "clay-mug,,,,,,,,Ink,MUG-I,410,0,18.00,,,6.66,"
THROW = (
    'wool-throw,Merino Throw,"<ul><li>Material: 100% merino wool</li><li>Size: 130 x 170 cm</li></ul>",Ostrava Clay,'
    "Throws,home,true,Colour,Moss,THR-M,900,4,95.00,120.00,,33.30,active"
)
SECRET = (
    'moon-lamp,Moonrise Prototype Lamp,"<p>Secret new lamp, 12 W.</p>",Ostrava Clay,Lamps,,false,Colour,White,LMP-W,'
    "700,3,77.00,,,12.34,draft"
)
POLICIES: dict[str, Any] = {
    "name": "Sample shop",
    "currency": "EUR",
    "shipping": {"lanes": [{"country": "DE", "min_days": 3, "max_days": 5, "cost": 6.9, "free_over": 80}]},
    "returns": {"by_country": {"DE": {"days": 30, "return_shipping": "free label"}}},
    "order_number_format": "SB-#####",
}


def csv(*rows: str) -> bytes:
    """A Shopify product file with these rows."""
    return "\n".join([HEADER, *rows, ""]).encode()


SHOP = csv(MUG, MUG_INK, THROW, SECRET)


@dataclass
class Shelf:
    """A shop whose files are applied in this process."""

    tools: Tools
    shop: Shop
    kinds: Kinds

    @property
    def sessions(self) -> Sessions:
        return self.tools.sessions

    async def bring(self, content: bytes, *, kind: str = "products", **options: Any) -> JobRow:
        """Apply a file as a command does; the job's end."""
        key = await self.tools.files.keep_bytes(content)
        shape = Options(**options).model_dump(by_alias=True)
        args = {"file_kind": kind, "file_name": f"{kind}.csv", "file_key": key, "options": shape}
        return await self.job(imports.APPLY, **args)

    async def bring_policies(self, policies: Mapping[str, Any] = POLICIES) -> JobRow:
        return await self.bring(json.dumps(policies).encode(), kind="policies")

    async def job(self, job_kind: str, **args: Any) -> JobRow:
        """Have a job done here."""
        async with unit_of_work(self.sessions) as session:
            job_id = await jobs.start(session, job_kind, new_id(), shop_id=self.shop.id, runner="here", **args)
        return await jobs.run_here(self.kinds, job_id, tools=self.tools)

    async def run_asked(self) -> list[JobRow]:
        """Do what routes have asked the worker for."""
        async with read_session(self.sessions) as session:
            query = select(JobRow.id).where(JobRow.state == "requested").order_by(JobRow.created_at)
            asked = list(await session.scalars(query))
        return [await jobs.run_here(self.kinds, job_id, tools=self.tools) for job_id in asked]

    async def rows(self, table: type[Base]) -> list[Any]:
        """All rows of a table of ours, as they are now."""
        async with read_session(self.sessions) as session:
            return list(await session.scalars(select(table)))

    async def product(self, handle: str) -> models.Product:
        (found,) = [p for p in await self.rows(models.Product) if p.handle == handle]
        product: models.Product = found
        return product

    async def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the catalogue except the list of imports."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        async with read_session(self.sessions) as session:
            for table in Base.metadata.sorted_tables:
                if table.name.startswith("catalog_") and table.name != "catalog_import":
                    rows = await session.execute(table.select())
                    found[table.name] = sorted(tuple(map(repr, row)) for row in rows)
        return found


def shelf_of(tools: Tools, shop: Shop) -> Shelf:
    return Shelf(tools, shop, wiring.make_kinds())
