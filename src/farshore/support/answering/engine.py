"""From a message to an answer: the steps in their order, each leaving its line in the trace.

Pure: no database, no network, no clock. Encoders, the shop's index and the moment are given.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from farshore.catalog.public import ListedProduct
from farshore.language.packs import concept_kinds, intent_groups, load_pack
from farshore.support.answering.composing import Composer, Outcome, compose
from farshore.support.answering.following import (
    Memory,
    asks_for_version,
    compared,
    compares,
    filled_in,
    inherited,
    of_each,
)
from farshore.support.answering.grounding.compare import ground_compare, ground_versions
from farshore.support.answering.grounding.context import Scene, Scored, Target
from farshore.support.answering.grounding.matters import ground, ground_weak
from farshore.support.answering.linking import Link, LinkContext, Linker
from farshore.support.answering.passages import passages_of
from farshore.support.answering.reading import (
    Encode,
    Reader,
    Reading,
    is_follow_up,
    matters_of,
    read_language,
    read_message,
)
from farshore.support.answering.records import Answer, Clause, Grounded, ScoredLabel, Step, Turn
from farshore.support.answering.settling import (
    BY_RULE,
    OF_OFFER,
    after_shipping,
    bare_price,
    by_attribute,
    by_country,
    is_open,
    is_sure,
    is_surely_talk,
    is_talk,
    is_weak,
    names_for_next,
    names_little_else,
    names_only_version,
    of_an_order,
    of_measures,
    of_options,
    of_scraps,
    only_told,
    plugged,
)
from farshore.support.answering.situation import Encoders, Situation, page_of
from farshore.support.answering.variants import link_variants

_MOST_PRODUCTS = 3
_MOST_KEPT = 20_000
"""Sentences whose vectors are kept, 2 kB each."""
_MOST_RETRIEVED = 6
_TURNS_BACK = 4
_ASKED_FROM = 0.25
_NEEDS_NO_PRODUCT = frozenset({"policy", "order", "talk", "hand_off", "none"})


@dataclass(slots=True)
class _Work:
    """What the steps build up for one message."""

    situation: Situation
    reading: Reading
    reader: Reader
    page: int | None = None
    memory: Memory = field(default_factory=Memory)
    links: list[Link] = field(default_factory=list[Link])
    steps: list[Step] = field(default_factory=list[Step])


class Engine:
    """Answers questions about one shop at a time; keeps passage vectors of products that were asked about."""

    def __init__(self, encoders: Encoders, composer: Composer = compose) -> None:
        self._encoders = encoders
        self._composer = composer
        self._vectors: dict[tuple[str, str], NDArray[np.float32]] = {}

    def answer(self, situation: Situation) -> Answer:
        """Answer one question."""
        started = time.perf_counter()
        work = self._read(situation)
        _step(
            work,
            "read",
            started,
            clauses=[_shown(c) for c in work.reading.clauses],
            scores=work.reading.detected.scores,
        )
        started = time.perf_counter()
        found = self._ground(work)
        _step(work, "ground", started, links=[[link.how, link.score, link.numbers] for link in work.links])
        started = time.perf_counter()
        answer = self._composer(
            Outcome(
                tuple(found), situation.shop, situation.question, work.reading.lang, self._named(work), _products(work)
            )
        )
        _step(work, "compose", started)
        return replace(answer, steps=tuple(work.steps))

    # -- reading

    def _read(self, situation: Situation) -> _Work:
        question = situation.question
        detected = read_language(question)
        reader = self._encoders.of(detected.lang, question.text)
        work = _Work(situation, read_message(question.text, detected, reader), reader)
        work.page, _ = page_of(situation)
        self._read_prior(work)
        return work

    def _read_prior(self, work: _Work) -> None:
        """Products, labels and country of earlier turns; only as far back as follow-ups reach."""
        turns = work.situation.question.prior[-_TURNS_BACK:]
        linker = Linker(work.situation.index, work.reading.lang)
        seen: list[int] = []
        for turn in reversed(turns):
            link = linker.link(turn.text, LinkContext(None, None))
            if link.is_explicit or (link.how == "name" and link.is_sure):
                seen += link.numbers[:2]
            if turn.role == "shopper":
                self._remember(work, turn)
        work.memory.products = tuple(dict.fromkeys(seen))
        work.memory.texts = tuple(turn.text for turn in reversed(turns))

    def _remember(self, work: _Work, turn: Turn) -> None:
        memory = work.memory
        if memory.labels and memory.country:
            return
        reading = read_message(turn.text, work.reading.detected, work.reader)
        found = [m for c in reading.clauses if not c.is_aside for m in by_country(c, matters_of(c))]
        if not memory.labels:
            memory.labels = [m for m in found if intent_groups().get(m.id) not in {"talk", "hand_off"}]
        countries = [code for c in reading.clauses for code in c.countries]
        memory.country = memory.country or (countries[-1] if countries else None)

    # -- grounding

    def _ground(self, work: _Work) -> list[Grounded]:
        found: list[Grounded] = []
        last: list[ScoredLabel] = list(work.memory.labels)
        link = Link()
        named: list[int] = []
        for number, clause in enumerate(work.reading.clauses):
            labels = [] if clause.is_aside else of_an_order(work.situation.question.text, matters_of(clause))
            follows = (
                is_follow_up(clause, work.reading.lang) and (bool(last) or number == 0) and not is_surely_talk(labels)
            )
            labels = after_shipping(clause, labels, last, work.reading.lang)
            labels = of_scraps(clause, labels, work.reading.lang)
            labels = [] if only_told(work.reading.clauses, number, labels) else labels
            if follows and last and not clause.is_aside and not (number and is_sure(labels)):
                labels = inherited(last)
            link = of_each(self._link(work, number, link, labels), link, named)
            named += link.numbers if link.is_explicit and link.is_sure else []
            work.links.append(link)
            follows = follows and number == 0 and bool(work.memory.texts)
            found += self._ground_clause(work, number, labels, follows=follows)
            if labels and not is_talk(labels):
                last = labels
        return found

    def _link(self, work: _Work, number: int, earlier: Link, labels: Sequence[ScoredLabel]) -> Link:
        """The product of a clause; one that names none speaks of the clause before it."""
        situation = work.situation
        page, sku = page_of(situation)
        spoken = earlier.numbers if earlier.is_sure or earlier.is_several else []
        before = tuple(dict.fromkeys([*spoken, *work.memory.products]))
        clause = work.reading.clauses[number]
        is_of_product = bool(labels) and (
            labels[0].id in concept_kinds() or intent_groups().get(labels[0].id) == "offer"
        )
        has_vector = is_of_product and situation.index.encoder_name == work.reader.name
        vector = work.reading.vectors[number] if has_vector else None
        linker = Linker(situation.index, work.reading.lang)
        return linker.link(clause.text, LinkContext(page, sku, before), vector)

    def _ground_clause(
        self, work: _Work, number: int, labels: Sequence[ScoredLabel], *, follows: bool
    ) -> list[Grounded]:
        clause = work.reading.clauses[number]
        if clause.is_aside:
            return []
        work.links[number] = by_attribute(work.situation.index, labels, work.links[number])
        numbers = work.links[number].numbers[:_MOST_PRODUCTS]
        texts = work.memory.texts if follows else _said_before(work, number)
        targets = [self._target(work, clause, n, texts) for n in numbers]
        if targets and targets[0].variants.said and names_for_next(work.reading.clauses, number, work.reading.lang):
            return []
        labels = _settled(work, clause, labels, targets, follows=follows)
        scene = self._scene(work, number)
        side = self._side_by_side(work, scene, labels, targets)
        if side is not None:
            return [side]
        if is_weak(labels) and targets:
            if names_little_else(clause, targets[0], work.reading.lang):
                again = any(s.id == "restock" for s in clause.labels[:2])
                labels = [ScoredLabel("restock" if again else "stock", 0.6, "rule")]
            elif is_open(labels[0]):
                return [ground_weak(scene, clause.labels, target) for target in targets]
        return _ground_each(scene, labels, targets, work.links[number])

    def _side_by_side(
        self, work: _Work, scene: Scene, labels: Sequence[ScoredLabel], targets: Sequence[Target]
    ) -> Grounded | None:
        """A comparison, where one is asked: of two products, else of versions of one."""
        clause = scene.clause
        by_label = next((label for label in labels if label.id == "compare"), None)
        if by_label is None and not (len(targets) > 1 and compares(clause.folded, work.reading.lang)):
            return None
        label = by_label or ScoredLabel("compare", 0.6, "rule")
        pair = list(targets[:2]) if len(targets) > 1 else self._pair(work, clause, targets)
        if len(pair) == 2:
            asked = [s.id for s in clause.labels if s.id != "compare" and ("cue" in s.how or s.score > _ASKED_FROM)]
            asked = compared(clause.folded, work.reading.lang) or asked
            return ground_compare(scene, pair, label, asked)
        if targets and len(targets[0].variants.said) > 1:
            return ground_versions(scene, targets[0], label)
        return None

    def _pair(self, work: _Work, clause: Clause, targets: Sequence[Target]) -> list[Target]:
        """The two products of a comparison: named in the clause, the open one, the one before."""
        kinds = Linker(work.situation.index, work.reading.lang).kinds_named(clause.text)
        own = [work.links[-1].numbers[0]] if targets and work.links[-1].numbers else []
        page = [work.page] if work.page is not None else []
        chosen = list(dict.fromkeys([*kinds, *own, *page, *work.memory.products]))[:2]
        return [self._target(work, clause, n, ()) for n in chosen]

    def _target(self, work: _Work, clause: Clause, number: int, texts: Sequence[str]) -> Target:
        """A product, with the options that a clause names, else those of earlier `texts`, latest first."""
        product = work.situation.index.load(number)
        page, sku = page_of(work.situation)
        lang = work.reading.lang
        listed: dict[str, Sequence[str]] = load_pack(lang).words.get("size_words") or {}
        sizes = {str(size): words for size, words in listed.items()}
        own = sku if page == number else None
        target = Target(product, link_variants(clause.text, product, lang, sku=own, size_words=sizes))
        if not texts:
            return target
        before = [link_variants(text, product, lang, size_words=sizes) for text in texts]
        return filled_in(target, before, clause.folded, lang)

    def _scene(self, work: _Work, number: int) -> Scene:
        clause = work.reading.clauses[number]
        elsewhere = [code for c in work.reading.clauses for code in c.countries]
        said = clause.countries or tuple(elsewhere)
        question = work.situation.question
        country = said[0] if said else work.memory.country or question.country
        return Scene(
            shop=work.situation.shop, lang=work.reading.lang, at=work.situation.at, clause=clause,
            message=question.text, country=country, is_country_said=bool(said),
            passages=lambda product: self._passages_of(work, product, clause.text),
            policy_texts=self._policies_of,
            ages_out=work.situation.ages_out,
        )  # fmt: skip

    def _passages_of(self, work: _Work, product: ListedProduct, text: str) -> Scored:
        """Passages of a product with how well each answers a text; vectors of the passages are kept.

        The retriever takes 15 ms a sentence, so of long listings it is asked about the six nearest by the main encoder.
        """
        passages = passages_of(product)
        if len(passages) > _MOST_RETRIEVED and work.reader.name == self._encoders.main.name:
            near = self._kept("main", [p.text for p in passages], work.reader.encode) @ work.reader.encode([text])[0]
            passages = [passages[int(i)] for i in np.argsort(-near)[:_MOST_RETRIEVED]]
        vectors = self._kept("passage", [p.text for p in passages], self._encoders.retriever.encode_passages)
        return passages, self._encoders.retriever.scores(text, vectors)

    def _policies_of(self, texts: Sequence[str], text: str) -> NDArray[np.float32]:
        """How well each policy text answers a text."""
        vectors = self._kept("passage", texts, self._encoders.retriever.encode_passages)
        return self._encoders.retriever.scores(text, vectors)

    def _kept(self, role: str, texts: Sequence[str], encode: Encode) -> NDArray[np.float32]:
        """Vectors of texts, each encoded once."""
        missing = [t for t in dict.fromkeys(texts) if (role, t) not in self._vectors]
        if missing:
            if len(self._vectors) > _MOST_KEPT:
                self._vectors.clear()
                missing = list(dict.fromkeys(texts))
            for one, vector in zip(missing, encode(missing), strict=True):
                self._vectors[role, one] = vector
        return np.array([self._vectors[role, t] for t in texts], np.float32)

    @staticmethod
    def _named(work: _Work) -> frozenset[str]:
        """Titles to be said before their facts: where the shopper did not open the page or say the name."""
        names = work.situation.index.names
        return frozenset(
            names[n]
            for link in work.links
            for n in link.numbers
            if link.how in {"kind", "vector", "before", "attribute"}
        )


def _said_before(work: _Work, number: int) -> tuple[str, ...]:
    """The clauses before one that is surely about an offer and names nothing: "the ring in P, available?"."""
    clause = work.reading.clauses[number]
    labels = clause.labels
    if number == 0 or not labels or labels[0].id not in OF_OFFER or work.links[number].is_explicit:
        return ()
    return tuple(c.text for c in reversed(work.reading.clauses[:number]))


def _settled(
    work: _Work, clause: Clause, labels: Sequence[ScoredLabel], targets: Sequence[Target], *, follows: bool
) -> list[ScoredLabel]:
    """What the clause really asks, rule after rule."""
    lang = work.reading.lang
    if work.memory.labels and targets and names_only_version(clause, labels, targets[0], lang):
        labels = inherited(work.memory.labels)
    elif follows and targets and asks_for_version(clause, targets[0], work.memory, lang):
        labels = [ScoredLabel("stock", BY_RULE, "inherited")]
    labels = of_measures(work.reading.clauses, clause, bare_price(clause, labels, lang), targets)
    return of_options(clause, plugged(clause, by_country(clause, labels), targets), targets, lang)


def _ground_each(scene: Scene, labels: Sequence[ScoredLabel], targets: Sequence[Target], link: Link) -> list[Grounded]:
    """Each label for each product that it needs; guesses go where a listed word was answered."""
    found: list[Grounded] = []
    sure: set[str] = set()
    for label in labels:
        needs = label.id in concept_kinds() or intent_groups().get(label.id) not in _NEEDS_NO_PRODUCT
        for target in (targets if needs else targets[:1]) or (None,):
            grounded = ground(scene, label, target, link)
            found.append(grounded)
            if grounded.is_answer and "cue" in label.how:
                sure.add(label.id)
    guessed = {label.id for label in labels if label.how == "vector"}
    return [g for g in found if g.is_answer or not sure or g.label not in guessed]


def _products(work: _Work) -> tuple[str, ...]:
    numbers = dict.fromkeys(n for link in work.links for n in link.numbers[:_MOST_PRODUCTS])
    return tuple(work.situation.index.load(n).id for n in numbers)


def _shown(clause: Clause) -> dict[str, object]:
    return {
        "text": clause.text,
        "labels": [[label.id, label.score, label.how] for label in clause.labels],
        "countries": list(clause.countries),
    }


def _step(work: _Work, name: str, started: float, **found: object) -> None:
    work.steps.append(Step(name, round((time.perf_counter() - started) * 1000, 2), found))
