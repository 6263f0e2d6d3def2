"""Evidence, cards and traces as they are kept and shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.public import (
    ListedProduct,
    find_text_ids,
    image_of,
    price_text,
    read_texts,
    read_versions,
)
from farshore.language.lexicon import kinds_recogniser
from farshore.language.packs import concept_kinds
from farshore.language.text import fold
from farshore.platform.db import Json
from farshore.support.answering import composing
from farshore.support.answering.guard import check_claims
from farshore.support.answering.records import Answer, Claim, Evidence
from farshore.support.answering.wording.claims import say_claim
from farshore.support.service.answerer import Composed
from farshore.support.service.asking import evidence_line

MOST_CARDS = 3
THRESHOLD: float = getattr(composing, "SEND_FROM", getattr(composing, "_SEND_FROM", 0.3))


async def keep_evidence(session: AsyncSession, shop_id: UUID, composed: Composed) -> dict[Evidence, Json]:
    """Each piece of evidence as JSON, with the id of the text that it stands in."""
    ids = await find_text_ids(session, shop_id, {text for _, _, text in composed.texts})
    places = {
        evidence: text_id
        for evidence in _all_evidence(composed.answer)
        if (text_id := _text_id(evidence, composed, ids)) is not None
    }
    return {e: _kept(e, places.get(e)) for e in _all_evidence(composed.answer)}


def _all_evidence(answer: Answer) -> list[Evidence]:
    return list(dict.fromkeys([*answer.evidence, *(e for c in answer.claims for e in c.evidence)]))


def _text_id(evidence: Evidence, composed: Composed, ids: Mapping[str, UUID]) -> UUID | None:
    if evidence.start is None or evidence.end is None:
        return None
    for product, source, text in composed.texts:
        same = product == evidence.product and source == evidence.source
        if same and text[evidence.start : evidence.end] == evidence.quote:
            return ids.get(text)
    return None


def _kept(evidence: Evidence, text_id: UUID | None) -> Json:
    return {
        **evidence_line(evidence),
        "text_id": str(text_id) if text_id else None,
        "start": evidence.start,
        "end": evidence.end,
    }


async def open_evidence(session: AsyncSession, shop_id: UUID, kept: Iterable[Json]) -> dict[str, str]:
    """The texts that kept evidence stands in, by id."""
    ids = {UUID(e["text_id"]) for e in kept if e.get("text_id")}
    texts = await read_texts(session, shop_id, ids) if ids else {}
    return {str(text_id): text for text_id, text in texts.items()}


def shown_evidence(kept: Json, texts: Mapping[str, str]) -> Json:
    """Kept evidence as the wire has it: with its text."""
    text = texts.get(kept.get("text_id") or "")
    source = None if text is None else {"text": text, "start": kept["start"], "end": kept["end"]}
    plain = {name: kept[name] for name in ("product", "kind", "field", "value", "quote")}
    return {**plain, "source": source}


def cards(products: Sequence[ListedProduct], lang: str) -> list[Json]:
    """Products as cards, the shopper's language where it is ours to say."""
    return [
        {
            "handle": p.record.handle,
            "title": p.record.title,
            "kind_word": kind_word(p, lang),
            "image_url": image_of(p.record),
            "price_text": price_text(p.record.variants, lang),
            "url": p.record.url,
        }
        for p in products[:MOST_CARDS]
    ]


def kind_word(product: ListedProduct, lang: str) -> str | None:
    """What kind of thing it is, in a language; None when the lexicon does not know."""
    for text in (product.record.title, product.record.kind):
        for source in ("en", "zh-Hans"):
            hits = kinds_recogniser(source).find(fold(text))
            if hits and (word := hits[-1][2].spoken(lang)):
                return word
    return None


async def make_trace(
    session: AsyncSession, shop_id: UUID, question: str, composed: Composed
) -> tuple[Json, list[Any], dict[str, int]]:
    """What the console shows of an answer's way; its claims as data; versions of the products it stands on."""
    kept = await keep_evidence(session, shop_id, composed)
    answer = composed.answer
    faults = check_claims(answer.claims, answer.lang)
    content: Json = {
        "question": question,
        "answer": answer.text,
        "lang": answer.lang,
        "lang_scores": _scores(_found(answer, "scores", {})),
        "clauses": _clauses(composed),
        "plan": [_plan_item(claim, answer.lang, kept) for claim in answer.claims],
        "guard": {"ok": not faults, "problems": [f"{f.claim.key}: {f.said}" for f in faults]},
        "confidence": answer.confidence,
        "threshold": THRESHOLD,
        "handoff": answer.handoff,
        "reason": answer.reason,
        "took_ms": composed.took_ms,
        "steps": [{"name": step.name, "ms": step.took_ms} for step in answer.steps],
    }
    versions = await read_versions(session, shop_id, [UUID(p.id) for p in composed.products])
    return content, [to_json(claim) for claim in answer.claims], versions


def _found(answer: Answer, name: str, default: Any) -> Any:  # noqa: ANN401 - the steps' own
    return next((step.found[name] for step in answer.steps if name in step.found), default)


def _scores(scores: Mapping[str, float]) -> list[Json]:
    """The best five, as shares of one."""
    low = min(scores.values(), default=0.0)
    lifted = {lang: float(score) - low for lang, score in scores.items()}
    whole = sum(lifted.values()) or 1.0
    ranked = sorted(lifted.items(), key=lambda item: -item[1])[:5]
    return [{"id": lang, "score": round(score / whole, 3)} for lang, score in ranked]


def _clauses(composed: Composed) -> list[Json]:
    clauses: list[Json] = _found(composed.answer, "clauses", [])
    links: list[list[Any]] = _found(composed.answer, "links", [])
    how = [str(link[0]) for link in links]
    products = composed.products
    return [
        {
            "text": clause["text"],
            "intents": [_score(label) for label in clause["labels"] if label[0] not in concept_kinds()],
            "attributes": [_score(label) for label in clause["labels"] if label[0] in concept_kinds()],
            "product": _link(products, how[n] if n < len(how) else ""),
            "variant": None,
        }
        for n, clause in enumerate(clauses)
    ]


def _score(label: Sequence[Any]) -> Json:
    return {"id": str(label[0]), "score": float(label[1])}


def _link(products: Sequence[ListedProduct], how: str) -> Json | None:
    if not products or not how or how == "none":
        return None
    return {"handle": products[0].record.handle, "title": products[0].record.title, "how": how}


def _plan_item(claim: Claim, lang: str, kept: Mapping[Evidence, Json]) -> Json:
    return {
        "claim": claim.key,
        "value_text": say_claim(claim, lang),
        "evidence": [kept[e] for e in claim.evidence if e in kept],
    }


def to_json(value: Any) -> Any:  # noqa: ANN401 - records of every kind
    """A record of answering as JSON, each with its type's name."""
    if is_dataclass(value) and not isinstance(value, type):
        names = list(asdict(value))
        return {"type": type(value).__name__, **{n: to_json(getattr(value, n)) for n in names}}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in cast("Sequence[Any]", value)]
    if isinstance(value, str | int | float | bool | None):
        return value
    return str(value)
