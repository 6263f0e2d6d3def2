"""From a browser's locale to one of the languages that we answer in."""

from farshore.language.text import LANGUAGES

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_PRIMARY = {lang.partition("-")[0]: lang for lang in reversed(LANGUAGES)} | {"zh": "zh-Hans", "pt": "pt-BR"}


def to_language(locale: str | None) -> str | None:
    """The language of a BCP 47 tag; None when we do not answer in it."""
    parts = (locale or "").replace("_", "-").lower().split("-")
    if parts[0] == "zh" and any(part in _TRADITIONAL for part in parts[1:]):
        return "zh-Hant"
    return _PRIMARY.get(parts[0])
