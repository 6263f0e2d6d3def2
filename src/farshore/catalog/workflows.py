"""Imports as durable jobs: previewed, applied in batches, undone; each step safe to run twice.

Nothing is read, drawn or encoded while a transaction is open. What a batch has written it finds unchanged when it is
run again after a kill -9, because products are compared by the hash of their record.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from uuid import UUID

from farshore.catalog.models import Import
from farshore.catalog.repository import reading, writing
from farshore.catalog.service import imports, indexing, policies, undoing
from farshore.catalog.service.applying import Counts, Origin, find_delta, write_products
from farshore.catalog.service.archiving import archive_some, find_absent
from farshore.catalog.service.hands import Hands, hands
from farshore.catalog.service.imports import NewFile, Options
from farshore.catalog.service.passing import FileToRead, Outline
from farshore.catalog.service.previewing import look_at_products, policies_preview, problems_to_json
from farshore.catalog.service.reading import draw_some, forget, outline, read_policies_file
from farshore.catalog.settings import CatalogSettings
from farshore.platform import clock
from farshore.platform.db import Json, read_session, unit_of_work
from farshore.platform.errors import AppError
from farshore.platform.jobs import Job, Kinds
from farshore.platform.shops import Shop, ShopNotFound, find_shop_by_id

ENCODER = "embed.use"


@dataclass
class _Work:
    """An import that a job works on."""

    job: Job
    row: Import
    shop: Shop
    hands: Hands
    plan: Outline | None = None

    @property
    def file(self) -> FileToRead:
        """The kept file with its choices."""
        return imports.file_of(self.row, self.shop, self.job.tools.files)

    def origin(self, source: str = "") -> Origin:
        """By what and when this import writes."""
        return Origin(self.shop.id, source, self.row.id, clock.now())

    async def outline(self) -> Outline:
        """The file, read once in each process that works on it."""
        if self.plan is None:
            self.plan = await self.hands.do(outline, self.file)
        return self.plan


def register(kinds: Kinds) -> None:
    """Make the catalogue's jobs known."""
    kinds.add(imports.PREVIEW, preview, queue="quick")
    kinds.add(imports.APPLY, apply)
    kinds.add(imports.UNDO, undo)


async def preview(job: Job) -> Json | None:
    """Say what an uploaded file would do."""
    async with _working(job, back_to="failed") as work:
        await job.step("preview", _preview, work)
    return None


async def apply(job: Job) -> Json | None:
    """Write what a file says, batch by batch, then rebuild the index.

    Args of the job: `import_id` of a previewed import; or, for a command, `file_kind`, `file_name`, `file_key` and
    `options` of a file that is applied at once, under the job's own id.
    """
    async with _working(job, back_to="failed") as work:
        if work.row.kind == "policies":
            counts = await job.step("policies", _apply_policies, work)
        else:
            counts = await _apply_products(work)
        await job.step("close", _close, work, counts)
    return counts


async def undo(job: Job) -> Json | None:
    """Take an import back."""
    async with _working(job, back_to="applied") as work:
        if work.row.kind == "policies":
            await job.step("policies", _undo_policies, work)
        else:
            await _undo_products(work)
        await job.step("close", _close_undone, work)
    return None


@asynccontextmanager
async def _working(job: Job, *, back_to: str) -> AsyncGenerator[_Work]:
    """The import with its shop, and hands; an expected failure is kept with the import."""
    row, shop = await _open(job)
    try:
        async with hands(job.tools) as given:
            yield _Work(job, row, shop, given)
            if not given.is_process:
                forget()
    except AppError as error:
        async with unit_of_work(job.sessions) as session:
            kept = await imports.get(session, shop.id, row.id)
            kept.state = back_to
            kept.error = {"code": error.code, "text": str(error)}
        raise


async def _open(job: Job) -> tuple[Import, Shop]:
    """The import that the arguments name; one that a command asks for is noted first."""
    async with unit_of_work(job.sessions) as session:
        shop = await find_shop_by_id(session, job.shop_id) if job.shop_id else None
        if shop is None:
            raise ShopNotFound(key=str(job.shop_id))
        import_id = UUID(job.args["import_id"]) if "import_id" in job.args else job.id
        row = await reading.find_import(session, shop.id, import_id)
        if row is None and "file_key" in job.args:
            given = NewFile(
                job.args["file_kind"],
                job.args["file_name"],
                job.args["file_key"],
                Options.model_validate(job.args["options"]),
            )
            row = imports.to_import(shop.id, given, state="applying", import_id=import_id)
            row.job_id = job.id
            session.add(row)
            await session.flush()
        return row or await imports.get(session, shop.id, import_id), shop


# -- preview


async def _preview(work: _Work) -> None:
    if work.row.kind == "policies":
        raw, read = await work.hands.do(read_policies_file, work.file)
        async with read_session(work.job.sessions) as session:
            current = await policies.find_policies(session, work.shop.id)
        is_same = current is not None and current.hash == policies.hash_of(raw)
        shape, total = policies_preview(read, is_same=is_same, is_first=current is None), 1
    else:
        looked = await look_at_products(work.job.sessions, work.origin(), work.file, work.hands)
        shape, total = looked.preview, len(looked.outline.products)
    async with unit_of_work(work.job.sessions) as session:
        row = await imports.get(session, work.shop.id, work.row.id)
        row.preview, row.state, row.total_count, row.done_count = shape, "previewed", total, total


