"""What a clause really asks, once its country, its product and the options that it names are known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from farshore.catalog.public import ShopIndex
from farshore.language.match import has_word
from farshore.language.packs import concept_kinds, intent_groups, load_pack
from farshore.language.text import fold, tokens
from farshore.language.units.parse import find_measures
from farshore.support.answering.clauses import size_of
from farshore.support.answering.following import WEAK
from farshore.support.answering.grounding.ages import claims_by_age
from farshore.support.answering.grounding.context import Target
from farshore.support.answering.linking import Link
from farshore.support.answering.records import Clause, ScoredLabel

_OPTION_WORDS = 6
_VERSION_WORDS = 7

_LIKELY = 0.08

_ADVICE_MEANT = 0.3

_COST_SHARE = 0.55

BY_RULE = 0.55


def names_little_else(clause: Clause, target: Target, lang: str) -> bool:
    """Whether options are nearly all that a clause says: "the blue one in M?"; not "how much goes in the 28?"."""
    words = load_pack(lang).words
    asks_much = any(has_word(words.get(key), clause.folded, lang) for key in ("how_much", "how_long"))
    return bool(target.variants.said) and not asks_much and size_of(_besides(clause, target), lang) <= _VERSION_WORDS


def names_only_version(clause: Clause, labels: Sequence[ScoredLabel], target: Target, lang: str) -> bool:
    """Whether a guess is all that a bare option has ("8kgのは？", "und die mit 8?"): it goes on with what was asked."""
    is_bare = bool(target.variants.said) and size_of(_besides(clause, target), lang) <= _BARE_WORDS
    return is_bare and bool(labels) and labels[0].how == "vector" and not _asks_whether_there(clause, lang)


def _besides(clause: Clause, target: Target) -> str:
    """A clause without the words of the product's name and of the options."""
    name = {t.text for t in tokens(fold(target.product.record.title)) if len(t.text) > 1}
    name |= {fold(value) for _, value in target.variants.said}
    rest = clause.folded
    for word in sorted(name, key=len, reverse=True):
        rest = rest.replace(word, " ", 1) if word in rest else rest
    return rest


_OF_A_COUNTRY = frozenset(
    {
        "shipping_where",
        "shipping_time",
        "shipping_cost",
        "price",
        "plug_fit",
        "duties",
        "return_window",
        "cash_on_delivery",
        "express",
    }
)


def by_country(clause: Clause, labels: Sequence[ScoredLabel]) -> list[ScoredLabel]:
    """A clause that names a country and is about nothing surely: the likeliest thing that depends on a country."""
    sent = next(
        (s for s in clause.labels if s.id == "shipping_cost" and s.score >= _COST_SHARE * clause.labels[0].score), None
    )
    if clause.countries and labels and labels[0].id == "price" and sent is not None:
        return [sent, *labels[1:]]
    if clause.countries and labels and labels[0].id == "ships_from" and labels[0].how == "vector":
        return [ScoredLabel("shipping_where", labels[0].score, "rule")]
    if not clause.countries or (
        labels and (labels[0].score >= WEAK or "cue" in labels[0].how or labels[0].how == "inherited")
    ):
        return list(labels)
    likely = next((s for s in clause.labels if s.id in _OF_A_COUNTRY and s.score >= _LIKELY), None)
    return [replace(likely, score=BY_RULE) if likely else ScoredLabel("shipping_where", BY_RULE, "rule")]


_ELECTRIC = frozenset(
    {"voltage", "plug_type", "power", "power_source", "charging_port", "battery_capacity", "battery_type"}
)


def plugged(clause: Clause, labels: Sequence[ScoredLabel], targets: Sequence[Target]) -> list[ScoredLabel]:
    """Labels without plugs for goods without any: nobody asks for the plug of a casserole."""
    if not labels or labels[0].id != "plug_fit" or not targets:
        return list(labels)
    if any(f.attribute in _ELECTRIC for f in targets[0].product.drawn.facts):
        return list(labels)
    other = next((s for s in clause.labels if s.id != "plug_fit"), None)
    if other is None or (other.score < WEAK and clause.countries):
        return [ScoredLabel("shipping_where", BY_RULE, "rule")]
    return [other]


_UNSAID = frozenset({"text", "list", "yesno"})


def bare_price(clause: Clause, labels: Sequence[ScoredLabel], lang: str) -> list[ScoredLabel]:
    """Labels where only "how much?" is asked of a thing: "c combien le rouge" asks the price, not the shade."""
    if not labels or labels[0].how != "vector" or size_of(clause.folded, lang) > _OPTION_WORDS:
        return list(labels)
    kind = concept_kinds().get(labels[0].id)
    is_thing = (kind is not None and kind.value in _UNSAID) or (labels[0].id == "price" and is_weak(labels))
    if is_thing and has_word(load_pack(lang).words.get("how_much"), clause.folded, lang):
        return [ScoredLabel("price", BY_RULE, "rule")]
    return list(labels)


