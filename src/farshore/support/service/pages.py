"""Which product a page of the shop shows, by its address."""

from urllib.parse import parse_qsl, unquote, urlsplit

_KEYS = ("product", "handle", "sku", "item", "item_id")


def product_of(page: str | None) -> str | None:
    """A handle, SKU or id from a page's address; what is no address is taken for one itself."""
    if not page or not page.strip():
        return None
    given = page.strip()
    try:
        parts = urlsplit(given)
    except ValueError:
        return given[:500]
    query = {key.lower(): value for key, value in parse_qsl(parts.query)}
    named = next((query[key] for key in _KEYS if query.get(key)), None)
    if named:
        return named[:500]
    if not parts.scheme and "/" not in given:
        return given[:500]
    tail = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    return tail[:500] or None
