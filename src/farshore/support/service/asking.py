"""Questions without a conversation: `farshore ask` and the console's "try it"."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from farshore.platform.db import Json, Sessions, read_session
from farshore.platform.shops import Shop
from farshore.support.answering.records import Answer, Evidence, Question, Turn
from farshore.support.service.answerer import Answerer, Composed, ShopView, read_shop

LONGEST_CHARS = 8000
MOST_TURNS = 20
_CODE_LENGTH = 2
_HALVES = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question answered, with the shop as it was."""

    composed: Composed
    view: ShopView


async def ask(answerer: Answerer, sessions: Sessions, shop: Shop, question: Question, at: datetime) -> Asked:
    """Answer as if a channel to a person were set and all data had been read this moment."""
    async with read_session(sessions) as session:
        view = await read_shop(session, shop, has_channel=True)
    return Asked(await answerer.answer(view, question, at=at, ages_out=False), view)


def to_question(text: str, context: Json) -> Question:
    """A question from its parts: page, country, prior turns; what no person reads through is cut."""
    prior: list[Any] = context.get("prior") or []
    return Question(
        _whole(text[:LONGEST_CHARS]),
        page=_whole(context.get("page") or "") or None,
        country=_country(context.get("country") or ""),
        prior=tuple(map(to_turn, prior[-MOST_TURNS:])),
    )


def to_turn(turn: Any) -> Turn:  # noqa: ANN401 - JSON
    """A turn from its JSON; a bare text is the shopper's."""
    if isinstance(turn, str):
        return Turn("shopper", _whole(turn[:LONGEST_CHARS]))
    return Turn("shopper" if turn["role"] == "shopper" else "assistant", _whole(str(turn["text"])[:LONGEST_CHARS]))


def _country(given: str) -> str | None:
    """An ISO 3166 code in capitals; None when it has not that form."""
    code = given.strip()
    return code.upper() if len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() else None


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs and NUL, which no database and no font can hold."""
    return _HALVES.sub("\ufffd", text)


def answer_line(question_id: Any, answer: Answer, took_ms: float) -> Json:  # noqa: ANN401 - as given
    """One line of the file that `farshore ask` writes."""
    return {
        "id": question_id,
        "answer_text": answer.text,
        "lang": answer.lang,
        "handoff": answer.handoff,
        "reason": answer.reason,
        "evidence": [evidence_line(e) for e in answer.evidence],
        "confidence": answer.confidence,
        "took_ms": took_ms,
    }


def evidence_line(evidence: Evidence) -> Json:
    """One piece of evidence as files have it."""
    return {
        "product": evidence.product,
        "kind": evidence.kind,
        "field": evidence.field,
        "value": evidence.value,
        "quote": evidence.quote,
    }
