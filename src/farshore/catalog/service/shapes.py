"""Records and typed values as JSON and back; what is private set apart."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from farshore.catalog.listing.policies import ShopPolicies
from farshore.catalog.listing.records import AttributeRecord, ProductRecord
from farshore.catalog.listing.values import Measure, SizeChart, Text, Value, YesNo

Json = dict[str, Any]
"""Not the database's: this module is loaded by processes that have none."""
DRAWING = 1
"""Raised when drawing changes so much that the same file should be drawn anew."""
_VALUES: dict[str, type[Any]] = {"measure": Measure, "yes_no": YesNo, "text": Text}
_NAMES = {kind: name for name, kind in _VALUES.items()}


@lru_cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type
    return TypeAdapter(kind)


def record_to_json(record: ProductRecord) -> Json:
    """A record as JSON."""
    shape: Json = _adapter(ProductRecord).dump_python(record, mode="json")
    return shape


def record_from_json(shape: Json) -> ProductRecord:
    """The record of `record_to_json`."""
    record: ProductRecord = _adapter(ProductRecord).validate_python(shape)
    return record


def policies_to_json(policies: ShopPolicies) -> Json:
    """Read policies as JSON."""
    shape: Json = _adapter(ShopPolicies).dump_python(policies, mode="json")
    return shape


def policies_from_json(shape: Json) -> ShopPolicies:
    """The policies of `policies_to_json`.

    Raises:
        ValidationError: another version of the program wrote them.
    """
    policies: ShopPolicies = _adapter(ShopPolicies).validate_python(shape)
    return policies


def value_to_json(value: Value) -> Json:
    """A typed value with its type's name."""
    return {"type": _NAMES[type(value)], **asdict(value)}


def value_from_json(shape: Json) -> Value:
    """The value of `value_to_json`."""
    kind: Any = _VALUES[shape["type"]]
    value: Value = _adapter(kind).validate_python({k: v for k, v in shape.items() if k != "type"})
    return value


def chart_to_json(chart: SizeChart) -> Json:
    """A size chart as JSON."""
    shape: Json = _adapter(SizeChart).dump_python(chart, mode="json")
    return shape


def chart_from_json(shape: Json) -> SizeChart:
    """The chart of `chart_to_json`."""
    chart: SizeChart = _adapter(SizeChart).validate_python(shape)
    return chart


def set_apart(record: ProductRecord) -> tuple[ProductRecord, list[Json]]:
    """The record without what is private, and the private attributes on their own."""
    variants = tuple(replace(v, attributes=_public(v.attributes)) for v in record.variants)
    private = _private(record.attributes, None)
    for variant in record.variants:
        private += _private(variant.attributes, variant.external_id)
    return replace(record, attributes=_public(record.attributes), variants=variants), private


def _public(attributes: Iterable[AttributeRecord]) -> tuple[AttributeRecord, ...]:
    return tuple(a for a in attributes if a.is_public)


def _private(attributes: Iterable[AttributeRecord], variant: str | None) -> list[Json]:
    return [
        {"variant": variant, "name": a.name, "value": a.value, "source": a.source}
        for a in attributes
        if not a.is_public
    ]


def hash_record(record: ProductRecord) -> str:
    """The same for the same content, whatever row of the file it stands on."""
    plain = replace(record, row=0, variants=tuple(replace(v, row=0) for v in record.variants))
    return hash_json([DRAWING, record_to_json(plain)])


def hash_json(value: object) -> str:
    """SHA-256 of a JSON value, whatever the order of its keys."""
    return hash_text(json.dumps(value, sort_keys=True, ensure_ascii=False))


def hash_text(text: str) -> str:
    """SHA-256 of a text; lone surrogates count as question marks."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
