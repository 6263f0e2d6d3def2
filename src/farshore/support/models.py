"""Conversations, their messages, and why each answer was given."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import clock
from farshore.platform.db import Base, Json
from farshore.platform.ids import new_id

_SHOP = "platform_shop.id"
_CONVERSATION = "support_conversation.id"


class Conversation(Base):
    """One visitor's conversation with one shop."""

    __tablename__ = "support_conversation"
    __table_args__ = (Index("ix_support_conversation_list", "shop_id", "last_at", "id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"))
    visitor_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the visitor's token; the token itself is kept nowhere."""
    lang: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str | None] = mapped_column(String(35), default=None)
    page: Mapped[str | None] = mapped_column(Text, default=None)
    country: Mapped[str | None] = mapped_column(String(2), default=None)
    state: Mapped[str] = mapped_column(String(10), default="bot")
    """bot; waiting (for a person, the bot still answers); person (the bot is mute); closed."""
    bot_epoch: Mapped[int] = mapped_column(default=0)
    """Raised when a person takes over or the bot comes back: an answer begun before is not stored."""
    last_seq: Mapped[int] = mapped_column(default=0)
    last_text: Mapped[str] = mapped_column(String(300), default="")
    last_role: Mapped[str] = mapped_column(String(10), default="")
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_at: Mapped[datetime | None] = mapped_column(default=None)
    """None until the shopper has written."""


class Message(Base):
    """What one side wrote."""

    __tablename__ = "support_message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_support_message_open", "task", "lease_until"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"))
    seq: Mapped[int]
    client_id: Mapped[str | None] = mapped_column(String(100), default=None)
    """The sender's own id of it: the same twice is one message."""
    role: Mapped[str] = mapped_column(String(10))
    """shopper, assistant or person."""
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(20))
    page: Mapped[str | None] = mapped_column(Text, default=None)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    task: Mapped[str] = mapped_column(String(10), default="none")
    """Of a shopper's message: open (to be answered), done, left (a person took over), none."""
    lease_by: Mapped[str] = mapped_column(String(100), default="")
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    answers_id: Mapped[UUID | None] = mapped_column(default=None, unique=True)
    """Of the assistant's message: which one it answers; at most one answer each."""
    handoff: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(String(30), default=None)
    confidence: Mapped[float | None] = mapped_column(default=None)
    took_ms: Mapped[float | None] = mapped_column(default=None)
    evidence: Mapped[list[Any]] = mapped_column(JSON, default=list)
    cards: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Trace(Base):
    """Why an answer was given."""

    __tablename__ = "support_trace"
    message_id: Mapped[UUID] = mapped_column(ForeignKey("support_message.id", ondelete="CASCADE"), primary_key=True)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    content: Mapped[Json]
    """As the console shows it; evidence names texts by id, which never change."""
    claims: Mapped[list[Any]] = mapped_column(JSON)
    versions: Mapped[Json]
    """Version of each product and number of the policies that the answer stands on."""


class Matter(Base):
    """A complaint that was told of already: once for each conversation and matter."""

    __tablename__ = "support_matter"
    __table_args__ = (UniqueConstraint("conversation_id", "matter"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"))
    matter: Mapped[str] = mapped_column(String(300))
    message_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=clock.now)
