"""Which product a clause speaks of.

Order of trust: a SKU or id in the text; a name said (nearly) in full; the open page; words of a name; a kind of goods
said in any language ("la manta" -> throw); what was spoken of last; vectors. The open page yields only to an explicit
other name. Several equally good products are all returned: the caller asks which is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from farshore.catalog.public import Found, ListedProduct, ShopIndex, index_words
from farshore.language.lexicon import Term, is_generic_kind, kinds_recogniser, near_kinds, recogniser
from farshore.language.text import SUBSTRING_LANGUAGES, fold, fold_in, is_spaceless, tokens
from farshore.language.units.parse import find_measures
from farshore.language.units.table import units
from farshore.support.answering.labels import asking_words
from farshore.support.answering.variants import link_variants

_NAME_SAID = 0.62
"""Share of a name's word weight that must be said for the name to count as said."""
_NAME_HINTED = 0.3
_VECTOR_SURE = 0.55
_VECTOR_LEAD = 0.04
_VECTOR_LIKELY, _VECTOR_APART = 0.18, 0.07
"""A question means a name but little; a product that stands apart from all others is meant all the same."""
_SIBLING_FROM = 0.15
_ROUNDED = 0.01
_FUZZY_SURE = 88
MOST_CANDIDATES = 4
_COMMON_WORD_LINES = (
    "available baby best black blue case classic color colour come comes cover days delivery does extra free from",
    "gift good green hand hands have heavy high home into item kids kitchen large light like long made many",
    "medium mini model much natural need order pack piece plus portable premium price product quality return safe",
    "ship shipping size sizes small soft style that this time want water wear what when which white will with",
    "women work works your",
)
_COMMON_WORDS = frozenset(" ".join(_COMMON_WORD_LINES).split())
"""Words that tell no product from another."""


