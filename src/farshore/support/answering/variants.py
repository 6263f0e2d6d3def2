"""Which variants of a product a clause speaks of, and which it asks for that the product does not come in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from farshore.catalog.public import ListedProduct, VariantRecord
from farshore.language.lexicon import recogniser
from farshore.language.lexicon.rendering import render_words
from farshore.language.text import fold, fold_in, forms_in, is_spaceless, tokens


@dataclass(frozen=True, slots=True)
class VariantLink:
    """Variants that a clause speaks of, and what was said that no variant has."""

    variants: tuple[VariantRecord, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    """(option name, option value) pairs that the text names."""
    not_offered: tuple[tuple[str, str], ...] = ()
    """(option name, the shopper's word) that the product does not come in."""


def link_variants(
    text: str,
    product: ListedProduct,
    lang: str,
    *,
    sku: str | None = None,
    size_words: dict[str, Sequence[str]] | None = None,
) -> VariantLink:
    """The variants whose options the text names; all axes that it leaves open stay open.

    Args:
        text: the clause.
        product: the linked product.
        lang: the shopper's language.
        sku: SKU of the open page: decides when the text names no option.
        size_words: the pack's words for sizes ("mediana" -> M).
    """
    variants = product.record.variants
    folded = fold_in(lang, text)
    keyed = tuple(v for v in variants if v.sku and len(v.sku) > _SHORT_SKU and _contains(folded, fold(v.sku)))
    if len(keyed) == 1 and len(variants) > 1:
        return VariantLink(keyed, keyed[0].options)
    chosen: dict[str, set[str]] = {}
    spoken = _Spoken(folded, lang, size_words or {})
    for name, values in _axes(variants).items():
        hits = {value for value in values if spoken.names(value)}
        longest = {v for v in hits if not any(v != o and fold(v) in fold(o) and fold(o) in folded for o in hits)}
        if longest:
            chosen[name] = longest
    if not chosen:
        bare = fold(sku) if sku else ""
        own = tuple(v for v in variants if bare and fold(v.sku or v.external_id) == bare)
        return VariantLink(own if len(variants) > 1 else (), not_offered=spoken.missing(_axes(variants)))
    fitting = tuple(v for v in variants if all(dict(v.options).get(n) in values for n, values in chosen.items()))
    said = tuple((name, value) for name, values in chosen.items() for value in sorted(values))
    missing = tuple(m for m in spoken.missing(_axes(variants)) if m[0] not in chosen)
    return VariantLink(fitting, said, missing)


_LEAST_TOLD = 2
_SHORT_SKU = 3
"""SKUs of so few characters are words too ("S", "red")."""


def _axes(variants: Sequence[VariantRecord]) -> dict[str, list[str]]:
    axes: dict[str, list[str]] = {}
    for variant in variants:
        for name, value in variant.options:
            if value not in axes.setdefault(name, []):
                axes[name].append(value)
    return axes


_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")

_COLOUR_NAMES = ("color", "colour", "颜色", "顏色", "色", "farbe", "couleur", "shade", "色号", "glaze", "finish")

_SIZE_NAMES = ("size", "尺码", "尺寸", "尺碼", "サイズ", "größe", "talla", "taille")


class _Spoken:
    """What option values a text names: as written, by lexicon term in the shopper's language, by size words."""

    def __init__(self, folded: str, lang: str, size_words: dict[str, Sequence[str]]) -> None:
        self._folded = folded
        self._lang = lang
        self._words = {t.text for t in tokens(folded)}
        self._terms = {term.id: term for _, _, term in recogniser(lang).find(folded)}
        if lang != "en":
            english = recogniser("en").find(folded)
            self._terms |= {term.id: term for _, _, term in english if term.kind in {"color", "material"}}
        self._sizes = {
            size
            for size, listed in size_words.items()
            if any(self._says(form) for word in listed for form in forms_in(lang, str(word)))
        }

    def _says(self, form: str) -> bool:
        return form in self._words if " " not in form and form.isascii() else form in self._folded

    def names(self, value: str) -> bool:
        folded = fold(value).strip()
        if not folded:
            return False
        if folded.isascii() and len(folded) <= 4 and " " not in folded:
            if folded in self._words:
                return True
        elif _contains(self._folded, folded):
            return True
        if self._says_numbers(value):
            return True
        if value.strip().upper() in self._sizes or _SIZE_ALIASES.get(folded, "") in self._sizes:
            return True
        return bool(self._terms_in(value) & set(self._terms)) or self._says_rendered(value)

    def _says_rendered(self, value: str) -> bool:
        """Whether the value is said as it would be told: "クリーム" is in "クリーム色の"."""
        source = "zh-Hans" if any(is_spaceless(c) for c in value) else "en"
        if source == self._lang or not value.replace(" ", "").isalpha():
            return False
        rendered = render_words(value, source, self._lang)
        told = fold_in(self._lang, rendered.text)
        if not rendered.is_whole or len(told) < _LEAST_TOLD:
            return False
        if is_spaceless(told[0]) or self._lang == "ko":
            return told in self._folded
        return any(word.startswith(told) for word in self._words) if " " not in told else told in self._folded

    def _says_numbers(self, value: str) -> bool:
        """Whether the numbers are said: "70x140" says "70 x 140 cm"; "28" or "28cm" says "28 cm"."""
        wanted = _NUMBERS.findall(value)
        rest = _NUMBERS.sub("", fold(value)).replace("x", "").replace("×", "").strip(" .*-/")
        if not wanted or len(rest) > 3:
            return False
        said = _NUMBERS.findall(self._folded)
        return any(said[i : i + len(wanted)] == wanted for i in range(len(said)))

    def _terms_in(self, value: str) -> set[str]:
        """Terms of an option value; of "Deep Navy" only the whole colour counts, of "Sand / 350 ml" each part."""
        folded = fold(value)
        lang = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
        return {
            term.id
            for _, _, term in recogniser(lang).find(folded)
            if term.kind in {"color", "material", "finish", "pattern", "adjective"}
        }

    def missing(self, axes: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
        """Colours and sizes that the text names and the product does not come in."""
        found: list[tuple[str, str]] = []
        for name, values in axes.items():
            folded_name = fold(name)
            if any(c in folded_name for c in _COLOUR_NAMES):
                have = {t for value in values for t in self._terms_in(value)}
                found += [
                    (name, term.id)
                    for term in self._terms.values()
                    if term.kind == "color" and term.id not in have and not any(map(self._says_rendered, values))
                ]
            elif any(c in folded_name for c in _SIZE_NAMES):
                have_sizes = {_SIZE_ALIASES.get(fold(v), v.strip().upper()) for v in values}
                found += [(name, size) for size in self._sizes if size not in have_sizes]
        return tuple(found)


def _contains(folded: str, part: str) -> bool:
    start = folded.find(part)
    while start >= 0:
        before = folded[start - 1] if start else " "
        after = folded[start + len(part)] if start + len(part) < len(folded) else " "
        if is_spaceless(part[0]) or not (before.isalnum() or after.isalnum()):
            return True
        start = folded.find(part, start + 1)
    return False


_SIZE_ALIASES = {
    "small": "S", "medium": "M", "large": "L", "extra large": "XL", "x-large": "XL", "xx-large": "XXL", "2xl": "XXL",
    "extra small": "XS", "x-small": "XS", "3xl": "XXXL", "小号": "S", "中号": "M", "大号": "L", "加大号": "XL",
    "小": "S", "中": "M", "大": "L",
}  # fmt: skip
