"""What the grounds of policies share: texts in known phrases, places, the language of a text."""

from collections.abc import Sequence

from farshore.catalog.public import PolicyText
from farshore.support.answering.grounding.statements import state
from farshore.support.answering.records import (
    Claim,
    Country,
    Slot,
    Words,
)

MOST_COUNTRIES = 6
"""Countries whose rules are told one by one."""


def say_text(text: PolicyText | None, keys: Sequence[str], lang: str) -> list[Claim]:
    """A policy text by the phrases that may state it; nothing when the policies are silent."""
    return state(text, keys, lang) if text is not None else []


def place(code: str) -> Slot:
    """The slot of a country code, "*" for everywhere else."""
    return Country(code) if len(code) == 2 and code.isupper() else Words(code)


def is_chinese(text: str) -> bool:
    """Whether a text is written in Chinese."""
    return any("\u4e00" <= c <= "\u9fff" for c in text)