# -- apply


async def _apply_policies(work: _Work) -> Json:
    raw, read = await work.hands.do(read_policies_file, work.file)
    async with unit_of_work(work.job.sessions) as session:
        before = await policies.find_policies(session, work.shop.id)
        is_new = await policies.write_policies(session, work.origin(), raw, read.policies)
        row = await imports.get(session, work.shop.id, work.row.id)
        row.preview = row.preview or policies_preview(read, is_same=not is_new, is_first=before is None)
    return asdict(
        Counts(new=int(before is None), changed=int(is_new and before is not None), unchanged=int(not is_new))
    )


async def _apply_products(work: _Work) -> Json:
    """Batches, then what is absent from a snapshot, then the index if anything changed."""
    job, size = work.job, work.job.tools.settings.section(CatalogSettings).batch
    total: int = await job.step("outline", _count, work)
    counts = Counts()
    await job.progress(0, total)
    for start in range(0, total, size):
        done = Counts(**await job.step(f"batch-{start}", _write_batch, work, start, size))
        counts = Counts(counts.new + done.new, counts.changed + done.changed, counts.unchanged + done.unchanged)
        await job.progress(min(start + size, total), total)
    if Options.model_validate(work.row.options).snapshot and total:
        counts.changed += await job.step("archive", _archive_absent, work)
    await job.step("index", _build_index, work)
    return asdict(counts)


async def _count(work: _Work) -> int:
    plan = await work.outline()
    async with unit_of_work(work.job.sessions) as session:
        row = await imports.get(session, work.shop.id, work.row.id)
        row.total_count, row.done_count = len(plan.products), 0
        if row.preview is None:
            row.preview = {"problems": problems_to_json(plan.problems)}
    return len(plan.products)


async def _write_batch(work: _Work, start: int, size: int) -> Json:
    """Compare, draw what differs, write it: two short transactions with the work between them."""
    plan = await work.outline()
    origin = work.origin(plan.source)
    async with read_session(work.job.sessions) as session:
        delta = await find_delta(session, origin, plan.products[start : start + size])
    drawn = await work.hands.do(draw_some, work.file, [start + n for n in delta.changed]) if delta.changed else []
    written = Counts()
    async with unit_of_work(work.job.sessions) as session:
        if drawn:
            written = await write_products(session, origin, drawn)
        if delta.again:
            await writing.see_again(session, work.shop.id, delta.again, origin.at)
            await writing.raise_revision(session, work.shop.id, origin.at)
        row = await imports.get(session, work.shop.id, work.row.id)
        row.done_count = min(start + size, len(plan.products))
    counts = delta.counts
    return asdict(Counts(counts.new + written.new, counts.changed + written.changed, counts.unchanged))


async def _archive_absent(work: _Work) -> int:
    """A snapshot holds everything: what it lacks is archived, some at a time."""
    plan = await work.outline()
    origin = work.origin(plan.source)
    async with read_session(work.job.sessions) as session:
        absent = await find_absent(session, origin, [key for key, _ in plan.products])
    size = work.job.tools.settings.section(CatalogSettings).batch
    for start in range(0, len(absent), size):
        async with unit_of_work(work.job.sessions) as session:
            await archive_some(session, origin, absent[start : start + size])
    return len(absent)


async def _build_index(work: _Work) -> None:
    tools = work.job.tools
    if await indexing.is_fresh(tools.sessions, tools.settings.data, work.shop.id):
        return
    await indexing.build(tools, work.shop.id, work.hands, tools.makers.get(ENCODER))


async def _close(work: _Work, counts: Json) -> None:
    async with unit_of_work(work.job.sessions) as session:
        row = await imports.get(session, work.shop.id, work.row.id)
        row.state, row.applied_at, row.done_count = "applied", clock.now(), row.total_count
        row.preview = {**(row.preview or {}), "written": counts}


# -- undo


async def _undo_policies(work: _Work) -> None:
    async with unit_of_work(work.job.sessions) as session:
        await undoing.restore_policies(session, work.row, work.origin())


async def _undo_products(work: _Work) -> None:
    size = work.job.tools.settings.section(CatalogSettings).batch
    async with read_session(work.job.sessions) as session:
        ids = await writing.products_of_import(session, work.shop.id, work.row.id)
    for start in range(0, len(ids), size):
        async with unit_of_work(work.job.sessions) as session:
            origin = Origin(work.shop.id, "", None, clock.now())
            await undoing.restore_products(session, work.row, ids[start : start + size], origin)
        await work.job.progress(min(start + size, len(ids)), len(ids))
    await work.job.step("index", _build_index, work)


async def _close_undone(work: _Work) -> None:
    async with unit_of_work(work.job.sessions) as session:
        row = await imports.get(session, work.shop.id, work.row.id)
        left = await writing.versions_of_import(session, work.shop.id, work.row.id)
        shape = row.preview or {}
        row.preview = {**shape, "problems": [*shape.get("problems", []), *undoing.left_alone(left)]}
        row.state = "undone"
