"""The product as a program: run a command, and know its time and memory."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import shop
from bench.reporting import SEED

PROGRAM = Path(sys.executable).with_name("farshore")
PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "10000"))
ROOT = Path("build/bench")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command went."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    """Largest resident size of the process itself."""
    output: str


def command(data: Path, *arguments: str, nice: int = 0) -> list[str]:
    """A command line."""
    return [*(["nice", "-n", str(nice)] if nice else []), str(PROGRAM), "--data", str(data), *arguments]


def run(data: Path, *arguments: str) -> Ran:
    """Run a command to its end; one that fails breaks the bench."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command(data, *arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"farshore {' '.join(arguments)} ended with {process.returncode}: {output[-1500:]}"
        raise RuntimeError(msg)
    wall = time.perf_counter() - started
    return Ran(round(wall, 2), round(usage.ru_utime + usage.ru_stime, 2), round(usage.ru_maxrss / 1024, 1), output)


def product_file(products: int, seed: int = SEED) -> Path:
    """The made-up shop's file."""
    ROOT.mkdir(parents=True, exist_ok=True)
    path = ROOT / f"products-{products}-{seed}.csv"
    shop.write_products(path, products, seed)
    return path


def open_shop(data: Path, key: str) -> None:
    """A shop without products."""
    run(data, "shop", "add", key, "--currency", "EUR", "--country", "PT", "--timezone", "Europe/Lisbon")
    policies = ROOT / "policies.json"
    shop.write_policies(policies)
    run(data, "import", "policies", str(policies), "--shop", key)


def fresh(name: str) -> Path:
    """An empty data folder."""
    data = ROOT / name
    shutil.rmtree(data, ignore_errors=True)
    return data


def filled(products: int) -> tuple[Path, Ran | None]:
    """A data folder with the shop "bench" of so many products, made once; how the import went when it was made now."""
    data = ROOT / f"data-{products}"
    if (data / "filled").exists():
        return data, None
    data = fresh(data.name)
    file = product_file(products)
    open_shop(data, "bench")
    went = run(data, "import", "products", str(file), "--shop", "bench")
    (data / "filled").touch()
    return data, went
