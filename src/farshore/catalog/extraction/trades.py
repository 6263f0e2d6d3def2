"""What a product roughly is: it gates what a number or a word can mean (trades.yaml)."""

import re
from functools import cache

from farshore.catalog.extraction.lexicon import branches, lexicon, strings
from farshore.catalog.listing.records import ProductRecord
from farshore.language.segment.fold import fold

OTHER = "other"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = branches(lexicon("trades")["trades"])
    return tuple(
        (
            name,
            re.compile("|".join(rf"(?<![a-z]){w}" if w[0].isascii() and w[0].isalpha() else w for w in strings(words))),
        )
        for name, words in listed.items()
    )


def trade_of(product: ProductRecord) -> str:
    """The trade of a product: kitchen, cosmetics, apparel…; "other" when nothing tells."""
    for text in (product.title, " ".join((product.kind, *product.categories)), " ".join(product.tags)):
        folded = fold(text).strip()
        hits: list[tuple[int, str]] = []
        for name, words in _patterns():
            found = [match.end() for match in words.finditer(folded)]
            if found:
                hits.append((max(found), name))
        if hits:
            best = max(end for end, _ in hits)
            return next(name for end, name in hits if end == best)
    return OTHER
