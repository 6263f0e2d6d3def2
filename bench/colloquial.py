"""Everyday phrases for attributes, by the product's own label head and cues: the right concept first, among five.

Sixty phrases a language of our own writing; one that stands in a pack word for word is not counted.
"""

from pathlib import Path
from typing import Any

import yaml
from bench.reporting import line, share, table

from farshore.engines.embed.e5 import E5Encoder
from farshore.engines.embed.use import UseEncoder
from farshore.language.packs import load_pack
from farshore.language.text import fold_in, tokens
from farshore.support.answering.labels import entries_of, load_cues, load_head, score_clause

FILE = Path(__file__).parent / "data/colloquial.yaml"


def _labels(lang: str, phrases: list[str]) -> list[list[str]]:
    """The labels of each phrase, best first."""
    use, e5 = UseEncoder(), E5Encoder()
    found = []
    for phrase in phrases:
        is_main = lang in use.capabilities.languages
        encoder = use if is_main else e5
        head, cues, folded = load_head(encoder.capabilities.name), load_cues(lang), fold_in(lang, phrase)
        chances = head.probabilities(encoder.encode([phrase]))[0] if head else None
        scored = score_clause(cues.find(folded, tokens(folded)), chances, head, cues)
        found.append([label.id for label in scored])
    return found


def run() -> dict[str, Any]:
    """P@1 and R@5 by language."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found: dict[str, Any] = {}
    rows = []
    for lang, entries in given.items():
        trained = {ask.casefold().strip(" ?؟？।") for _, entry in entries_of(load_pack(lang)) for ask in entry.asks}
        kept = [(wanted, phrase) for wanted, phrase in entries if phrase.casefold().strip(" ?؟？।") not in trained]
        labels = _labels(lang, [phrase for _, phrase in kept])
        first = sum(bool(said) and said[0] == wanted for (wanted, _), said in zip(kept, labels, strict=True))
        among = sum(wanted in said[:5] for (wanted, _), said in zip(kept, labels, strict=True))
        found[lang] = {"p_at_1": share(first, len(kept)), "r_at_5": share(among, len(kept))}
        for name, key in (("P@1", "p_at_1"), ("R@5", "r_at_5")):
            rows.append(line(f"{lang} {name}", found[lang][key]["share"], bounds=found[lang][key]["bounds"]))
    table("everyday phrases, our own", rows)
    return {"languages": found}
