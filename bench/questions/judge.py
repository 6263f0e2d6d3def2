"""Which of the four outcomes an answer has; see README.md for the little language of accepted values."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from quantities import Quantity, converts, fold, quantities, same

HERE = Path(__file__).parent
POLARITY: dict[str, dict[str, list[str]]] = json.loads((HERE / "polarity.json").read_text(encoding="utf-8"))
NO_BOUNDARY = {"zh-Hans", "zh-Hant", "ja", "ko", "th"}
TALK = {"out_of_scope", "smalltalk"}
TONAL = {"vi"}  # where an accent makes another word
SENTENCE = re.compile(r"(?<!\d)[.](?!\w)|[!?。！？।؟;；\n]+|(?<=ค่ะ) |(?<=คะ) |(?<=ครับ) ")
CLAUSE = re.compile(r"[,，、،:：—–()（）]+")
NAMED = {
    "mm": ("length", 1),
    "cm": ("length", 10),
    "l": ("volume", 1000),
    "g": ("mass", 1),
    "kg": ("mass", 1000),
    "min": ("time", 1),
    "h": ("time", 60),
    "day": ("time", 1440),
    "year": ("time", 525960),
    "V": ("voltage", 1),
    "C": ("celsius", 1),
}
SIZE = re.compile(r"(?<![A-Za-z0-9'’-])(?:XXS|XS|S|M|L|XL|XXL|J|N|P|R)(?![A-Za-z0-9'’])")
SIZE_SPAN = 6
QUOTED = re.compile(r"[“«「„][^”»」“]{5,}[”»」“]")
SUMS = {"comparison", "shipping", "price"}


@dataclass
class Verdict:
    """The outcome of one answer, and why."""

    outcome: str
    missing: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@lru_cache(maxsize=20000)
def pattern(raw: str, *, accents: bool = False) -> re.Pattern[str]:
    """An expression, folded as the text is; escapes keep their case."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\ue000{chr(0xE100 + len(kept) - 1)}"

    folded = fold(re.sub(r"\\.", keep, raw), accents=accents)
    return re.compile(re.sub("\ue000(.)", lambda m: kept[ord(m.group(1)) - 0xE100], folded), re.IGNORECASE)


def matcher(lang: str, raw: str) -> re.Pattern[str]:
    """An expression as it is matched in texts of a language."""
    return pattern(raw, accents=lang in TONAL)


def clauses(folded: str, lang: str) -> list[tuple[str, list[str]]]:
    """Sentences, each with its clauses; those that only say "I do not know" are left out."""
    sentences = [s.strip() for s in SENTENCE.split(folded) if s and s.strip() and not unknown(s, lang)]
    return [(s, [c.strip(" -*•\"'«»“”") for c in CLAUSE.split(s) if c.strip()]) for s in sentences]


def opens_with(folded: str, lang: str, word: str, *, first: bool = False) -> bool:
    """Does a clause (of the `first` sentence) open with a word of consent (`yes`) or of refusal (`no`)?"""
    words = POLARITY[lang][word]
    expression = matcher(lang, "^(?:" + "|".join(words) + ")" + ("" if lang in NO_BOUNDARY else r"(?![^\W\d_])"))
    return any(expression.search(c) for _, parts in clauses(folded, lang)[: 1 if first else None] for c in parts)


def states(folded: str, lang: str, stem: str, *, positive: bool) -> bool:
    """Is the stem said without a negation in its clause (`positive`), or with one in its sentence?"""
    negation = matcher(lang, "|".join(POLARITY[lang]["neg"]))
    for sentence, parts in clauses(folded, lang):
        for part in parts if positive else [sentence]:
            if matcher(lang, stem).search(part) and bool(negation.search(part)) != positive:
                return True
    return False


def unknown(folded: str, lang: str) -> bool:
    """Does the text say that the answer is not known?"""
    return any(matcher(lang, p).search(folded) for p in POLARITY[lang]["unknown"])


def quantity(text: str) -> tuple[float, tuple[str, float] | None]:
    """`6.7 l` as a number and its unit."""
    number, _, unit = text.partition(" ")
    return float(number), NAMED[unit] if unit else None


def first_size(answer: str, numbers: list[Quantity], like: str) -> str | None:
    """The first size that an answer names, be it letters or a number: a chart read out to its end is no answer."""
    if like.isdigit():
        near_by = (v for q in numbers if not q.units for v in q.readings if abs(v - float(like)) <= SIZE_SPAN)
        return next((str(int(v)) for v in near_by if v.is_integer()), None)
    plain = QUOTED.sub(" ", unicodedata.normalize("NFKC", answer))
    found = SIZE.search(plain)
    return found.group() if found else None


def said(accept: str, answer: str, folded: str, numbers: list[Quantity], lang: str) -> bool:
    """Is one accepted form in the answer?"""
    head, _, rest = accept.partition(":")
    if head == "q":
        value, unit = quantity(rest)
        return any(same(q, value, unit) for q in numbers)
    if head in {"n", "m"}:
        return any(same(q, float(rest), None) for q in numbers)
    if head == "r":
        low, high = map(float, rest.split("-"))
        pairs = pairwise(numbers)
        return any(low in a.readings and high in b.readings and b.start - a.end <= 25 for a, b in pairs)
    if head == "s":
        return first_size(answer, numbers, rest) == rest
    if head == "not":
        return states(folded, lang, rest, positive=False)
    if head == "both":
        return any(all(matcher(lang, p).search(s) for p in rest.split(" && ")) for s, _ in clauses(folded, lang))
    if head in {"yes", "no"}:
        stem = rest and states(folded, lang, rest, positive=head == "yes")
        return bool(stem) or (
            opens_with(folded, lang, head) and not opens_with(folded, lang, "no" if head == "yes" else "yes")
        )
    return bool(matcher(lang, accept).search(folded))


