"""Attribute names of Shopify's product taxonomy (MIT) in seventeen languages, and which of them are tested.

The tested ids are frozen in bench/data/attribute_phrases.json; whatever learns must leave them out.
"""

import gzip
import json
from pathlib import Path

import numpy as np
from bench.reporting import SEED, shared

FROZEN = Path(__file__).parent / "data/attribute_phrases.json"
FOLDERS = {
    **{lang: lang for lang in ["de", "es", "fr", "it", "pt-BR", "nl", "pl", "ru", "tr", "ja", "ko", "th", "vi"]},
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "id": "id-ID",
}
TESTED = 400


def names_of(lang: str) -> dict[str, str]:
    """Attribute id -> its name in a language."""
    path = shared(f"data/taxonomy/dist/{FOLDERS.get(lang, lang)}/attributes.txt.gz")
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in stream:
            if row.startswith("gid:"):
                gid, name = row.split(" : ", 1)
                found[gid.strip().rsplit("/", 1)[1]] = name.strip()
    return found


def choose() -> dict[str, list[str]]:
    """For each language 400 ids whose name differs from the English one."""
    english = names_of("en")
    random = np.random.default_rng(SEED)
    found = {}
    for lang in FOLDERS:
        names = names_of(lang)
        able = sorted((i for i in names if names[i].casefold() != english[i].casefold()), key=int)
        found[lang] = sorted((able[int(i)] for i in random.choice(len(able), TESTED, replace=False)), key=int)
    return found


def frozen() -> dict[str, list[str]]:
    """The tested ids of each language."""
    found: dict[str, list[str]] = json.loads(FROZEN.read_text(encoding="utf-8"))["tested"]
    return found


if __name__ == "__main__":
    said = {"source": "Shopify product taxonomy 2025-08 (MIT): ids of attributes", "seed": SEED, "tested": choose()}
    FROZEN.write_text(json.dumps(said) + "\n", encoding="utf-8")
