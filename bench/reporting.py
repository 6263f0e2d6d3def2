"""Tables, 95 % bounds, and the JSON that each bench leaves."""

import json
import math
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from farshore.platform import clock

RESULTS = Path(__file__).parent / "results"
SHARED = Path(os.environ.get("FARSHORE_SHARED", "../shared"))
SEED = 7


class Skipped(Exception):
    """A bench that cannot run here, with the reason."""


def shared(path: str) -> Path:
    """A path in the shared data; skips the bench without it."""
    if not (SHARED / path).exists():
        msg = f"{path} is not in {SHARED} (FARSHORE_SHARED names the folder)"
        raise Skipped(msg)
    return SHARED / path


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % bounds of a share, in per cent. Source: Wilson 1927."""
    if not n:
        return 0.0, 100.0
    z, p = 1.96, k / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return round(100 * (middle - half) / (1 + z * z / n), 1), round(100 * (middle + half) / (1 + z * z / n), 1)


def share(k: int, n: int, **more: object) -> dict[str, object]:
    """A share with its bounds, for the JSON."""
    return {"k": k, "n": n, "share": round(100 * k / max(1, n), 1), "bounds": wilson(k, n), **more}


def line(
    name: str, ours: float, *, unit: str = "", baseline: float | None = None, aim: str = "", bounds: object = None
) -> list[str]:
    """A row: ours | 95 % bounds | baseline | ratio | aim."""
    between = f"{bounds[0]}–{bounds[1]}" if isinstance(bounds, tuple | list) else ""
    given = "" if baseline is None else f"{baseline:g}"
    ratio = "" if not baseline else f"{ours / baseline:.2f}"
    return [name, f"{ours:g}{unit}", between, given, ratio, aim]


def table(
    title: str, rows: Sequence[Sequence[str]], head: Sequence[str] = ("", "ours", "95 %", "baseline", "ratio", "aim")
) -> None:
    """Print a table."""
    widths = [max(len(str(row[i])) for row in (head, *rows)) for i in range(len(head))]
    print(f"\n{title}")
    for row in (head, *rows):
        print("  " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    sys.stdout.flush()


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    for entry in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if entry.startswith("model name"):
            return entry.partition(":")[2].strip()
    return platform.processor()


def write(name: str, result: dict[str, Any]) -> None:
    """Keep a result as bench/results/<name>.json, with where and when it was measured."""
    RESULTS.mkdir(exist_ok=True)
    machine = {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_1min": round(os.getloadavg()[0], 1),
    }
    whole = {
        "bench": name,
        "at": clock.now().isoformat(timespec="seconds"),
        "commit": _commit(),
        "seed": SEED,
        "machine": machine,
        **result,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