_SIZED = frozenset({"size_advice", "sizes", "fit", "options"})
_OF_THE_WEARER = frozenset(
    {"age_range", "child_safe", "pet_safe", "recipient", "recommend"}
    | {"height", "width", "length", "dimensions", "weight", "load_capacity"}
)
"""What a clause seems to ask that only tells who is to wear it: "my dog has 50 cm round the chest, which size?"."""


def of_measures(
    clauses: Sequence[Clause], clause: Clause, labels: Sequence[ScoredLabel], targets: Sequence[Target]
) -> list[ScoredLabel]:
    """Labels where a measure of the wearer was told: "my finger is 55.7 mm round. Which size?" asks for advice."""
    if not labels or not targets or not _tells_measure(" ".join(c.folded for c in clauses), targets[0]):
        return list(labels)
    first = labels[0]
    if first.id in _SIZED:
        others = [label for label in labels[1:] if label.id not in _SIZED | _OF_THE_WEARER]
        return [replace(first, id="size_advice"), *others]
    advice = next((s for s in clause.labels if s.id == "size_advice"), None)
    if first.id in _OF_THE_WEARER and advice is not None and advice.score >= _ADVICE_MEANT:
        return [advice]
    asked_elsewhere = any(c is not clause and c.labels and c.labels[0].id in _SIZED for c in clauses)
    if first.id in _OF_THE_WEARER and asked_elsewhere and find_measures(clause.folded):
        return []
    return list(labels)


def _tells_measure(folded: str, target: Target) -> bool:
    """Whether a message tells what a size is looked up by: a length, a weight, or an age where sizes are for ages."""
    told = {m.dimension for m in find_measures(folded)}
    return bool(target.product.drawn.charts and told & {"length", "mass"}) or bool(claims_by_age(target, folded))


_LISTS = frozenset({"color", "sizes", "options"})


def _asks_whether_there(clause: Clause, lang: str) -> bool:
    """Whether a short clause asks if something is to be had: "а 30 мм есть?", "40 사이즈 있어요?"."""
    is_short = size_of(clause.folded, lang) <= _VERSION_WORDS
    return is_short and has_word(load_pack(lang).words.get("have_it"), clause.folded, lang)


def of_options(
    clause: Clause, labels: Sequence[ScoredLabel], targets: Sequence[Target], lang: str
) -> list[ScoredLabel]:
    """Labels where options are named: "do you have it in ochre?" asks for stock, not for the list of colours."""
    named = bool(labels and targets and targets[0].variants.said)
    if (
        named
        and labels[0].id == "size_advice"
        and "cue" not in labels[0].how
        and not any(c.isdigit() for c in clause.folded)
    ):
        return [replace(labels[0], id="stock")]
    if named and labels[0].how in {"vector", "inherited"} and _asks_whether_there(clause, lang):
        return [ScoredLabel("stock", BY_RULE, "rule")]
    words = load_pack(lang).words
    if named and labels[0].how == "vector" and has_word(words.get("how_much"), clause.folded, lang):
        kind = concept_kinds().get(labels[0].id)
        is_measured = kind is not None and kind.value.startswith("measure") and labels[0].score >= WEAK
        return list(labels) if is_measured else [ScoredLabel("price", BY_RULE, "rule")]
    lists = any(label.id in _LISTS for label in (labels if named and labels[0].how == "vector" else labels[:1]))
    if named and lists:
        again = any(s.id == "restock" and s.score >= _LIKELY for s in clause.labels)
        others = [label for label in labels[1:] if label.id not in _LISTS and "cue" in label.how]
        return [replace(labels[0], id="restock" if again else "stock"), *others]
    return list(labels)


_VERY_WEAK = 0.4
_SURE_TALK = 0.9
_BARE_WORDS = 3
_STATED_AS = {"plug_fit": "voltage"}
_ORDER_NUMBER = re.compile(r"\b[A-Z]{0,5}[-#]?\d{5,}\b")


def is_talk(labels: Sequence[ScoredLabel]) -> bool:
    """Whether a clause is small talk or a wish for a person."""
    return bool(labels) and intent_groups().get(labels[0].id) in {"talk", "hand_off"}


def is_surely_talk(labels: Sequence[ScoredLabel]) -> bool:
    """Small talk by a listed word; the head alone takes scraps like "and the big one?" for it."""
    return is_talk(labels) and ("cue" in labels[0].how or labels[0].score >= _SURE_TALK)


_SURE = 0.8
_SURE_OF_CHOICE = 0.6
OF_OFFER = frozenset({"stock", "restock", "price", "discount"})
"""What is asked of a version, once it is named."""


def names_for_next(clauses: Sequence[Clause], number: int, lang: str) -> bool:
    """Whether a clause only names what the next one asks for: "Twist ring in size P, available?"."""
    clause, after = clauses[number], clauses[number + 1 : number + 2]
    if not after or not after[0].labels or size_of(clause.folded, lang) > _VERSION_WORDS:
        return False
    is_named_only = not any("cue" in s.how for s in clause.labels if s.id not in _LISTS)
    is_short = size_of(after[0].folded, lang) <= _BARE_WORDS
    return is_named_only and is_short and after[0].labels[0].id in OF_OFFER and is_sure(after[0].labels)


