"""Precision and recall of fact extraction on the gold sentences, by concept, and its speed.

Run: python bench/extraction.py [--half first|second|all|fresh|late|listings|unread] [--failures] [--json FILE]
The first half of each file is for tuning; the second is scored before its failures are read. Whole listings of all
trades are in gold_listings (for tuning) and gold_unread (scored once before its failures were read).
A gold key is concept[@part][#variant], with a "'" behind it when the concept is stated once more.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from farshore.catalog.extraction.draw import draw
from farshore.catalog.listing.records import ProductRecord, VariantRecord
from farshore.catalog.listing.values import Fact, Measure, YesNo

GOLD = Path(__file__).resolve().parents[1] / "tests" / "extraction"


def canonical(fact: Fact) -> str:
    """A fact's value as the gold writes it: "30x20 cm", "3-5 h max", "true", or its words."""
    value = fact.value
    if isinstance(value, YesNo):
        return str(value.holds).lower()
    if isinstance(value, Measure):
        numbers = "x".join(f"{q.low:g}" + (f"-{q.high:g}" if q.high is not None else "") for q in value.quantities)
        return (
            f"{numbers} {value.unit}"
            + (f" {value.limit}" if value.limit else "")
            + (" ~" if value.is_approximate else "")
        )
    return value.text.lower()


def agrees(fact: Fact, wanted: object) -> bool:
    """Whether a fact says what the gold wants of its concept."""
    said = canonical(fact)
    if isinstance(wanted, list):
        return all(str(item).lower() in said for item in wanted)
    text = str(wanted).lower()
    if isinstance(fact.value, Measure):
        want, have = str(wanted).split(), said.split()
        return want[:2] == have[:2]
    return text == said or (not isinstance(fact.value, YesNo) and (text in said or said in text))


def key_of(fact: Fact) -> str:
    """Concept, with the part and the variant that it is about."""
    part = f"@{fact.scope.lower()}" if fact.scope else ""
    return f"{fact.attribute}{part}" + (f"#{fact.variant_external_id}" if fact.variant_external_id else "")


def product_of(row: dict[str, object]) -> ProductRecord:
    """The listing of a gold row; its variants are named by the values of their first option."""
    options: list[tuple[str, list[str]]] = list(row.get("v", ()))  # type: ignore[call-overload]
    variants = tuple(VariantRecord(value, None, ((name, value),)) for name, values in options for value in values)
    return ProductRecord("gold", "1", "g", str(row["t"]), str(row["s"]), variants=variants)


def named(key: str, fact: Fact, wanted: dict[str, object]) -> str | None:
    """The gold entry that a fact fulfils."""
    for name, value in wanted.items():
        plain = name.rstrip("'")
        one_of = str(fact.attribute) in plain.split("|") and "|" in plain
        whole = plain.split("@")[0] == plain and key.split("@", maxsplit=1)[0] == plain and "#" not in plain
        if (plain.lower() == key.lower() or one_of or whole) and agrees(fact, value):
            return name
    return None


def score(row: dict[str, object], counts: Counter[tuple[str, str]], *, show: bool) -> None:
    """Add one sentence's or listing's hits, false and missed facts to the counts."""
    facts = [f for f in draw(product_of(row)).facts if f.span.source == "description" and f.attribute]
    wanted = dict(row["f"])  # type: ignore[call-overload]
    may = {str(name).replace("%20", " ").lower() for name in row.get("may", ())}  # type: ignore[call-overload]
    notes: list[str] = []
    for fact in facts:
        key = key_of(fact)
        name = named(key, fact, wanted)
        if name is not None:
            counts[str(fact.attribute), "hit"] += 1
            wanted.pop(name)
        elif str(fact.attribute) not in may and key.lower() not in may:
            counts[str(fact.attribute), "false"] += 1
            notes.append(f"  false {key} = {canonical(fact)!r}")
    for name, value in wanted.items():
        counts[name.split("@")[0].split("#")[0].split("|")[0].rstrip("'"), "missed"] += 1
        notes.append(f"  missed {name} = {value!r}")
    if show and notes:
        sys.stdout.write(f"{row['t']}: {row['s']}\n" + "\n".join(notes) + "\n")


def halves(half: str, lang: str) -> list[dict[str, object]]:
    """The gold rows of one half of one language."""
    if half in {"listings", "unread"}:
        lines = (GOLD / f"gold_{half}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return [row for row in rows if (not row["t"].isascii()) == (lang == "zh")]
    rows = [json.loads(line) for line in (GOLD / f"gold_{lang}.jsonl").read_text(encoding="utf-8").splitlines() if line]
    middle = len(rows) // 2 + 1
    fresh = GOLD / f"gold_{half}_{lang}.jsonl"
    if half in {"fresh", "late"}:
        return [json.loads(line) for line in fresh.read_text(encoding="utf-8").splitlines() if line]
    return {"first": rows[:middle], "second": rows[middle:], "all": rows}[half]


def rates(counts: Counter[tuple[str, str]], concept: str | None = None) -> tuple[int, int, int, float, float]:
    """Hits, false ones, missed ones, precision, recall."""
    hit, false, missed = (
        sum(n for (name, kind), n in counts.items() if kind == wanted and concept in {None, name})
        for wanted in ("hit", "false", "missed")
    )
    return hit, false, missed, hit / ((hit + false) or 1), hit / ((hit + missed) or 1)


def speed(products: int = 400) -> float:
    """Milliseconds for one product of about 800 characters."""
    rows = halves("all", "en") + halves("all", "zh")
    text = "".join(f"<p>{row['s']}</p>" for row in rows)
    made = [ProductRecord("b", str(i), "b", "Mug", text[(i * 811) % 9000 :][:800]) for i in range(products)]
    draw(made[0])
    start = time.process_time()
    for product in made:
        draw(product)
    return (time.process_time() - start) * 1000 / products


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--half", choices=("first", "second", "all", "fresh", "late", "listings", "unread"), default="all"
    )
    parser.add_argument("--lang", default="en,zh")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--concepts", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result: dict[str, object] = {}
    for lang in options.lang.split(","):
        counts: Counter[tuple[str, str]] = Counter()
        for row in halves(options.half, lang):
            score(row, counts, show=options.failures)
        hit, false, missed, precision, recall = rates(counts)
        sys.stdout.write(
            f"{lang} {options.half}: P {precision:.3f} R {recall:.3f} ({hit} hit, {false} false, {missed} missed)\n"
        )
        result[lang] = {"precision": precision, "recall": recall, "hit": hit, "false": false, "missed": missed}
        if options.concepts:
            for concept in sorted({name for name, _ in counts}):
                h, f, m, p, r = rates(counts, concept)
                sys.stdout.write(f"  {concept:22} {h:3} {f:3} {m:3}  P {p:.2f} R {r:.2f}\n")
    result["ms_per_product"] = speed()
    sys.stdout.write(f"speed: {result['ms_per_product']:.2f} ms a product of 800 characters\n")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
