"""Shapes of the catalogue on the wire."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from farshore.platform.problem import Problem

Status = Literal["active", "draft", "archived"]
Kind = Literal["products", "policies"]
ImportState = Literal["previewing", "previewed", "applying", "applied", "failed", "undone"]


class ColumnOut(BaseModel):
    """A column of a file and what it was taken for."""

    header: str
    taken_for: str | None
    visibility: Literal["public", "private", "unknown"]
    samples: list[str]


class ImportCountsOut(BaseModel):
    """What a file holds and would change."""

    products: int
    variants: int
    facts: int = Field(description="In files of more than 500 products estimated from the first 500.")
    new: int
    changed: int
    unchanged: int


class ImportProblemOut(BaseModel):
    """Something in a file that the seller should know."""

    row: int | None
    column: str | None
    value: str | None
    message: str
    what_to_do: str
    severity: Literal["error", "warning"]


class MissingFactsOut(BaseModel):
    """What a product does not say and shoppers will ask."""

    product: str
    attributes: list[str]


class ProductSummaryOut(BaseModel):
    """A product in a list."""

    id: UUID | None
    """None in a preview."""
    handle: str
    title: str
    status: Status
    image_url: str | None
    price_text: str | None
    variants: int
    facts: int
    stock: int | None
    updated_at: datetime | None


class ImportPreviewOut(BaseModel):
    """What was understood of a file."""

    format: str
    encoding: str
    delimiter: str | None
    header_row: int | None
    columns: list[ColumnOut]
    counts: ImportCountsOut
    products: list[ProductSummaryOut]
    problems: list[ImportProblemOut]
    missing_facts: list[MissingFactsOut]


class ImportOut(BaseModel):
    """One file of the seller's."""

    id: UUID
    state: ImportState
    kind: Kind
    file_name: str
    done: int
    total: int
    preview: ImportPreviewOut | None
    error: Problem | None
    created_at: datetime


class ImportsOut(BaseModel):
    """A page of imports, newest first."""

    items: list[ImportOut]
    next_cursor: str | None


class ProductsOut(BaseModel):
    """A page of products."""

    items: list[ProductSummaryOut]
    next_cursor: str | None
    total: int


class OptionOut(BaseModel):
    """One option of a variant."""

    name: str
    value: str


class VariantOut(BaseModel):
    """What is bought."""

    id: UUID
    sku: str | None
    title: str
    options: list[OptionOut]
    price_text: str | None
    compare_at_text: str | None
    stock: int | None
    stock_as_of: datetime | None
    image_url: str | None


class TextSpanOut(BaseModel):
    """A place in a text; `start` and `end` count Unicode code points, `end` is exclusive."""

    text: str
    start: int
    end: int


class FactEvidenceOut(BaseModel):
    """The words that prove a fact."""

    source: TextSpanOut | None
    quote: str


class FactOut(BaseModel):
    """One statement about a product."""

    id: UUID
    attribute: str
    label: str
    value_text: str
    unit: str | None
    polarity: Literal["yes", "no"] | None
    lang: str
    provenance: str
    as_of: datetime
    variant_id: UUID | None
    evidence: FactEvidenceOut | None


class SizeChartOut(BaseModel):
    """A size chart; the first column is the size."""

    title: str
    unit: str | None
    columns: list[str]
    rows: list[list[str]]


class MediaOut(BaseModel):
    """A picture or film."""

    url: str
    alt: str | None
    kind: Literal["image", "video"]


class ProductTextOut(BaseModel):
    """A source text of a product: the same that evidence points into."""

    id: UUID
    kind: str
    lang: str
    text: str


class ProductOut(BaseModel):
    """A product with all that is known of it."""

    id: UUID
    handle: str
    title: str
    kind_word: str | None
    status: Status
    vendor: str | None
    url: str | None
    image_url: str | None
    price_text: str | None
    variants: list[VariantOut]
    facts: list[FactOut]
    size_charts: list[SizeChartOut]
    media: list[MediaOut]
    texts: list[ProductTextOut]
    never_say: list[str]
    missing_facts: list[str]
    updated_at: datetime


class PolicyItemOut(BaseModel):
    """One line of the policies."""

    field: str
    value_text: str
    confirmed: bool


class PolicySectionOut(BaseModel):
    """Lines about one topic."""

    topic: str
    title: str
    items: list[PolicyItemOut]


class PoliciesOut(BaseModel):
    """The policies as answers read them, and as they were given."""

    sections: list[PolicySectionOut]
    raw: dict[str, Any] | None
    updated_at: datetime | None
