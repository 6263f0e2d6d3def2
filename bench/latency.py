"""Whole answers on 10,000 products: alone, and while a bulk import runs niced beside it.

Asked through `farshore ask` on a file database; a time is from the question in the program's hands to its answer:
the catalogue's view, reading, linking, grounding, composing.
"""

import json
import os
import subprocess
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from bench import shop
from bench.program import PRODUCTS, ROOT, command, filled, open_shop, product_file
from bench.program import run as run_command
from bench.reporting import SEED, line, table

from farshore.catalog.importing.policies import read_policies
from farshore.catalog.public import ShopIndex
from farshore.engines.embed.e5 import E5Encoder
from farshore.engines.embed.use import UseEncoder
from farshore.platform import clock
from farshore.support.answering.engine import Engine
from farshore.support.answering.reading import Reader, Retriever
from farshore.support.answering.records import Question, Shop
from farshore.support.answering.situation import Encoders, Situation

EACH = int(os.environ.get("BENCH_EACH", "12"))
"""Questions a language."""
_WARM_UP = 19
_SLOW = ("vi", "hi")
BASELINE = {"p50": 53.0, "p95": 197.0}
"""answering.md §1, the prototype, on shops of a dozen products."""
_DURING = 2500


def _asked(data: Path, name: str) -> list[tuple[str, float, bool]]:
    """(language, milliseconds, handed off) of every question; the first ones only warm up."""
    given = shop.questions(PRODUCTS, EACH)
    source, target = ROOT / f"{name}.in.jsonl", ROOT / f"{name}.out.jsonl"
    rows = [{"id": f"{lang}:{i}", "text": text, "context": {}} for i, (lang, text) in enumerate(given)]
    warm = [{"id": "warm", "text": text, "context": {}} for _, text in shop.questions(PRODUCTS, 1, SEED + 5)[:_WARM_UP]]
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in warm + rows), encoding="utf-8")
    run_command(data, "ask", "--shop", "bench", "--questions", str(source), "--out", str(target))
    answers = [json.loads(row) for row in target.read_text(encoding="utf-8").splitlines()]
    return [(a["id"].split(":")[0], float(a["took_ms"]), bool(a["handoff"])) for a in answers if a["id"] != "warm"]


def _processor_ms(data: Path) -> dict[str, Any]:
    """The engine alone, in this process, on the same index: processor time, which other work does not lengthen."""
    use, e5 = UseEncoder(), E5Encoder()
    readers = [Reader(e.capabilities.name, e.encode) for e in (use, e5)]
    known = use.capabilities.languages
    engine = Engine(Encoders(readers[0], known, readers[1], Retriever(e5.encode, e5.encode_passages)))
    policies = read_policies((ROOT / "policies.json").read_bytes(), currency="EUR").policies
    shop_of = Shop("bench", "Bench", "EUR", None, "UTC", policies)
    whole = [path for folder in (data / "index").iterdir() if (path := ShopIndex.find(folder)) is not None]
    index = max(map(ShopIndex, whole), key=len)
    found: list[tuple[str, float, bool]] = []
    given = [*shop.questions(PRODUCTS, 1, SEED + 5), *shop.questions(PRODUCTS, EACH)]
    for lang, text in given:
        asked = Situation(Question(text, None, None, ()), shop_of, index, clock.now(), ages_out=False)
        began = time.thread_time()
        answer = engine.answer(asked)
        found.append((lang, 1000 * (time.thread_time() - began), answer.handoff))
    return _groups(found[len(shop.LANGUAGES) :])


def _spread(times: list[float]) -> dict[str, float]:
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    return {"n": len(times), "p50": round(float(p50), 1), "p95": round(float(p95), 1), "p99": round(float(p99), 1)}


def _groups(asked: list[tuple[str, float, bool]]) -> dict[str, Any]:
    by_lang: defaultdict[str, list[float]] = defaultdict(list)
    for lang, took, _ in asked:
        by_lang[lang].append(took)
    return {
        "all": _spread([took for lang, took, _ in asked if lang not in _SLOW]),
        "vi, hi": _spread([took for lang, took, _ in asked if lang in _SLOW]),
        "languages": {lang: _spread(times) for lang, times in sorted(by_lang.items())},
        "handed_off": sum(handed for _, _, handed in asked),
    }


def _beside_import(data: Path) -> dict[str, Any]:
    key = f"other{len(list(data.glob('other*')))}"
    (data / key).touch()
    open_shop(data, key)
    file = product_file(_DURING, SEED + 1)
    busy = subprocess.Popen(
        command(data, "import", "products", str(file), "--shop", key, nice=10),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = _groups(_asked(data, "during"))
        found["import_was_running_to_the_end"] = busy.poll() is None
    finally:
        busy.terminate()
        busy.wait()
    return found


def run() -> dict[str, Any]:
    """p50, p95 and p99 alone and beside an import, by language."""
    data, _ = filled(PRODUCTS)
    alone = _groups(_asked(data, "alone"))
    processor = _processor_ms(data)
    beside = _beside_import(data)
    rows = []
    for title, found, aims in (
        ("alone", alone, ("25", "80", "120")),
        ("beside an import", beside, ("50", "160", "240")),
    ):
        for name, aim in (("p50", f"≤ {aims[0]} ms"), ("p95", f"≤ {aims[1]} ms"), ("p99", "")):
            rows.append(line(f"{title} {name}", found["all"][name], unit=" ms", baseline=BASELINE.get(name), aim=aim))
        rows.append(line(f"{title} vi, hi p95", found["vi, hi"]["p95"], unit=" ms", aim=f"≤ {aims[2]} ms"))
    table(f"whole answers on {PRODUCTS} products, {alone['all']['n'] + alone['vi, hi']['n']} questions", rows)
    slow = sorted(alone["languages"].items(), key=lambda item: -item[1]["p95"])
    table(
        "by language, alone",
        [[k, *(f"{v[p]:g}" for p in ("p50", "p95", "p99"))] for k, v in slow],
        ("", "p50", "p95", "p99"),
    )
    return {"products": PRODUCTS, "alone": alone, "processor": processor, "beside_import": beside}
