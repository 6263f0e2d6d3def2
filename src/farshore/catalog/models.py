"""The catalogue's tables.

A product is known by (shop, source, external id). Each import that changes it adds a version; rows drawn from a
version say from which version on they hold (`added_in`) and from which on no more (`superseded_in`): nothing is
overwritten, so an older answer can be opened as it was, and an import undone. What is private lies in a table of its
own.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from farshore.platform import clock
from farshore.platform.db import Base, Json
from farshore.platform.ids import new_id

_SHOP = "platform_shop.id"
_PRODUCT = "catalog_product.id"
Amount = BigInteger().with_variant(Integer(), "sqlite")


class CatalogState(Base):
    """One row a shop: its catalogue's revision, raised by each transaction that changes it."""

    __tablename__ = "catalog_state"
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


class Import(Base):
    """One file of the seller's, previewed or applied."""

    __tablename__ = "catalog_import"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """products or policies."""
    state: Mapped[str] = mapped_column(String(10))
    """previewing, previewed, applying, applied, failed or undone."""
    file_name: Mapped[str] = mapped_column(String(300))
    file_key: Mapped[str] = mapped_column(String(64))
    options: Mapped[Json] = mapped_column(default=dict)
    """`map`, `open`, `snapshot`, as given."""
    job_id: Mapped[UUID | None] = mapped_column(default=None)
    """The last job that worked on it."""
    done_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    preview: Mapped[Json | None] = mapped_column(default=None)
    error: Mapped[Json | None] = mapped_column(default=None)
    """`code` and `text` of why it failed."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    applied_at: Mapped[datetime | None] = mapped_column(default=None)


class Product(Base):
    """One product: where it stands now."""

    __tablename__ = "catalog_product"
    __table_args__ = (
        UniqueConstraint("shop_id", "source", "external_id"),
        Index("ix_catalog_product_list", "shop_id", "is_removed", "status", "id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(500))
    handle: Mapped[str] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    is_removed: Mapped[bool] = mapped_column(default=False)
    """The import that brought it was undone."""
    version: Mapped[int]
    record_hash: Mapped[str] = mapped_column(String(64))
    import_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    """The import that made the present version; None: an undo did."""
    seen_at: Mapped[datetime]
    """When a file of the seller's last said all this."""
    updated_at: Mapped[datetime]


class ProductVersion(Base):
    """What one import said of a product; the public part."""

    __tablename__ = "catalog_product_version"
    __table_args__ = (UniqueConstraint("product_id", "number"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"))
    number: Mapped[int]
    import_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    record_hash: Mapped[str] = mapped_column(String(64))
    record: Mapped[Json]
    is_removed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class PrivateAttributes(Base):
    """What a version said that is the seller's own business: never drawn from, indexed, quoted or shown to shoppers."""

    __tablename__ = "catalog_private"
    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("catalog_product_version.id", ondelete="CASCADE"), primary_key=True
    )
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    attributes: Mapped[list[Any]] = mapped_column(JSON)
    """`[{variant, name, value, source}]`; variant None for the whole product."""


class Variant(Base):
    """What is bought."""

    __tablename__ = "catalog_variant"
    __table_args__ = (UniqueConstraint("product_id", "external_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"))
    external_id: Mapped[str] = mapped_column(String(500))
    position: Mapped[int]
    sku: Mapped[str | None] = mapped_column(String(500), default=None)
    options: Mapped[list[Any]] = mapped_column(JSON, default=list)
    stock: Mapped[int | None] = mapped_column(Amount, default=None)
    availability: Mapped[str | None] = mapped_column(String(20), default=None)
    stock_at: Mapped[datetime]
    image_url: Mapped[str | None] = mapped_column(Text, default=None)
    is_gone: Mapped[bool] = mapped_column(default=False)
    """The product's present version has it no more."""


class Price(Base):
    """A retail price of a variant in one market."""

    __tablename__ = "catalog_price"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    variant_id: Mapped[UUID] = mapped_column(ForeignKey("catalog_variant.id", ondelete="CASCADE"), index=True)
    market: Mapped[str | None] = mapped_column(String(2), default=None)
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int] = mapped_column(Amount)
    compare_at_minor: Mapped[int | None] = mapped_column(Amount, default=None)
    sale_minor: Mapped[int | None] = mapped_column(Amount, default=None)
    sale_from_at: Mapped[datetime | None] = mapped_column(default=None)
    sale_until_at: Mapped[datetime | None] = mapped_column(default=None)
    added_in: Mapped[int]
    superseded_in: Mapped[int | None] = mapped_column(default=None)


class SourceText(Base):
    """A normalised text that spans point into; kept once, never changed."""

    __tablename__ = "catalog_text"
    __table_args__ = (UniqueConstraint("shop_id", "hash"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"))
    hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class ProductText(Base):
    """Which texts a product has, under which name, and the sentences that stay evidence."""

    __tablename__ = "catalog_product_text"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"), index=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("catalog_text.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    sentences: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """`[start, end, language]` of each, in Unicode code points."""
    added_in: Mapped[int]
    superseded_in: Mapped[int | None] = mapped_column(default=None)


class FactRow(Base):
    """One statement, with the words that prove it."""

    __tablename__ = "catalog_fact"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"), index=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("catalog_text.id"), index=True)
    position: Mapped[int]
    attribute: Mapped[str | None] = mapped_column(String(100), default=None)
    label: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[Json]
    """The typed value: its own fields and `type`."""
    lang: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str | None] = mapped_column(Text, default=None)
    variant_external_id: Mapped[str | None] = mapped_column(String(500), default=None)
    confidence: Mapped[float]
    source: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    added_in: Mapped[int]
    superseded_in: Mapped[int | None] = mapped_column(default=None)


class SizeChartRow(Base):
    """A size chart with its axes."""

    __tablename__ = "catalog_size_chart"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"), index=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("catalog_text.id"), index=True)
    position: Mapped[int]
    chart: Mapped[Json]
    added_in: Mapped[int]
    superseded_in: Mapped[int | None] = mapped_column(default=None)


class Media(Base):
    """A picture or film."""

    __tablename__ = "catalog_media"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey(_PRODUCT, ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    added_in: Mapped[int]
    superseded_in: Mapped[int | None] = mapped_column(default=None)


class Policies(Base):
    """A shop's policies as one file said them; the newest that is not superseded holds."""

    __tablename__ = "catalog_policies"
    __table_args__ = (UniqueConstraint("shop_id", "number"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shop_id: Mapped[UUID] = mapped_column(ForeignKey(_SHOP, ondelete="CASCADE"))
    number: Mapped[int]
    import_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    hash: Mapped[str] = mapped_column(String(64))
    raw: Mapped[Json]
    read: Mapped[Json]
    """`ShopPolicies` as read when it came."""
    is_current: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
