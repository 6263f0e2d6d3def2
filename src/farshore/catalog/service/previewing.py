"""What a file would do, before anything is kept: for the mapping step and `--dry-run`."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from farshore.catalog.importing.policies import PolicyReading
from farshore.catalog.importing.previews import ColumnPreview
from farshore.catalog.listing.records import Problem, ProductRecord
from farshore.catalog.service.applying import Counts, Origin, find_delta
from farshore.catalog.service.hands import Hands, hands
from farshore.catalog.service.imports import Options
from farshore.catalog.service.missing import missing_of
from farshore.catalog.service.passing import DrawnProduct, FileToRead, Outline
from farshore.catalog.service.reading import draw_some, look, outline
from farshore.catalog.service.shown import image_of, price_text, status_of, stock_of
from farshore.platform import clock
from farshore.platform.db import Json, Sessions, read_session
from farshore.platform.shops import Shop
from farshore.platform.tools import Tools

DRAWN_IN_PREVIEW = 500
SHOWN = 5
LISTED_MISSING = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """A file of products, understood and compared with what is kept."""

    preview: Json
    outline: Outline


async def look_at_products(sessions: Sessions, origin: Origin, file: FileToRead, hands: Hands) -> Looked:
    """Read a file of products and say what it would change.

    Facts are counted in the first 500 products; in larger files their number is estimated from these.

    Raises:
        BadInput: nothing can be read from it.
    """
    preview = await hands.do(look, file)
    try:
        plan = await hands.do(outline, file)
    except Exception:
        if not preview.problems:
            raise
        plan = Outline(preview.format, (), preview.problems)
    drawn = await hands.do(draw_some, file, range(min(len(plan.products), DRAWN_IN_PREVIEW)))
    counts = await compare(sessions, Origin(origin.shop_id, plan.source, None, origin.at), plan)
    facts = sum(len(one.drawn.facts) for one in drawn)
    if len(plan.products) > len(drawn):
        facts = round(facts * len(plan.products) / len(drawn))
    shape: Json = {
        "format": f"{preview.format} {preview.table_format}",
        "encoding": preview.encoding or "",
        "delimiter": preview.delimiter,
        "header_row": preview.header_row,
        "columns": [_column(c) for c in preview.columns],
        "counts": {
            "products": preview.product_count,
            "variants": preview.variant_count,
            "facts": facts,
            **asdict(counts),
        },
        "products": [_summary(one.record, len(one.drawn.facts)) for one in drawn[:SHOWN]],
        "problems": problems_to_json(preview.problems),
        "missing_facts": missing_facts(drawn),
    }
    return Looked(shape, plan)


async def compare(sessions: Sessions, origin: Origin, plan: Outline) -> Counts:
    """What is new, changed and unchanged."""
    async with read_session(sessions) as session:
        delta = await find_delta(session, origin, plan.products)
    changed = len(delta.changed) - delta.fresh
    return Counts(delta.counts.new + delta.fresh, delta.counts.changed + changed, delta.counts.unchanged)


def _column(column: ColumnPreview) -> Json:
    is_unknown = column.taken_for == "unknown"
    return {
        "header": column.header,
        "taken_for": None if is_unknown else column.taken_for,
        "visibility": column.visibility,
        "samples": list(column.samples),
    }


def _summary(record: ProductRecord, facts: int) -> Json:
    return {
        "id": None,
        "handle": record.handle,
        "title": record.title,
        "status": status_of(record.status),
        "image_url": image_of(record),
        "price_text": price_text(record.variants),
        "variants": len(record.variants),
        "facts": facts,
        "stock": stock_of(record),
        "updated_at": None,
    }


def problems_to_json(problems: Iterable[Problem]) -> list[Json]:
    """Problems as the wire has them."""
    return [
        {
            "row": p.row,
            "column": p.column,
            "value": p.value,
            "message": p.message,
            "what_to_do": p.what_to_do,
            "severity": p.severity,
        }
        for p in problems
    ]


def missing_facts(drawn: Sequence[DrawnProduct]) -> list[Json]:
    """What shoppers ask of nearly all goods and these products do not say, the barest first."""
    bare: list[tuple[str, list[str]]] = []
    for one in drawn:
        if one.record.status == "active":
            missing = missing_of(f.attribute for f in one.drawn.facts)
            bare += [(one.record.handle, missing)] if missing else []
    ranked = sorted(bare, key=lambda item: -len(item[1]))[:LISTED_MISSING]
    return [{"product": handle, "attributes": missing} for handle, missing in ranked]


def policies_preview(reading: PolicyReading, *, is_same: bool, is_first: bool) -> Json:
    """What a policies file was taken for, in the same shape."""
    counts = {"new": int(is_first), "changed": int(not is_first and not is_same), "unchanged": int(is_same)}
    return {
        "format": "policies json",
        "encoding": "",
        "delimiter": None,
        "header_row": None,
        "columns": [],
        "counts": {"products": 0, "variants": 0, "facts": 0, **counts},
        "products": [],
        "problems": problems_to_json(reading.problems),
        "missing_facts": [],
    }


async def look_at_file(tools: Tools, shop: Shop, path: Path, options: Options) -> Looked:
    """What a file of products would do; nothing is kept.

    Raises:
        BadInput: nothing can be read from it.
    """
    opened = tuple(options.opened)
    file = FileToRead(str(path), path.name, shop.currency, shop.timezone, tuple(options.header_map.items()), opened)
    async with hands(tools, in_thread=True) as given:
        return await look_at_products(tools.sessions, Origin(shop.id, "", None, clock.now()), file, given)
