"""Ask every question of the sets through the command line and score the answers.

python bench/questions/score.py --lang en,de --split tune --out build/scores.json --show failures
"""

import argparse
import csv
import io
import json
import math
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from judge import Verdict, judge

HERE = Path(__file__).parent
PROGRAM = HERE.parents[1] / ".venv/bin/farshore"
LANGS = [
    "en",
    "zh-Hans",
    "zh-Hant",
    "ja",
    "ko",
    "es",
    "pt-BR",
    "fr",
    "de",
    "it",
    "nl",
    "ru",
    "pl",
    "tr",
    "ar",
    "hi",
    "th",
    "vi",
    "id",
]
SHOPS = {  # file, currency, time zone, country
    "hearth": ("products.csv", "EUR", "Europe/Lisbon", "PT"),
    "lumen": ("products.csv", "USD", "America/Los_Angeles", "US"),
    "yunduo": ("products.xlsx", "CNY", "Asia/Shanghai", "CN"),
    "petal": ("products.csv", "GBP", "Europe/London", "GB"),
    "trail": ("products.xml", "USD", "America/Los_Angeles", "US"),
    "bazaar": ("products.csv", "EUR", "Europe/Amsterdam", "NL"),
    "nord": ("products.csv", "USD", "Asia/Shanghai", "CN"),
    "qinghe": ("products.xlsx", "USD", "Asia/Shanghai", "CN"),
    "nest": ("products.csv", "USD", "Asia/Shanghai", "CN"),
}
NOW = "2026-11-25T12:00:00Z"
OUTCOMES = ("right", "invented", "wrong", "handoff")
Row = dict[str, Any]


def lines(path: Path) -> list[Row]:
    """A JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def questions(langs: list[str], split: str | None, shop: str | None) -> list[Row]:
    """Gold items joined with what the shopper of each language types."""
    gold = [g for g in lines(HERE / "gold.jsonl") if split in (None, g["split"]) and shop in (None, g["shop"])]
    rows = []
    for lang in langs:
        told = {t["id"]: t for t in lines(HERE / f"{lang}.jsonl")}
        rows += [
            {"key": f"{lang}:{g['id']}", "lang": lang, "gold": g, "told": told[g["id"]]}
            for g in gold
            if g["id"] in told
        ]
    return rows


def asked(row: Row) -> Row:
    """One line for `farshore ask`."""
    context = dict(row["gold"]["context"])
    turns = zip(context["prior"], row["told"]["prior_texts"], strict=True)
    context["prior"] = [{"role": role, "text": text} for role, text in turns]
    return {"id": row["key"], "text": row["told"]["text"], "context": context}


def program(data: Path, *arguments: str) -> None:
    """Run the product; a command that fails ends the measurement of its shop, for its figures would mean nothing."""
    command = [str(PROGRAM), "--data", str(data), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"exit {done.returncode}: {' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        raise RuntimeError(msg)


def ask(shop: str, rows: list[Row]) -> list[Row]:
    """Open the shop in a folder of its own, and ask all its questions, once for each moment."""
    file, currency, zone, country = SHOPS[shop]
    answers: list[Row] = []
    with tempfile.TemporaryDirectory(prefix=f"farshore-{shop}-") as folder:
        data = Path(folder) / "data"
        program(data, "shop", "add", shop, "--currency", currency, "--timezone", zone, "--country", country)
        program(data, "import", "products", str(HERE / shop / file), "--shop", shop)
        program(data, "import", "policies", str(HERE / shop / "policies.json"), "--shop", shop)
        for moment in sorted({r["gold"]["at"] or NOW for r in rows}):
            source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
            batch = [asked(r) for r in rows if (r["gold"]["at"] or NOW) == moment]
            source.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in batch), encoding="utf-8")
            target.unlink(missing_ok=True)
            program(data, "ask", "--shop", shop, "--questions", str(source), "--out", str(target), "--at", moment)
            answers += lines(target) if target.exists() else []
    return answers


def gather(rows: list[Row], kept: Path, failed: list[str]) -> list[Row]:
    """Ask all shops, one after the other; what was answered is kept for another scoring."""
    found: list[Row] = []
    for shop in SHOPS:
        mine = [r for r in rows if r["gold"]["shop"] == shop]
        try:
            found += ask(shop, mine) if mine else []
        except RuntimeError as broken:
            sys.stderr.write(f"{shop}: {broken}\n")
            failed.append(shop)
        kept.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in found), encoding="utf-8")
    return found


def titles(shop: str) -> list[str]:
    """The names of a shop's products: their numbers may be said."""
    path = HERE / shop / SHOPS[shop][0]
    if path.suffix == ".xml":
        return sorted(set(re.findall(r"<title>(.*?)</title>", path.read_text(encoding="utf-8"))))
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook  # noqa: PLC0415 - only this shop needs it

        head, *body = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
        return sorted({str(r[head.index("商品名称")]) for r in body})
    raw = path.read_bytes().decode("gb18030" if shop == "bazaar" else "utf-8-sig")
    reader = csv.DictReader(io.StringIO(raw), delimiter=";" if shop == "bazaar" else ",")
    return sorted({r.get("Title") or r.get("Name") or r.get("Product name") or "" for r in reader} - {""})


