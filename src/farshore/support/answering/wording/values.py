"""Typed slots to text in a language."""

from datetime import date

from farshore.catalog.public import Measure, Quantity, Text, YesNo
from farshore.language.lexicon import kinds_recogniser
from farshore.language.lexicon.rendering import render_words, source_language
from farshore.language.packs import Phrase, load_pack
from farshore.language.render.locale import country, day, isolated, listed, locale_of, money, number
from farshore.language.render.units import customary, unit_text
from farshore.language.text import fold, is_spaceless
from farshore.support.answering.records import (
    Country,
    Days,
    Label,
    Money,
    Pieces,
    ProductName,
    Said,
    Several,
    Slot,
    Typed,
    Verbatim,
    Words,
)

QUOTES = {
    "en": "“{}”", "zh-Hans": "“{}”", "zh-Hant": "「{}」", "ja": "「{}」", "ko": "‘{}’", "es": "«{}»", "pt-BR": "“{}”",
    "fr": "« {} »", "de": "„{}“", "it": "«{}»", "nl": "‘{}’", "ru": "«{}»", "pl": "„{}”", "tr": "“{}”", "ar": "«{}»",
    "hi": "“{}”", "th": "“{}”", "vi": "“{}”", "id": "“{}”",
}  # fmt: skip
_UNCONVERTED = frozenset({"degC", "degF"})
_AXES = frozenset({"length", "width", "height", "depth", "diameter", "thickness", "circumference"})


def phrase(lang: str, key: str, *, count: float | None = None) -> str:
    """The template of a key; of a counted phrase the one for the count's plural."""
    given: Phrase = load_pack(lang).phrases[key]
    if isinstance(given, str):
        return given
    category = locale_of(lang).plural_form(1 if count is None else count)
    return given.get(category) or given["other"]


def slot_text(lang: str, slot: Slot) -> str:  # noqa: C901 - one branch for each kind of slot
    """A slot as words of the language."""
    match slot:
        case Money():
            return money(lang, slot.amount_minor, slot.currency)
        case Country():
            return country(lang, slot.code)
        case Days():
            return days_text(lang, slot)
        case Pieces():
            return phrase(lang, "pieces", count=slot.count).replace("{n}", number(lang, slot.count))
        case ProductName():
            return name_text(lang, slot.title)
        case Label():
            return label_text(lang, slot)
        case Words():
            return words_text(lang, slot.text, slot.lang)
        case Verbatim():
            return isolated(lang, slot.text)
        case Typed():
            return value_text(lang, slot)
        case Several():
            return listed(
                lang, [slot_text(lang, item) for item in slot.items], style="or" if slot.is_choice else "standard"
            )
        case Said():
            return filled(lang, phrase(lang, slot.key), dict(slot.slots))
        case date():
            return day(lang, slot)


def filled(lang: str, template: str, slots: dict[str, Slot]) -> str:
    """A template with its slots said."""
    said = template
    for name, slot in slots.items():
        # A phrase for quotations has its own marks.
        shown = bare_words(lang, slot) if name == "quote" and isinstance(slot, Words) else slot_text(lang, slot)
        said = said.replace("{" + name + "}", shown)
    return said


def days_text(lang: str, span: Days) -> str:
    """Days as in "3–5 business days"; the plural follows the higher number."""
    key = "business_days" if span.kind == "business" else "days"
    high = span.high if span.high is not None else span.low
    shown = number(lang, span.low) if high == span.low else f"{number(lang, span.low)}–{number(lang, high)}"
    return phrase(lang, key, count=high).replace("{n}", shown)


def label_text(lang: str, label: Label) -> str:
    """A concept's name; the seller's own label when there is none, by the lexicon where it is known."""
    concept = load_pack(lang).concepts.get(label.concept or "")
    if concept is not None:
        return concept.label
    rendered = render_words(label.written, source_language(label.written, "en"), lang)
    return rendered.text if rendered.is_whole else label.written


def name_text(lang: str, title: str) -> str:
    """A product's own name, with a kind-word of the shopper's language beside it when the name is in another."""
    is_foreign = any(is_spaceless(c) for c in title) != (lang in {"zh-Hans", "zh-Hant", "ja", "th"}) or lang != "en"
    kind = kind_word(lang, title) if (is_foreign and lang != "en") or any(is_spaceless(c) for c in title) else None
    if kind is None or fold(kind) in fold(title):
        return isolated(lang, title)
    return filled(lang, phrase(lang, "kind_of"), {"product": Verbatim(title), "kind": Verbatim(kind)})


