"""Shapes of the chat and of the console's conversations on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["shopper", "assistant", "person"]
State = Literal["bot", "waiting", "person", "closed"]
EvidenceKind = Literal["fact", "policy", "price", "stock", "text"]
Page = Annotated[str, Field(max_length=2000)]
Locale = Annotated[str, Field(max_length=35)]
Country = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$", description="ISO 3166.")]


class ConversationStartIn(BaseModel):
    """What the page knows when the chat is opened."""

    model_config = ConfigDict(extra="forbid")
    page: Page | None = Field(default=None, description="Address or handle of the page that is open.")
    locale: Locale | None = Field(default=None, description="The browser's or page's language, BCP 47.")
    country: Country | None = None


class ConversationStartOut(BaseModel):
    """A conversation has begun."""

    conversation_id: UUID
    visitor_token: str
    lang: str
    disclosure: str
    """That an AI answers, in the shopper's language."""
    shop_name: str
    greeting: str


class MessageIn(BaseModel):
    """A shopper's message; the same `client_id` twice is one message."""

    model_config = ConfigDict(extra="forbid")
    client_id: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]
    text: str
    page: Page | None = None


class SourceSpanOut(BaseModel):
    """A place in a text; `start` and `end` count Unicode code points, `end` is exclusive."""

    text: str
    start: int
    end: int


class EvidenceOut(BaseModel):
    """What an answer stands on."""

    product: str | None
    kind: EvidenceKind
    field: str
    value: str
    quote: str
    source: SourceSpanOut | None


class CardOut(BaseModel):
    """A product that an answer speaks of."""

    handle: str
    title: str
    kind_word: str | None
    image_url: str | None
    price_text: str | None
    url: str | None


class MessageOut(BaseModel):
    """One message."""

    id: UUID
    seq: int
    client_id: str | None
    role: Role
    text: str
    lang: str
    at: datetime
    handoff: bool
    reason: str | None
    evidence: list[EvidenceOut]
    cards: list[CardOut]


class ConversationStateOut(BaseModel):
    """Who answers."""

    bot_active: bool
    typing: bool


class MessagesOut(BaseModel):
    """Messages in order."""

    items: list[MessageOut]
    state: ConversationStateOut


class ConversationSummaryOut(BaseModel):
    """A conversation in the list."""

    id: UUID
    lang: str
    country: str | None
    page: str | None
    state: State
    last_text: str
    last_role: Role
    last_at: datetime
    messages: int


class ConversationsOut(BaseModel):
    """A page of conversations, the latest first."""

    items: list[ConversationSummaryOut]
    next_cursor: str | None


class ConsoleMessageOut(MessageOut):
    """A message as the seller sees it."""

    confidence: float | None
    took_ms: float | None
    has_trace: bool


class ConversationOut(BaseModel):
    """A transcript."""

    id: UUID
    lang: str
    country: str | None
    page: str | None
    state: State
    started_at: datetime
    messages: list[ConsoleMessageOut]


class ScoreOut(BaseModel):
    """A guess and how sure it is, 0..1."""

    id: str
    score: float


class ProductLinkOut(BaseModel):
    """The product that a clause was understood to be about."""

    handle: str
    title: str
    how: str


class ClauseOut(BaseModel):
    """A part of the question with one matter."""

    text: str
    intents: list[ScoreOut]
    attributes: list[ScoreOut]
    product: ProductLinkOut | None
    variant: str | None


class PlanItemOut(BaseModel):
    """One thing that the answer says, with what proves it."""

    claim: str
    value_text: str
    evidence: list[EvidenceOut]


class GuardOut(BaseModel):
    """Whether all that is said is in the evidence."""

    ok: bool
    problems: list[str]


class StepOut(BaseModel):
    """One step and how long it took."""

    name: str
    ms: float


class TraceOut(BaseModel):
    """Why an answer was given."""

    question: str
    answer: str
    lang: str
    lang_scores: list[ScoreOut]
    clauses: list[ClauseOut]
    plan: list[PlanItemOut]
    guard: GuardOut
    confidence: float
    threshold: float
    handoff: bool
    reason: str | None
    took_ms: float
    steps: list[StepOut]


class AskContextIn(BaseModel):
    """What is known around a question."""

    model_config = ConfigDict(extra="forbid")
    page: Page | None = None
    country: Country | None = None
    prior: list[Annotated[str, Field(max_length=8000)]] | None = Field(
        default=None, max_length=50, description="The shopper's earlier messages."
    )


class AskIn(BaseModel):
    """A question without a conversation."""

    model_config = ConfigDict(extra="forbid")
    text: str
    context: AskContextIn = Field(default_factory=AskContextIn)


class AskOut(BaseModel):
    """Its answer, with the whole way to it."""

    answer_text: str
    lang: str
    handoff: bool
    reason: str | None
    evidence: list[EvidenceOut]
    cards: list[CardOut]
    confidence: float
    took_ms: float
    trace: TraceOut
