"""What is given with a question: the shop, its index, the moment, the encoders, the open page."""

from dataclasses import dataclass
from datetime import datetime

from farshore.catalog.public import ShopIndex
from farshore.language.text import fold
from farshore.support.answering.reading import (
    Reader,
    Retriever,
)
from farshore.support.answering.records import Question, Shop


@dataclass(frozen=True, slots=True)
class Encoders:
    """Which encoder reads which language."""

    main: Reader
    main_languages: frozenset[str]
    other: Reader
    retriever: Retriever
    """Finds the sentence that answers a question, in any language."""

    def of(self, lang: str, text: str) -> Reader:
        """The reader of a language; romanised Hindi and what the main one lacks go to the other."""
        if lang in self.main_languages and not (lang == "hi" and text.isascii()):
            return self.main
        return self.other


@dataclass(slots=True)
class Situation:
    """Everything that is given with a question."""

    question: Question
    shop: Shop
    index: ShopIndex
    at: datetime
    ages_out: bool = True


def page_of(situation: Situation) -> tuple[int | None, str | None]:
    """Number of the product on the open page, and the SKU when the page is of one variant."""
    page = situation.question.page
    if not page:
        return None, None
    numbers = situation.index.by_key(page)
    if not numbers:
        tail = page.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
        numbers = situation.index.by_key(tail)
        page = tail
    if not numbers:
        return None, None
    record = situation.index.load(numbers[0]).record
    is_sku = any(fold(v.sku or v.external_id) == fold(page) for v in record.variants) and fold(page) != fold(
        record.handle
    )
    return numbers[0], page if is_sku else None
