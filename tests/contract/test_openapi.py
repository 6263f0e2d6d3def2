"""openapi.json is what the application answers to; clients are generated from it."""

import json
from pathlib import Path

import pytest
from fastapi import FastAPI

pytestmark = pytest.mark.contract
ROOT = Path(__file__).parents[2]
METHODS = {"get", "post", "put", "patch", "delete"}


def test_the_file_is_up_to_date(app: FastAPI) -> None:
    """`make openapi` rewrites it."""
    assert json.loads(json.dumps(app.openapi())) == json.loads((ROOT / "openapi.json").read_text())


def test_what_we_answer_is_always_complete(app: FastAPI) -> None:
    """A default in an `…Out` would make the generated client think the field optional."""
    schemas = app.openapi()["components"]["schemas"]
    loose = {
        name: sorted(set(shape.get("properties", {})) - set(shape.get("required", [])))
        for name, shape in schemas.items()
        if name.endswith("Out")
    }

    assert {name: fields for name, fields in loose.items() if fields} == {}


def test_what_we_take_refuses_unknown_fields(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    open_ones = [
        name
        for name, shape in schemas.items()
        if name.endswith(("In", "Patch")) and shape.get("additionalProperties") is not False
    ]

    assert open_ones == []


def test_every_operation_says_what_it_is(app: FastAPI) -> None:
    operations = [
        (path, method, operation)
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]

    assert [(p, m) for p, m, o in operations if not o.get("description")] == []
