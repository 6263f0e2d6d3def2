"""The pieces of a listing in which an answer is looked for when no fact states it."""

from farshore.catalog.public import ListedProduct
from farshore.support.answering.grounding.context import Passage


def _tells(text: str) -> bool:
    """Whether a passage says something: more than a heading or a table cell."""
    return len(text.split()) >= 3 or (not text.isascii() and len(text) >= 6)


def passages_of(product: ListedProduct) -> list[Passage]:
    """What a product's listing says in words, at most sixty pieces: sentences, and facts with their labels."""
    drawn = product.drawn
    found = [Passage(s.text, s.lang, s.span) for s in drawn.sentences if _tells(s.text)]
    for fact in drawn.facts:
        if fact.label:
            quote = fact.span.quote
            text = quote if fact.label in quote else f"{fact.label}: {quote}"
            found.append(Passage(text, fact.lang, fact.span, fact))
    return found[:60]
