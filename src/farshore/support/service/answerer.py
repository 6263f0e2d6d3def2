"""The engine of answers in this process: one thread of its own, loaded in the background."""

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.public import ListedProduct, ShopIndex, ensure_index, find_index, find_policies
from farshore.language.packs import load_pack
from farshore.platform import shops
from farshore.platform.tools import Tools
from farshore.support.answering.engine import Engine
from farshore.support.answering.reading import Reader, Retriever
from farshore.support.answering.records import Answer, Question, Shop
from farshore.support.answering.situation import Encoders, Situation
from farshore.support.ports import EncoderEngine

MAIN, OTHER = "embed.use", "embed.e5"
MOST_OPEN = 50
WARM_LANGUAGES = ("en", "zh-Hans", "es", "de", "fr", "ja", "ar", "ru", "pt-BR", "ko")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ShopView:
    """A shop as it was at one snapshot, for answering."""

    id: UUID
    shop: Shop
    policies_number: int


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer, and the products that it speaks of as they were read."""

    answer: Answer
    products: tuple[ListedProduct, ...]
    took_ms: float
    texts: tuple[tuple[str, str, str], ...]
    """(handle, source name, text) of the texts that the evidence points into."""


async def read_shop(session: AsyncSession, row: shops.Shop, *, has_channel: bool) -> ShopView:
    """The shop with its policies."""
    found = await find_policies(session, row.id, row.currency)
    policies, number = found if found is not None else (None, 0)
    named = row.name if row.name != row.key else (policies.name if policies is not None else "") or row.name
    shop = Shop(row.key, named, row.currency, row.country, row.timezone, policies, has_channel)
    return ShopView(row.id, shop, number)


class Answerer:
    """Answers questions one after the other, off the event loop."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self._engine: Engine | None = None
        self._open: dict[UUID, tuple[Path, ShopIndex]] = {}
        self._building: dict[UUID, asyncio.Task[Path]] = {}

    @property
    def is_warm(self) -> bool:
        """Whether the encoders are loaded."""
        return self._engine is not None

    async def warm(self) -> None:
        """Load the encoders and the packs of the commonest languages."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._pool, self._load)
        for lang in WARM_LANGUAGES:
            await loop.run_in_executor(self._pool, load_pack, lang)

    async def answer(self, view: ShopView, question: Question, *, at: datetime, ages_out: bool = True) -> Composed:
        """Answer a question about a shop; its index is built when there is none."""
        path = find_index(self._tools.settings.data, view.id) or await self.ensure(view.id)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, self._answer, path, view, question, at, ages_out)
        except FileNotFoundError:  # a newer index took its place in this very moment
            path = find_index(self._tools.settings.data, view.id) or await self.ensure(view.id)
            return await loop.run_in_executor(self._pool, self._answer, path, view, question, at, ages_out)

    async def ensure(self, shop_id: UUID, *, fresh: bool = False) -> Path:
        """The shop's index, built here when there is none (or it is not fresh); once for all who wait."""
        task = self._building.get(shop_id)
        if task is None:
            made = ensure_index(self._tools, shop_id, maker=lambda: self._tools.engine(MAIN), fresh=fresh)
            task = self._building[shop_id] = asyncio.create_task(made)
            task.add_done_callback(lambda _: self._building.pop(shop_id, None))
        return await asyncio.shield(task)

    def close(self) -> None:
        """Let the thread end after its present work."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    # -- in the thread

    def _load(self) -> Engine:
        if self._engine is None:
            began = time.perf_counter()
            main: EncoderEngine = self._tools.engine(MAIN)
            other: EncoderEngine = self._tools.engine(OTHER) if OTHER in self._tools.makers else main
            readers = [Reader(e.encoder.capabilities.name, e.encoder.encode) for e in (main, other)]
            retriever = Retriever(other.encoder.encode, other.encoder.encode_passages)
            languages = main.encoder.capabilities.languages
            self._engine = Engine(Encoders(readers[0], languages, readers[1], retriever))
            self._engine_encode_once(readers)
            log.info("answers_warm", seconds=round(time.perf_counter() - began, 2))
        return self._engine

    @staticmethod
    def _engine_encode_once(readers: list[Reader]) -> None:
        for reader in readers:
            reader.encode(["hello"])

    def _answer(self, path: Path, view: ShopView, question: Question, at: datetime, ages_out: bool) -> Composed:  # noqa: FBT001 - called by an executor
        engine, index = self._load(), self._index(view.id, path)
        began = time.perf_counter()
        answer = engine.answer(Situation(question, view.shop, index, at, ages_out))
        took_ms = round((time.perf_counter() - began) * 1000, 1)
        linked = [index.load(number) for number in _linked(answer)]
        products = tuple({p.id: p for p in linked if p.id in answer.products}.values())
        quoted = [index.load(n) for e in answer.evidence if e.product for n in index.by_key(e.product)[:1]]
        return Composed(answer, products, took_ms, tuple(_texts(answer, [*linked, *quoted])))

    def _index(self, shop_id: UUID, path: Path) -> ShopIndex:
        known = self._open.get(shop_id)
        if known is None or known[0] != path:
            if len(self._open) >= MOST_OPEN:
                self._open.clear()
            known = self._open[shop_id] = (path, ShopIndex(path))
        return known[1]


def _linked(answer: Answer) -> list[int]:
    """Numbers in the index of the products that clauses were linked to, as the trace has them."""
    found: list[int] = []
    for step in answer.steps:
        links = step.found.get("links")
        for _how, _score, numbers in cast("list[tuple[str, float, Sequence[int]]]", links or []):
            found += numbers
    return list(dict.fromkeys(found))


def _texts(answer: Answer, products: Iterable[ListedProduct]) -> Iterator[tuple[str, str, str]]:
    """The texts that the evidence's places are in; several may go by one name, one for each variant."""
    known = {key: product for product in products for key in _names(product)}
    for evidence in answer.evidence:
        product = known.get(evidence.product or "")
        if product is None or evidence.start is None:
            continue
        for source, text in product.drawn.texts:
            if source == evidence.source and text[evidence.start : evidence.end] == evidence.quote:
                yield evidence.product or "", source, text


def _names(product: ListedProduct) -> list[str]:
    return [product.record.handle, *(v.sku for v in product.record.variants if v.sku)]