def is_sure(labels: Sequence[ScoredLabel]) -> bool:
    """Whether a clause, short as it may be ("available?"), surely has a matter of its own."""
    if not labels or is_talk(labels):
        return False
    return labels[0].score >= (_SURE_OF_CHOICE if labels[0].id in _SIZED | OF_OFFER else _SURE)


_SCRAP_WORDS = 2
_NOT_UNDERSTOOD = 0.15


def of_scraps(clause: Clause, labels: list[ScoredLabel], lang: str) -> list[ScoredLabel]:
    """Labels of what has hardly a word in it; there the head's guess is chance ("½ ⅓": instalments, "mystery": thanks).

    Signs alone ("❤️", "...") are met as a greeting is: we ask what is wanted. Else the guess counts as unsure.
    """
    if not any(c.isalnum() for c in clause.folded):
        return [ScoredLabel("greeting", BY_RULE, "rule")] if clause.folded.strip() else labels
    is_scrap = size_of(clause.folded, lang) <= _SCRAP_WORDS
    is_chance = is_talk(labels) and not is_surely_talk(labels) and is_scrap
    if labels and labels[0].how == "vector" and (is_chance or not any(c.isalpha() for c in clause.folded)):
        return [replace(labels[0], score=_NOT_UNDERSTOOD)]
    return labels


_RARELY_ASKED = frozenset(
    {"coupon", "wholesale", "reviews", "physical_store", "installments", "private_probe", "samples"}
)
_RARE_FROM = 0.8


def is_weak(labels: Sequence[ScoredLabel]) -> bool:
    """Whether no more than the head's guess is known, and it is unsure; of what is rarely asked it must be surer."""
    least = _RARE_FROM if labels and labels[0].id in _RARELY_ASKED else WEAK
    return bool(labels) and labels[0].how == "vector" and labels[0].score < least


_ENDS_A_STATEMENT = (".", "!", "。", "！", "।")


def only_told(clauses: Sequence[Clause], number: int, labels: Sequence[ScoredLabel]) -> bool:
    """Whether a clause only tells why another one asks: "we are away in August, how long does a filling last?".

    Its guess would be a complaint or a matter of safety, which goes to a person; a listed word keeps it.
    """
    clause, kinds = clauses[number], concept_kinds()
    if not labels or "cue" in labels[0].how or is_question(clause):
        return False
    if clause.countries and labels[0].score < _SURE and any(is_question(c) for c in clauses if c is not clause):
        return True  # "I live in Germany": the other clause is answered for it
    is_grave = labels[0].id in {"order_late", "abuse"} or labels[0].id.startswith("complaint_")
    # Of safety nothing is passed over that might be a question: only a sentence that ends as a statement does.
    is_safety = labels[0].id in kinds and kinds[labels[0].id].is_safety
    is_grave = is_grave or (is_safety and clause.text.rstrip().endswith(_ENDS_A_STATEMENT))
    return is_grave and any(
        c.labels
        and c.labels[0].id in kinds
        and c.labels[0].score >= WEAK
        and (is_question(c) or "cue" in c.labels[0].how)
        for c in clauses
        if c is not clause
    )


def is_question(clause: Clause) -> bool:
    """Whether a clause ends as a question does, as far as signs tell."""
    return clause.text.rstrip().endswith(("?", "？", "؟"))


def is_open(label: ScoredLabel) -> bool:
    """Whether passages of the product may know better than an unsure label."""
    is_guessable = label.id in concept_kinds() or label.id in {"describe", "recommend"} | _RARELY_ASKED
    return is_guessable or label.score < _VERY_WEAK


def after_shipping(
    clause: Clause, labels: list[ScoredLabel], last: Sequence[ScoredLabel], lang: str
) -> list[ScoredLabel]:
    """Labels where "how much?" and nothing else follows a matter of shipping: what shipping costs."""
    is_bare = size_of(clause.folded, lang) <= _BARE_WORDS
    if is_bare and labels and last and labels[0].id == "price" and last[0].id.startswith("shipping_"):
        return [replace(labels[0], id="shipping_cost")]
    return labels


def of_an_order(message: str, labels: list[ScoredLabel]) -> list[ScoredLabel]:
    """A statement with an order number that only seems to be about changing it tells of a fault: "ordered M, got S"."""
    told = _ORDER_NUMBER.search(message) and not any(mark in message for mark in "?？؟")
    of_orders = {"order_change", "order_status", "return_request"}
    if told and labels and labels[0].id in of_orders and labels[0].how == "vector":
        return [replace(labels[0], id="complaint_wrong")]
    return labels


def by_attribute(index: ShopIndex, labels: Sequence[ScoredLabel], link: Link) -> Link:
    """No product is known: if only one or two state what is asked ("how long does the battery last?"), it is they."""
    if link.numbers or link.is_not_sold:
        return link
    for label in labels:
        numbers = index.by_attribute(_STATED_AS.get(label.id, label.id))
        if label.score >= WEAK and 0 < len(numbers) <= 2:
            return Link(list(numbers), "attribute", 0.5)
    return link
