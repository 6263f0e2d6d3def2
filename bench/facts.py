"""Fact extraction on the gold sentences and listings (bench/extraction.py has the details)."""

from collections import Counter
from typing import Any

from bench import extraction
from bench.reporting import table


def run() -> dict[str, Any]:
    """Precision and recall by set and language; the sets "late" and "unread" were scored before they were read."""
    found: dict[str, Any] = {}
    rows = []
    for half in ("all", "fresh", "late", "listings", "unread"):
        for lang in ("en", "zh"):
            counts: Counter[tuple[str, str]] = Counter()
            for row in extraction.halves(half, lang):
                extraction.score(row, counts, show=False)
            hit, false, missed, precision, recall = extraction.rates(counts)
            found[f"{half}-{lang}"] = {
                "precision": round(precision, 3),
                "recall": round(recall, 3),
                "hit": hit,
                "false": false,
                "missed": missed,
            }
            rows.append([f"{half} {lang}", f"{precision:.3f}", f"{recall:.3f}", str(hit), str(false), str(missed)])
    table("extraction", rows, ("set", "precision", "recall", "hit", "false", "missed"))
    speed = round(extraction.speed(), 2)
    print(f"  {speed} ms a product of 800 characters")
    return {"sets": found, "ms_per_product": speed}