def always_sayable(shop: str) -> str:
    """Text whose numbers any answer may repeat: the hours of a person and the form of an order number."""
    policies = json.loads((HERE / shop / "policies.json").read_text(encoding="utf-8"))
    return f"{policies.get('human_hours')} {policies.get('order_number_format')}"


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % bounds of a share, in per cent."""
    if not n:
        return 0.0, 100.0
    z, p = 1.96, k / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return 100 * (middle - half) / (1 + z * z / n), 100 * (middle + half) / (1 + z * z / n)


def summary(rows: list[Row]) -> Row:
    """Counts and shares of a group of scored questions."""
    n = len(rows)
    result: Row = {"n": n}
    for outcome in OUTCOMES:
        k = sum(r["outcome"] == outcome for r in rows)
        result[outcome] = {"k": k, "share": 100 * k / n if n else 0.0, "bounds": wilson(k, n)}
    alone = [r for r in rows if r["answered"] and not r["handoff"]]
    good = sum(r["outcome"] == "right" for r in alone)
    handed = sum(r["handoff"] for r in rows)
    result["any_handoff"] = {"k": handed, "share": 100 * handed / n if n else 0.0, "bounds": wilson(handed, n)}
    share = 100 * good / len(alone) if alone else 0.0
    result["alone_right"] = {"k": good, "n": len(alone), "share": share, "bounds": wilson(good, len(alone))}
    return result


def table(title: str, groups: dict[str, Row]) -> None:
    """Print one table."""
    print(
        f"\n{title:<18}    n |  right  (95 %)     | invented (95 %)   |  wrong | handoff | any h-o | alone right (95 %)"
    )
    for name, s in groups.items():
        cells = []
        for key in ("right", "invented"):
            low, high = s[key]["bounds"]
            cells.append(f"{s[key]['share']:6.1f} ({low:4.1f}–{high:5.1f})")
        low, high = s["alone_right"]["bounds"]
        rest = f"{s['wrong']['share']:6.1f} | {s['handoff']['share']:7.1f} | {s['any_handoff']['share']:7.1f}"
        alone = f"{s['alone_right']['share']:5.1f} ({low:.1f}–{high:.1f}) of {s['alone_right']['n']}"
        print(f"{name:<18} {s['n']:>4} | {cells[0]} | {cells[1]} | {rest} | {alone}")


def score(rows: list[Row], answers: dict[str, Row]) -> list[Row]:
    """Judge all questions."""
    names = {shop: titles(shop) for shop in {r["gold"]["shop"] for r in rows}}
    scored = []
    for r in rows:
        gold, out = r["gold"], answers.get(r["key"])
        text = (out or {}).get("answer_text") or ""
        named = " \n ".join(n for n in names[gold["shop"]] if n and n.casefold() in text.casefold())
        extra = named + " \n " + always_sayable(gold["shop"])
        verdict: Verdict = judge(gold, r["told"], r["lang"], out, extra)
        scored.append(
            {
                "id": gold["id"],
                "lang": r["lang"],
                "kind": gold["kind"],
                "shop": gold["shop"],
                "split": gold["split"],
                "question": r["told"]["text"],
                "answer": text,
                "answered": out is not None,
                "handoff": bool((out or {}).get("handoff")),
                "reason": (out or {}).get("reason"),
                "outcome": verdict.outcome,
                "missing": verdict.missing,
                "why": verdict.why,
            }
        )
    return scored


def grouped(scored: list[Row], key: str) -> dict[str, Row]:
    """Summaries by one field."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in scored:
        groups[row[key]].append(row)
    return {name: summary(rows) for name, rows in groups.items()}


def show(scored: list[Row]) -> None:
    """Print questions with what was answered and what is wrong with it."""
    for r in scored:
        handed = f" (hand-off: {r['reason']})" if r["handoff"] else ""
        print(f"{r['outcome']:<8} {r['lang']}:{r['id']} [{r['kind']}] {r['question']}")
        print(f"    -> {r['answer']!r}{handed}\n    missing {r['missing']} {r['why']}")


def options() -> argparse.Namespace:
    """What was asked of us."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", default=",".join(x for x in LANGS if (HERE / f"{x}.jsonl").exists()))
    parser.add_argument("--split", choices=["tune", "unseen", "held", "sealed"])
    parser.add_argument("--shop", choices=sorted(SHOPS))
    parser.add_argument("--out", type=Path, default=Path("build/scores.json"))
    parser.add_argument("--answers", type=Path, help="score this file of answers instead of running the program")
    parser.add_argument("--show", choices=["failures", "all"])
    return parser.parse_args()


def main() -> None:
    """Run, score, print, write."""
    chosen = options()
    rows = questions(chosen.lang.split(","), chosen.split, chosen.shop)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    found = lines(chosen.answers) if chosen.answers else gather(rows, chosen.out.with_suffix(".answers.jsonl"), failed)
    rows = [r for r in rows if r["gold"]["shop"] not in failed]
    scored = score(rows, {a["id"]: a for a in found})
    if chosen.show:
        show([r for r in scored if chosen.show == "all" or r["outcome"] != "right"])
    tables = {"all": {"all": summary(scored)}, **{k: grouped(scored, k) for k in ("lang", "kind", "shop", "split")}}
    for title, groups in tables.items():
        table(title, groups)
    chosen.out.write_text(
        json.dumps({"tables": tables, "items": scored}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    if failed:
        sys.exit(f"Not scored, because the program failed there: {', '.join(failed)}")


if __name__ == "__main__":
    main()