def kind_word(lang: str, title: str) -> str | None:
    """What kind of goods a title names, in a language; the last kind-word is the head in English and Chinese."""
    folded = fold(title)
    source = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
    found = kinds_recogniser(source).find(folded)
    return found[-1][2].spoken(lang) if found else None


def words_text(lang: str, text: str, source: str) -> str:
    """The seller's words: rendered when the lexicon covers them, else quoted, with a gloss where it helps."""
    source = source_language(text, source)
    if source == lang:
        return text
    rendered = render_words(text, source, lang)
    if rendered.is_whole:
        return rendered.text
    quoted = QUOTES[lang].format(isolated(lang, text))
    return f"{rendered.text} ({quoted})" if rendered.text else quoted


def bare_words(lang: str, words: Words) -> str:
    """The seller's words rendered whole, else as written, without marks."""
    rendered = render_words(words.text, source_language(words.text, words.lang), lang)
    return rendered.text if rendered.is_whole else isolated(lang, words.text)


def value_text(lang: str, typed: Typed) -> str:
    """A fact's value."""
    match typed.value:
        case Measure():
            return measure_text(lang, typed.value)
        case YesNo():
            return phrase(lang, "yes" if typed.value.holds else "no").rstrip(".。！!।")
        case Text():
            if typed.value.items:
                return listed(lang, [words_text(lang, item, typed.lang) for item in typed.value.items])
            return words_text(lang, typed.value.text, typed.lang)


def measure_text(lang: str, measure: Measure) -> str:
    """Numbers with unit, the shopper's customary system beside, and words for "up to" and "about"."""
    measure = handy(measure)
    said = _one_system(lang, measure.quantities, measure.unit)
    other = _other_system(lang, measure)
    if other:
        said = phrase(lang, "converted").replace("{value}", said).replace("{other}", other)
    if measure.is_approximate:
        said = phrase(lang, "about_value").replace("{value}", said)
    if measure.limit is not None:
        said = phrase(lang, "up_to" if measure.limit == "max" else "at_least").replace("{value}", said)
    return said


_HANDY = {"g": ("kg", 1000), "ml": ("l", 1000), "mm": ("cm", 10), "min": ("h", 60)}


def handy(measure: Measure) -> Measure:
    """In the larger unit where people would: 6,400 g is 6.4 kg. Values stay exact."""
    larger, factor = _HANDY.get(measure.unit, ("", 0))
    numbers = [n for q in measure.quantities for n in (q.low, q.high) if n is not None]
    least = 1000 if measure.unit in {"g", "ml"} else 100 if measure.unit == "mm" else 120
    if not larger or min(numbers) < least or any(round(n / factor, 2) != n / factor for n in numbers):
        return measure
    scaled = tuple(
        Quantity(q.low / factor, q.high / factor if q.high is not None else None, q.axis) for q in measure.quantities
    )
    return Measure(scaled, larger, measure.limit, measure.is_approximate)


def _one_system(lang: str, quantities: tuple[Quantity, ...], unit: str) -> str:
    axes = [q.axis for q in quantities]
    if (
        len(quantities) > 1
        and all(axis in _AXES for axis in axes)
        and axes[:3] != ["length", "width", "height"][: len(axes)]
    ):
        concepts = load_pack(lang).concepts
        return ", ".join(f"{concepts[str(q.axis)].label} {_amount(lang, (q,), unit)}" for q in quantities)
    return _amount(lang, quantities, unit)


def _amount(lang: str, quantities: tuple[Quantity, ...], unit: str) -> str:
    shown = " × ".join(
        number(lang, q.low) if q.high is None else f"{number(lang, q.low)}–{number(lang, q.high)}" for q in quantities
    )
    last = quantities[-1]
    value = last.high if last.high is not None else last.low
    if unit == "pcs":
        return phrase(lang, "pieces", count=value).replace("{n}", shown)
    return unit_text(lang, value, unit, amount=shown)


def _other_system(lang: str, measure: Measure) -> str | None:
    converted: list[Quantity] = []
    unit = ""
    for quantity in measure.quantities:
        low = customary(lang, quantity.low, measure.unit)
        if low is None:
            return None
        high = customary(lang, quantity.high, measure.unit) if quantity.high is not None else None
        unit = low.unit
        converted.append(Quantity(low.value, high.value if high else None, quantity.axis))
    return _amount(lang, tuple(converted), unit)
