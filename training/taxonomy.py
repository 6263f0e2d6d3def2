"""Make the lexicon's taxonomy tables from Shopify's product taxonomy (MIT), read from `FARSHORE_SHARED`.

    python training/taxonomy.py        # writes src/farshore/language/lexicon/{taxonomy,categories,attributes}.tsv.gz

Values, category leaf names and attribute names, joined over locales by their id; numbers and names equal in English
are left out, since they need no table.
"""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

from farshore.language.text import LANGUAGES

SHARED = Path(os.environ.get("FARSHORE_SHARED", "../shared"))
OUT = Path(__file__).parents[1] / "src/farshore/language/lexicon"
LOCALES = {
    "en": "en", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ja": "ja", "ko": "ko", "es": "es", "pt-BR": "pt-BR",
    "fr": "fr", "de": "de", "it": "it", "nl": "nl", "ru": "ru", "pl": "pl", "tr": "tr", "th": "th", "vi": "vi",
    "id": "id-ID",
}  # fmt: skip
LINE = re.compile(r"^gid://shopify/\w+/([\w-]+)\s*:\s*(.*?)\s*$")
LONGEST_CHARS = 48


def lines(locale: str, name: str) -> Iterator[tuple[str, str]]:
    """(id, text) of a taxonomy file."""
    path = SHARED / "data/taxonomy/dist" / locale / f"{name}.txt.gz"
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        found = LINE.match(line)
        if found:
            yield found[1], found[2]


def clean(name: str, text: str) -> str:
    """The bare name: values lose their [attribute], categories keep their leaf."""
    if name == "attribute_values":
        return re.sub(r"\s*\[[^\]]*\]$", "", text)
    return text.rsplit(" > ", 1)[-1] if name == "categories" else text


def write(name: str, kind: str, target: str) -> None:
    """One table: a row for each distinct English name."""
    tables = {lang: {key: clean(name, text) for key, text in lines(locale, name)} for lang, locale in LOCALES.items()}
    seen: set[str] = set()
    rows = ["\t".join(["term", "kind", *LANGUAGES])]
    for key, english in tables["en"].items():
        plain = english.casefold()
        if plain in seen or len(english) > LONGEST_CHARS or not re.search(r"[^\W\d_]{2}", english):
            continue
        seen.add(plain)
        forms = [tables.get(lang, {}).get(key, "").replace("|", "/").replace("\t", " ") for lang in LANGUAGES]
        rows.append("\t".join([f"tax:{key}", kind, *forms]))
    path = OUT / f"{target}.tsv.gz"
    path.write_bytes(gzip.compress("\n".join(rows).encode(), 9, mtime=0))
    print(f"{path.name}: {len(rows) - 1} rows, {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    write("attribute_values", "value", "taxonomy")
    write("categories", "category", "categories")
    write("attributes", "attribute", "attributes")
