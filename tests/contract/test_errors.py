"""Error codes: unique, named after their room, said in sentences."""

import pytest

from farshore.app.reference import all_errors

pytestmark = pytest.mark.contract


def test_codes_are_unique_and_named_after_their_room() -> None:
    errors = all_errors()
    codes = [e.code for e in errors]

    assert len(codes) == len(set(codes))
    misnamed = [e.code for e in errors if e.code.split(".")[0] not in e.__module__.split(".")]
    assert misnamed == []


def test_texts_are_sentences_and_errors_have_a_reason_to_be() -> None:
    faults = [
        e.code
        for e in all_errors()
        if not e.text.rstrip("}").endswith((".", "{why", "{hint")) or not (e.__doc__ or "").strip()
    ]

    assert faults == []
