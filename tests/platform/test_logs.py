"""What is logged holds nothing personal."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from farshore.platform import logs
from farshore.platform.shops import ShopNotFound

pytestmark = pytest.mark.unit


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    logs.configure("info", "json")
    stream = io.StringIO()
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield stream
    logs.configure("error", "json")


def test_fields_that_say_they_are_personal_are_masked(written: io.StringIO) -> None:
    structlog.get_logger("x").info("came", buyer_pii_email="a@example.com", pii_name="Ann", n=1)

    entry = json.loads(written.getvalue())
    assert (entry["buyer_pii_email"], entry["pii_name"], entry["n"]) == ("[personal]",) * 2 + (1,)


def test_a_trace_says_where_but_not_what_a_stranger_s_error_says(written: io.StringIO) -> None:
    try:
        int("a@example.com")
    except ValueError:
        structlog.get_logger("x").exception("failed")
        logging.getLogger("library").exception("failed too")

    text = written.getvalue()
    assert "a@example.com" not in text
    assert text.count("ValueError") == 2
    assert "test_logs.py" in text


def test_our_own_errors_are_said_in_full(written: io.StringIO) -> None:
    error = ShopNotFound(key="demo")
    structlog.get_logger("x").warning("refused", exc_info=error)

    assert "There is no shop demo." in json.loads(written.getvalue())["trace"]
