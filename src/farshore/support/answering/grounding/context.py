"""What grounding knows while it looks for evidence of one clause."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from farshore.catalog.public import Fact, ListedProduct, Span, VariantRecord
from farshore.support.answering.records import Clause, Evidence, Shop
from farshore.support.answering.variants import VariantLink


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or an untyped fact of a product, to be found by meaning."""

    text: str
    lang: str
    span: Span
    fact: Fact | None = None


Scored = tuple[Sequence[Passage], NDArray[np.float32]]
"""Passages and how well each answers the clause, 0..1."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One clause with all that surrounds it."""

    shop: Shop
    lang: str
    at: datetime
    clause: Clause
    message: str
    """The whole message, for cues that stand in another clause ("how many")."""
    country: str | None
    """Country said in the clause, else known from context; None when unknown."""
    is_country_said: bool
    passages: Callable[[ListedProduct], Scored] | None = None
    policy_texts: Callable[[Sequence[str], str], NDArray[np.float32]] | None = None
    """How well each of some policy texts answers a text, 0..1."""
    ages_out: bool = True
    """Whether price and stock grow old (`ask` sets False)."""


@dataclass(frozen=True, slots=True)
class Target:
    """The product that a clause is about, and the variants that it names."""

    product: ListedProduct
    variants: VariantLink

    @property
    def handle(self) -> str:
        """What evidence names the product by."""
        return self.product.record.handle or self.product.record.external_id

    def chosen(self) -> tuple[VariantRecord, ...]:
        """Variants that the clause leaves possible."""
        return self.variants.variants or self.product.record.variants


def fact_evidence(target: Target, fact: Fact, value: str) -> Evidence:
    """Evidence of a drawn fact."""
    return Evidence(
        target.handle, "fact", fact.attribute or fact.label, value, fact.span.quote,
        fact.span.source, fact.span.start, fact.span.end,
    )  # fmt: skip


def variant_name(variant: VariantRecord) -> str:
    """A variant said by its option values; its SKU when it has none."""
    return " / ".join(value for _, value in variant.options) or variant.sku or variant.external_id
