"""What passes between the steps of answering: questions, clauses, claims with evidence, answers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from farshore.catalog.public import ShopPolicies, Value

Role = Literal["shopper", "assistant", "person"]
Reason = Literal[
    "complaint", "wants_person", "not_in_data", "low_confidence", "out_of_scope", "order_data_needed", "regulated",
    "abuse", "injection",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A message to answer, with what is known around it."""

    text: str
    page: str | None = None
    """Handle, SKU or item id of the product page that is open."""
    country: str | None = None
    """ISO 3166, as the channel knows it."""
    prior: tuple[Turn, ...] = ()
    locale: str | None = None
    """The page's or browser's language, a hint."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as answers read it."""

    key: str
    name: str
    currency: str
    country: str | None
    timezone: str
    policies: ShopPolicies | None
    has_channel: bool = True
    """Whether a person is really told of a hand-off; without it the text claims none."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer stands on: a field of the seller's data and the words that prove it."""

    product: str | None
    """Handle (or SKU); None for policies."""
    kind: Literal["fact", "policy", "price", "stock", "text"]
    field: str
    value: str
    quote: str
    source: str = ""
    """Name of the source text that `start` and `end` point into."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units."""

    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166."""

    code: str


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days."""

    low: int
    high: int | None = None
    kind: Literal["business", "calendar", "unsaid"] = "unsaid"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A number of things."""

    count: int


@dataclass(frozen=True, slots=True)
class ProductName:
    """A product, said by its title and, where it helps, a kind-word of the shopper's language."""

    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A concept's name, or the seller's own when no concept fits."""

    concept: str | None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The seller's words, to be rendered by the lexicon, else quoted."""

    text: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Said as it is: a code, a size name, an address, an order format."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A fact's typed value."""

    value: Value
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Several:
    """A list of slots, said as a list."""

    items: tuple["Slot", ...]
    is_choice: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of the pack as part of another."""

    key: str
    slots: tuple[tuple[str, "Slot"], ...] = ()


Slot = Money | Country | Days | Pieces | ProductName | Label | Words | Verbatim | Typed | Several | Said | date


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the answer says: a phrase, its slots, and the evidence of all that the slots hold."""

    key: str
    """Key of the pack's phrases, or `concept:<id>` / `yes:<id>` / `no:<id>` for a concept's own sentence."""
    slots: tuple[tuple[str, Slot], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    about: str | None = None
    """Title of the product that it is about; None for the shop."""


@dataclass(frozen=True, slots=True)
class ScoredLabel:
    """An intent or a concept that a clause may be about."""

    id: str
    score: float
    """0..1."""
    how: str
    """cue, vector, inherited, rule."""


@dataclass(slots=True)
class Clause:
    """A part of the message with one matter."""

    text: str
    folded: str
    labels: tuple[ScoredLabel, ...] = ()
    products: tuple[str, ...] = ()
    """Ids of the products that it is about."""
    countries: tuple[str, ...] = ()
    is_negated: bool = False
    is_hypothetical: bool = False
    is_aside: bool = False
    """Background of another clause: read for products and countries, not answered."""
    mentions: tuple[str, ...] = ()
    """Ids of lexicon terms (materials, colours) that it names."""


@dataclass(slots=True)
class Grounded:
    """What one matter of the message led to."""

    label: str
    claims: tuple[Claim, ...] = ()
    reason: Reason | None = None
    """Why a person is needed for it; None when the claims answer it."""
    confidence: float = 1.0
    is_answer: bool = True
    """False when the claims only say that it is not known or ask back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trace."""

    name: str
    took_ms: float
    found: dict[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Answer:
    """What the shopper reads, and why."""

    text: str
    lang: str
    handoff: bool
    reason: Reason | None
    evidence: tuple[Evidence, ...]
    confidence: float
    claims: tuple[Claim, ...] = ()
    products: tuple[str, ...] = ()
    """Ids of the products that it speaks of, for cards."""
    complaint: bool = False
    steps: tuple[Step, ...] = ()
