"""Typed values of facts, and the facts and size charts drawn from a listing.

A value is stored as JSON (`to_json`) and read back whole (`from_json`). Spans are Unicode code points in the
normalised source text, end exclusive.
"""

from dataclasses import dataclass, field
from typing import Literal

UnitId = str
"""A unit's own name: mm cm m km in ft yd m2 g kg oz lb ml l fl_oz gal W V A Hz mAh Wh h min s day week month year
degC degF pct pcs lm K dB bar kPa MPa psi px MP GB MB TB Mbps N kcal kJ tog gsm denier
ct karat inch_screen deg rpm CFM."""

Axis = Literal["length", "width", "height", "depth", "diameter", "thickness", "circumference"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range, on an axis of the thing when the text names one."""

    low: float
    high: float | None = None
    """None: one number, `low`."""
    axis: Axis | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One or several quantities in one unit: 350 ml; 30 x 20 x 10 cm; 3-5 h; up to 120 kg."""

    quantities: tuple[Quantity, ...]
    unit: UnitId
    limit: Literal["max", "min"] | None = None
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """A property that holds or does not, perhaps under a condition quoted as written."""

    holds: bool
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the seller's language: "100 % merino wool"; `items` when it is a list."""

    text: str
    items: tuple[str, ...] = ()


Value = Measure | YesNo | Text


@dataclass(frozen=True, slots=True)
class Span:
    """Where a fact is written. `source` names the text: title, description, option, column:NAME, tag, highlight:2."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a product (or one variant of it), with the words that prove it."""

    attribute: str | None
    """Concept id of language/concepts/inventory.yaml; None when no concept fits and `label` names it."""
    label: str
    """The seller's own name for it ("Grammage", "面料"); empty when drawn from prose."""
    value: Value
    span: Span
    lang: str = "en"
    scope: str | None = None
    """What part of the thing it is about when not the whole ("lid", "strap", "lining"), as written."""
    variant_external_id: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class SizeChartCell:
    """A cell read as numbers; text when it is not a number ("one size")."""

    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SizeChartColumn:
    """A measured axis.

    `axis`: chest waist hips bust foot_length inseam height weight shoulder sleeve length neck head wrist
    ring_diameter ring_circumference finger thigh under_bust age other.
    """

    header: str
    axis: str
    unit: UnitId | None = None
    is_body: bool = True
    """True: of the wearer's body; False: of the garment laid flat; decides nearest or minimum."""


@dataclass(frozen=True, slots=True)
class SizeChart:
    """Sizes down, measures across, as in the seller's table."""

    columns: tuple[SizeChartColumn, ...]
    rows: tuple[tuple[str, tuple[SizeChartCell, ...]], ...]
    """(size label, one cell for each column)."""
    span: Span
    title: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the description that no extractor typed whole; evidence to be quoted."""

    text: str
    span: Span
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that was drawn from one product's texts."""

    facts: tuple[Fact, ...] = ()
    charts: tuple[SizeChart, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    texts: tuple[tuple[str, str], ...] = field(default=())
    """(source name, normalised plain text) that the spans point into."""