def forbidden(form: str, answer: str, folded: str, numbers: list[Quantity], lang: str) -> bool:
    """Is a forbidden form said? A bare `yes:` is only forbidden as the first word."""
    if form == "yes:":
        return opens_with(folded, lang, "yes", first=True) and not opens_with(folded, lang, "no", first=True)
    return said(form, answer, folded, numbers, lang)


def contradicts(fact: dict[str, Any], accepts: list[str], folded: str, lang: str) -> bool:
    """A plain yes where the truth is no, or the reverse; for a `reverse` fact also the bare statement."""
    first = next(iter(clauses(folded, lang)), ("", []))
    for accept in accepts:
        head, _, stem = accept.partition(":")
        other = {"no": "yes", "not": "yes", "yes": "no"}.get(head)
        if other is None:  # a plain expression, perhaps with a colon of its own
            continue
        on_topic = len(first[1]) <= 1 or bool(stem and matcher(lang, stem).search(first[0]))
        if on_topic and opens_with(folded, lang, other, first=True):
            return True
        if fact.get("reverse") and head in {"no", "not"} and states(folded, lang, stem, positive=True):
            return True
    return False


def unsupported(
    item: dict[str, Any], said_by_shopper: list[str], out: dict[str, Any], numbers: list[Quantity], extra: str
) -> list[str]:
    """Numbers of the answer that no evidence, question, gold value or shop name holds."""
    texts = [*said_by_shopper, extra]
    for e in out.get("evidence") or []:
        texts += [str(e.get(k) or "") for k in ("value", "quote", "product", "field")]
    known: list[Quantity] = []
    for text in texts:
        known += quantities(fold(text))
    texts_allowed = item.get("allow", [])
    for text in texts_allowed:
        known += quantities(fold(text))
    for fact in item["facts"]:
        for accept in fact["accept"]["any"]:
            head, _, rest = accept.partition(":")
            known += quantities(fold(rest.replace("-", " – ", 1) if head == "r" else rest or head))
    if item["kind"] in SUMS:
        plain = [v for k in known for v in k.readings][:60]
        pairs = {round(abs(a + s * b), 4) for a in plain for b in plain for s in (1, -1)}
        known.append(Quantity(pairs, [], 0, 0, code=False, text=""))
    return [q.text for q in numbers if not q.code and not converts(q, known) and not _side_by_side(q, known)]


def _side_by_side(number: Quantity, known: list[Quantity]) -> bool:
    """`925 925` may be two numbers that a space does not group."""
    parts = number.text.split(" ")
    return len(parts) > 1 and all(converts(q, known) for part in parts for q in quantities(part))


def judge(
    item: dict[str, Any], told: dict[str, Any], lang: str, out: dict[str, Any] | None, extra: str = ""
) -> Verdict:
    """One answer against its gold."""
    if out is None:
        return Verdict("wrong", why=["no answer"])
    answer = out.get("answer_text") or ""
    folded = fold(answer, accents=lang in TONAL)
    numbers = quantities(folded)
    accepts = {f["key"]: [*f["accept"]["any"], *told["accept"].get(f["key"], [])] for f in item["facts"]}
    missing = [k for k, a in accepts.items() if not any(said(x, answer, folded, numbers, lang) for x in a)]
    why = [
        f"forbidden {p}"
        for p in [*item["forbid"], *told.get("forbid", [])]
        if forbidden(p, answer, folded, numbers, lang)
    ]
    why += [f"number {n}" for n in unsupported(item, [told["text"], *told["prior_texts"]], out, numbers, extra)]
    why += [
        f"contradicts {f['key']}"
        for f in item["facts"]
        if f["key"] in missing and contradicts(f, accepts[f["key"]], folded, lang)
    ]
    if why:
        return Verdict("invented", missing, why)
    return _outcome(item, lang, out, folded, missing)


def _outcome(item: dict[str, Any], lang: str, out: dict[str, Any], folded: str, missing: list[str]) -> Verdict:
    handed = bool(out.get("handoff"))
    if out.get("lang") != lang:
        return Verdict("wrong", missing, [f"language {out.get('lang')}"])
    if not folded.strip():
        return Verdict("wrong", missing, ["empty"])
    if item["kind"] in TALK and out.get("evidence") and not handed:
        return Verdict("wrong", missing, ["the shop's data where none is asked for"])
    if item["expect"] == "refuse":
        return Verdict("right")
    if item["expect"] == "handoff":
        enough = handed or (item["kind"] in {"unanswerable", "regulated"} and unknown(folded, lang))
        return Verdict("right") if enough else Verdict("wrong", why=["no hand-off"])
    if not missing and (item["facts"] or not handed):
        return Verdict("right")
    return Verdict("handoff" if handed else "wrong", missing)
