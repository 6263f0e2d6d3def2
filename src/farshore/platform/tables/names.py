"""Column names as people write them, brought to one form."""

import re
import unicodedata
from typing import NamedTuple

_SEPARATORS = re.compile(r"[\s_\-]+")
_POINTS = re.compile(r"\.(?!\d)")
_EDGES = " *:：;；.。·•#\"'“”‘’\ufeff\u200b"
_BRACKETED = re.compile(r"^(?P<base>[^(\[]+?)\s*[(\[](?P<inner>[^)\]]*)[)\]]\s*$")


class HeaderParts(NamedTuple):
    """A header without its bracket, and what stood in the bracket ("kg", "USD", "DE")."""

    base: str
    inner: str


def to_name(header: str) -> str:
    """The header in NFKC, lower case, with single spaces: "Art.-Nr.*" is "art nr"."""
    text = unicodedata.normalize("NFKC", header).replace("\u200b", "").casefold()
    text = _POINTS.sub(" ", text)
    return _SEPARATORS.sub(" ", text.strip(_EDGES)).strip(_EDGES)


def to_parts(header: str) -> HeaderParts:
    """The normalised name split from a bracket at its end: "重量（kg）" is ("重量", "kg")."""
    name = to_name(header)
    found = _BRACKETED.match(name)
    if found is None:
        return HeaderParts(name, "")
    return HeaderParts(found["base"].strip(_EDGES), found["inner"].strip())
