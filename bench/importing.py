"""Import of 10,000 products by the command line: time, memory, and the same file once more."""

import shutil
from typing import Any

from bench.program import PRODUCTS, ROOT, filled, product_file
from bench.program import run as run_command
from bench.reporting import line, table


def run() -> dict[str, Any]:
    """Wall and processor seconds, peak memory; then the same file again, which must change nothing."""
    shutil.rmtree(ROOT / f"data-{PRODUCTS}", ignore_errors=True)
    data, went = filled(PRODUCTS)
    assert went is not None
    again = run_command(data, "import", "products", str(product_file(PRODUCTS)), "--shop", "bench")
    size = sum(p.stat().st_size for p in data.rglob("*") if p.is_file()) / 2**20
    table(
        f"import of {PRODUCTS} products",
        [
            line("wall", went.wall_s, unit=" s"),
            line("processor", went.cpu_s, unit=" s"),
            line("products a second", round(PRODUCTS / went.wall_s, 1)),
            line("peak memory", went.peak_mb, unit=" MB"),
            line("same file again", again.wall_s, unit=" s"),
            line("data folder", round(size, 1), unit=" MB"),
        ],
    )
    return {
        "products": PRODUCTS,
        "wall_s": went.wall_s,
        "cpu_s": went.cpu_s,
        "peak_mb": went.peak_mb,
        "again_wall_s": again.wall_s,
        "again_said": again.output.strip()[-200:],
        "folder_mb": round(size, 1),
    }
