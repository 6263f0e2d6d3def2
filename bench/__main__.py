"""Measure what we promise: `python -m bench [NAME …]`; prints tables, and writes bench/results/<name>.json."""

import argparse
import importlib
import sys
import time

from bench.reporting import Skipped, write

BENCHES = {
    "extraction": "bench.facts",
    "phrases": "bench.phrases",
    "colloquial": "bench.colloquial",
    "semipqa": "bench.semipqa",
    "latency": "bench.latency",
    "import": "bench.importing",
    "boot": "bench.boot",
    "questions": "bench.sets",
}
"""In the order in which they run; the longest last. Each module has `run() -> dict` and prints its own tables."""


def main() -> int:
    """Run the named benches, or all; 1 when one of them broke."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    names = parser.parse_args().names or list(BENCHES)
    if unknown := [name for name in names if name not in BENCHES]:
        parser.error(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    broken = False
    for name in names:
        started = time.perf_counter()
        try:
            result = importlib.import_module(BENCHES[name]).run()
        except Skipped as reason:
            print(f"\n{name}: SKIPPED, {reason}")
            continue
        except ModuleNotFoundError as missing:
            print(
                f"\n{name}: SKIPPED, {missing.name} is not installed (`uv sync --group training` brings scikit-learn)"
            )
            continue
        except Exception as problem:  # noqa: BLE001 - the others still run, and the exit code tells
            print(f"\n{name}: BROKE, {type(problem).__name__}: {problem}", file=sys.stderr)
            broken = True
            continue
        write(name, {"took_s": round(time.perf_counter() - started, 1), **result})
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
