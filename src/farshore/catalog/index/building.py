"""Build a shop's index from its listed products."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from farshore.catalog.index.words import index_words
from farshore.catalog.listing.product import ListedProduct, to_json
from farshore.language.lexicon import categories_recogniser, kinds_recogniser
from farshore.language.text import fold, is_spaceless

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
FORMAT = 4
"""Raised when the file's form changes: files of another form are rebuilt."""
_BATCH = 256


@dataclass(frozen=True, slots=True)
class IndexInput:
    """What is indexed: products in a stable order."""

    revision: str
    products: Iterable[ListedProduct]
    encode: Encode | None = None
    """Encoder for name vectors; None leaves them out."""
    encoder_name: str = ""


def build_index(folder: Path, given: IndexInput) -> Path:
    """Write the index of a revision, and put it in place at once when it is whole.

    Args:
        folder: the shop's own folder; older revisions in it are removed.
        given: products and encoder.

    Returns:
        The path of the new index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{given.revision}-{FORMAT}"
    growing = folder / f".{target.name}.growing"
    growing.mkdir(exist_ok=True)
    tables = _write_products(growing, given.products)
    (growing / "tables.json").write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    if given.encode is not None and tables["names"]:
        np.save(growing / "names.npy", _name_vectors(tables["names"], given.encode))
        (growing / "encoder.txt").write_text(given.encoder_name, "utf-8")
    _swap(growing, target)
    return target


def _swap(growing: Path, target: Path) -> None:
    for other in target.parent.iterdir():
        if other not in {growing, target} and other.is_dir():
            _remove(other)
    if target.exists():
        _remove(target)
    growing.rename(target)


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
    folder.rmdir()


def _write_products(folder: Path, products: Iterable[ListedProduct]) -> dict[str, Any]:
    keys: dict[str, list[int]] = {}
    postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    attributes: defaultdict[str, list[int]] = defaultdict(list)
    names: list[str] = []
    offsets: list[int] = []
    with (folder / "products.jsonl").open("wb") as out:
        for number, product in enumerate(products):
            listed = replace(product, kinds=product.kinds or kinds_of(product))
            offsets.append(out.tell())
            out.write(to_json(listed) + b"\n")
            names.append(listed.record.title)
            for key in keys_of(listed):
                keys.setdefault(key, []).append(number)
            for kind in listed.kinds:
                kinds[kind].append(number)
            for concept in dict.fromkeys(f.attribute for f in listed.drawn.facts if f.attribute):
                attributes[concept].append(number)
            for word, weight in words_of(listed).items():
                postings[word][number] = weight
    count = max(1, len(names))
    return {
        "names": names,
        "offsets": offsets,
        "keys": keys,
        "kinds": kinds,
        "attributes": attributes,
        "postings": {w: [list(p.keys()), [round(v, 2) for v in p.values()]] for w, p in postings.items()},
        "rarity": {w: round(math.log(1 + count / len(p)), 3) for w, p in postings.items()},
    }


def keys_of(product: ListedProduct) -> list[str]:
    """Folded names by which a page or a shopper points at the product exactly."""
    record = product.record
    given = [
        record.handle,
        record.external_id,
        *(v.sku or "" for v in record.variants),
        *(v.external_id for v in record.variants),
    ]
    return list(dict.fromkeys(fold(key).strip() for key in given if key.strip()))


def words_of(product: ListedProduct) -> dict[str, float]:
    """Index words of the product's names with their weight: title most, then type and options."""
    record = product.record
    found: dict[str, float] = {}
    parts = [
        (record.title, 1.0), (record.handle.replace("-", " "), 0.5), (record.kind, 0.6), (record.vendor, 0.4),
        (" ".join(value for v in record.variants for _, value in v.options), 0.25), (" ".join(record.tags), 0.2),
    ]  # fmt: skip
    for text, weight in parts:
        for word in index_words(text):
            found[word] = max(found.get(word, 0.0), weight)
    return found


_BESIDE = re.compile(r"(?<![a-z])(?:with|for|and)(?![a-z])|,|（|\(")
"""What follows is another thing: a cat tree with a hammock is a cat tree."""


def kinds_of(product: ListedProduct) -> tuple[str, ...]:
    """Kinds of goods that title, type and category name, by the lexicon in English and Chinese."""
    record = product.record
    found: list[str] = []
    for text in (record.title, record.kind, *(c.rsplit(">", 1)[-1] for c in record.categories)):
        folded = fold(text)
        langs = ("zh-Hans", "ja", "ko", "en") if any(is_spaceless(c) for c in folded) else ("en",)
        for lang in langs:
            hits = kinds_recogniser(lang).find(folded)
            beside = _BESIDE.search(folded)
            end = beside.start() if beside else len(folded)
            found += [term.id for _, _, term in sorted(hits, key=lambda hit: (hit[0] >= end, -hit[0]))]
            if hits and text != record.title:
                break
        if not found and text != record.title:
            found += [term.id for _, _, term in categories_recogniser("en").find(folded)]
    return tuple(dict.fromkeys(found))


def _name_vectors(names: Sequence[str], encode: Encode) -> NDArray[np.int8]:
    """Unit vectors as int8 (value x 127); enough for ranking, a quarter of the memory."""
    rows = [np.asarray(encode(list(names[i : i + _BATCH]))) for i in range(0, len(names), _BATCH)]
    return np.round(np.concatenate(rows) * 127).astype(np.int8)