@dataclass(slots=True)
class Link:
    """Products that a clause may speak of, best first."""

    numbers: list[int] = field(default_factory=list[int])
    how: str = "none"
    """key, name, page, kind, before, vector, only, none."""
    score: float = 0.0
    is_explicit: bool = False
    """The text itself names it."""
    is_not_sold: bool = False
    """The text names a kind of goods that the shop does not have."""

    is_several: bool = False
    """The text names more than one product, each by its own words."""

    @property
    def is_sure(self) -> bool:
        """Exactly one product."""
        return len(self.numbers) == 1


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What is known besides the text."""

    page: int | None
    page_sku: str | None
    before: tuple[int, ...] = ()
    """Products spoken of earlier, latest first."""


class Linker:
    """Looks products up for the clauses of one message."""

    def __init__(self, index: ShopIndex, lang: str) -> None:
        self._index = index
        self._lang = lang
        self._asking = asking_words(lang)

    def link(self, text: str, context: LinkContext, vector: NDArray[np.float32] | None = None) -> Link:
        """The products that a clause speaks of.

        Args:
            text: the clause as written.
            context: open page and earlier products.
            vector: the clause's vector by the index's encoder, tried last; None leaves vectors out.
        """
        folded = fold_in(self._lang, text)
        words = tokens(folded)
        keyed = self._index.keys_in(w.text for w in words) or self._dashed_keys(text)
        if keyed:
            return Link(list(dict.fromkeys(n for _, n in keyed))[:MOST_CANDIDATES], "key", 1.0, is_explicit=True)
        named = self._named(text)
        if named.numbers and (
            context.page is None or (named.score >= _NAME_SAID and context.page not in named.numbers)
        ):
            return named
        by_kind = self._by_kind(folded, text)
        if context.page is not None:
            return self._page_or_other(text, context, named, by_kind)
        return self._without_page(text, context, named, by_kind, vector)

    def _page_or_other(self, text: str, context: LinkContext, named: Link, by_kind: Link) -> Link:
        page = context.page
        assert page is not None  # noqa: S101 - the caller checked
        sibling = self._sibling(text, page)
        if sibling is not None:
            return Link([sibling], "name", 0.8, is_explicit=True)
        if page in named.numbers or not by_kind.numbers or page in by_kind.numbers:
            return Link([page], "page", 1.0)
        return by_kind if len(by_kind.numbers) == 1 else Link([page], "page", 0.7)

    def _without_page(
        self, text: str, context: LinkContext, named: Link, by_kind: Link, vector: NDArray[np.float32] | None
    ) -> Link:
        if named.is_sure:
            return named
        if by_kind.numbers:
            spoken = [n for n in context.before if n in by_kind.numbers]
            narrowed = [n for n in by_kind.numbers if n in named.numbers]
            if len(narrowed) == 1:
                return Link(narrowed, "name", 0.9, is_explicit=True)
            if spoken:
                return Link(spoken[:1], "before", 0.85)
            return self._narrow(text, by_kind)
        if named.numbers:
            spoken = [n for n in context.before if n in named.numbers]
            return Link(spoken[:1], "before", 0.8) if spoken else named
        if context.before:
            sibling = self._sibling(text, context.before[0])
            return Link([context.before[0] if sibling is None else sibling], "before", 0.75)
        if len(self._index) == 1:
            return Link([0], "only", 0.9)
        found = self._by_vector(vector)
        return found if found.numbers else by_kind

    def kinds_named(self, text: str) -> list[int]:
        """Products of each kind of goods that a text names, when a kind has one product; named ones first."""
        named = [f.number for f in self._index.by_words(text, limit=6) if f.score >= _NAME_HINTED]
        terms = [term for _, _, term in kinds_recogniser(self._lang).find(fold_in(self._lang, text))]
        single = [n[0] for term in terms if len(n := self._index.by_kind([term.id])) == 1]
        return list(dict.fromkeys([*named, *single]))

    def _dashed_keys(self, text: str) -> list[tuple[str, int]]:
        """SKUs with dashes ("MUG-S") that tokens cut apart."""
        found: list[tuple[str, int]] = []
        for word in text.replace("?", " ").replace(",", " ").split():
            bare = word.strip(".!:;()[]\"'“”「」#")
            if any(c in bare for c in "-_/") and len(bare) > 3:
                found += [(bare, n) for n in self._index.by_key(bare)]
        return found

    def _named(self, text: str) -> Link:
        """Products whose name the text says, wholly or in its rarer words."""
        found = self._index.by_words(text, limit=12)
        strong = self._apart([f for f in found if f.score >= _NAME_SAID and self._says_more_than_kind(f)])
        if strong:
            best = max(f.score for f in strong)
            numbers = [f.number for f in strong][:MOST_CANDIDATES]
            return Link(numbers, "name", best, is_explicit=True, is_several=len(numbers) > 1)
        fuzzy = self._fuzzy(text)
        if fuzzy is not None:
            return fuzzy
        hinted = [f for f in found if f.score >= _NAME_HINTED]
        if not hinted:
            return self._rare_word(text)
        best = max(f.score for f in hinted)
        close = [f for f in hinted if f.score >= best - 0.1][:MOST_CANDIDATES]
        is_several = len(close) > 1 and all(
            set(f.words) - {word for other in close if other is not f for word in other.words} for f in close
        )  # "Fell 28 or Fell 40": each by a word of its own
        return Link(
            [f.number for f in close], "name", best, is_explicit=len(close) == 1 or is_several, is_several=is_several
        )

    def _rare_word(self, text: str) -> Link:
        """Products that alone have a telling word of the text in their title ("the merino one")."""
        for word in sorted(set(index_words(text)), key=lambda w: -len(w)):
            if len(word) < (2 if is_spaceless(word[0]) else 4) or word in _COMMON_WORDS or word in self._asking:
                continue
            numbers = self._index.titled(word)
            if 0 < len(numbers) <= 3:
                return Link(numbers, "name", 0.5, is_explicit=len(numbers) == 1)
        return Link()

    @staticmethod
    def _apart(found: Sequence[Found]) -> list[Found]:
        """Of products said by the same words the best; others stay beside it only by words of their own."""
        kept: list[Found] = []
        for one in found:
            rivals = [k for k in kept if set(one.words) <= set(k.words) or set(k.words) <= set(one.words)]
            if not rivals or all(abs(one.score - k.score) < 0.02 for k in rivals):
                kept.append(one)
        return kept

    @staticmethod
    def _says_more_than_kind(found: Found) -> bool:
        return any(len(word) > 1 for word in found.words)

    def _fuzzy(self, text: str) -> Link | None:
        """A name with typos, by the words of the message against the words of names (small shops only)."""
        if len(self._index) > 400 or self._lang in SUBSTRING_LANGUAGES:
            return None
        said = [w for w in index_words(text) if len(w) > 4 and self._index.weight_of(w) == 0]
        if not said:
            return None
        best: list[tuple[float, int]] = []
        for number, name in enumerate(self._index.names):
            for word in index_words(name):
                if len(word) > 4 and max(fuzz.ratio(word, s) for s in said) >= _FUZZY_SURE:
                    best.append((self._index.weight_of(word), number))  # noqa: PERF401 - two conditions deep
        if not best:
            return None
        top = max(weight for weight, _ in best)
        numbers = list(dict.fromkeys(n for weight, n in best if weight >= top))
        return Link(numbers[:MOST_CANDIDATES], "name", 0.6, is_explicit=len(numbers) == 1)

    def _by_kind(self, folded: str, text: str) -> Link:
        """Products of a kind of goods that the text names in the shopper's language (or in English)."""
        terms: list[Term] = [term for _, _, term in kinds_recogniser(self._lang).find(folded)]
        if not terms and self._lang != "en":
            found = kinds_recogniser("en").find(folded)  # not the "hat" of "mein Hund hat"
            terms = [term for start, end, term in found if folded[start:end] not in self._asking]
        if not terms and any(is_spaceless(c) for c in text):
            terms = [term for _, _, term in kinds_recogniser("zh-Hans").find(folded)]
        kinds = [term.id for term in terms if not is_generic_kind(term.id)]
        for wanted in ([[kind] for kind in kinds], [near_kinds(kind) for kind in kinds]):
            for ids in wanted:
                numbers = self._index.by_kind(ids)
                if numbers:
                    return Link(numbers, "kind", 0.85 if len(numbers) == 1 else 0.5, is_explicit=True)
        return Link(is_not_sold=bool(kinds))

    def _sibling(self, text: str, own: int) -> int | None:
        """The product named like the one spoken of but for a measure: after "Pack 28 L", "and the 40 litre one?"."""
        said = _sizes_in(text)
        name = self._index.names[own]
        named = _sizes_in(name)
        if len(said) != 1 or any(_agree(a, b) for a in said for b in named):
            return None
        if not any(dimension == said[0][0] for dimension, _ in named) or self._is_of_version(own, text):
            return None
        rivals = self._index.by_words(name, limit=12)
        fitting = [
            f
            for f in rivals
            if f.number != own and any(_agree(said[0], s) for s in _sizes_in(self._index.names[f.number]))
        ]
        return fitting[0].number if fitting and fitting[0].score >= _SIBLING_FROM else None

    def _is_of_version(self, own: int, text: str) -> bool:
        """Whether the product itself comes in what is said."""
        return bool(link_variants(text, self._index.load(own), self._lang).said)

    def _narrow(self, text: str, link: Link) -> Link:
        """Of several products of a kind, those whose name or options hold another term of the text."""
        if len(link.numbers) <= 1:
            return link
        spoken = {
            term.id for _, _, term in recogniser(self._lang).find(fold_in(self._lang, text)) if term.kind != "kind"
        }
        if not spoken:
            return Link(link.numbers[:MOST_CANDIDATES], "kind", 0.4, is_explicit=True)
        scored = [(len(spoken & _terms_of(self._index.load(n))), n) for n in link.numbers[:40]]
        best = max(score for score, _ in scored)
        kept = [n for score, n in scored if score == best] if best else link.numbers
        return Link(kept[:MOST_CANDIDATES], "kind", 0.8 if len(kept) == 1 else 0.4, is_explicit=True)

    def _by_vector(self, vector: NDArray[np.float32] | None) -> Link:
        if vector is None:
            return Link()
        found = self._index.by_vector(vector, limit=MOST_CANDIDATES)
        if not found:
            return Link()
        others = found[1].score if len(found) > 1 else 0.0
        if found[0].score >= _VECTOR_LIKELY and found[0].score - others >= _VECTOR_APART:
            return Link([found[0].number], "vector", found[0].score)
        if found[0].score < _VECTOR_SURE:
            return Link()
        close = [f.number for f in found if f.score >= found[0].score - _VECTOR_LEAD]
        return Link(close, "vector", found[0].score)


def _sizes_in(text: str) -> list[tuple[str, float]]:
    """Dimension and value, in the dimension's base unit, of each lone measure of a text."""
    table = units()
    return [
        (m.dimension, m.amounts[0].low * float(table[m.unit].factor))
        for m in find_measures(fold(text))
        if len(m.amounts) == 1 and m.amounts[0].high is None
    ]


def _agree(one: tuple[str, float], other: tuple[str, float]) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) <= _ROUNDED * max(abs(one[1]), abs(other[1]))


def _terms_of(product: ListedProduct) -> set[str]:
    """Lexicon terms in the title and options of a product."""
    record = product.record
    text = fold(" ".join([record.title, *(value for v in record.variants for _, value in v.options)]))
    lang = "zh-Hans" if any(is_spaceless(c) for c in text) else "en"
    return {term.id for _, _, term in recogniser(lang).find(text)}
