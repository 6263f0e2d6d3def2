"""From exec to /readyz and to warm models, and the memory of all processes after a quiet minute."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.program import ROOT, command, fresh, open_shop, product_file
from bench.program import run as run_command
from bench.reporting import line, table

_RUNS, _IDLE_S, _PRODUCTS, _WAIT_S = 3, 60, 12, 90


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_ready(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
        return bool(reply.status == 200)
    return False


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += _family(int(child))
    return found


def _pss_mb(pid: int) -> float:
    """Proportional set size. Source: proc(5), smaps_rollup."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) / 1024


def _cpu_s(pid: int) -> float:
    """Processor seconds of a process and all that come from it: on a busy machine they say more than the clock."""
    ticks = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return round(ticks / os.sysconf("SC_CLK_TCK"), 2)


def _wait(done: Any, what: str, process: subprocess.Popen[bytes]) -> None:  # noqa: ANN401 - a plain callable
    ends = time.monotonic() + _WAIT_S
    while not done():
        if process.poll() is not None or time.monotonic() > ends:
            msg = f"the server never was {what}; see {ROOT}/serve.log"
            raise RuntimeError(msg)
        time.sleep(0.02)


def _once(data: Path, *, idle_s: int) -> dict[str, Any]:
    """Start, wait, and stop the server again."""
    port, log = _free_port(), ROOT / "serve.log"
    with log.open("wb") as stream:
        began = time.perf_counter()
        process = subprocess.Popen(command(data, "serve", "--port", str(port)), stdout=stream, stderr=stream)
        try:
            _wait(lambda: _is_ready(port), "ready", process)
            ready, ready_cpu = time.perf_counter() - began, _cpu_s(process.pid)
            _wait(lambda: b"answers_warm" in log.read_bytes(), "warm", process)
            warm, warm_cpu = time.perf_counter() - began, _cpu_s(process.pid)
            time.sleep(idle_s)
            memory = [round(_pss_mb(pid), 1) for pid in _family(process.pid)]
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                process.kill()
    return {
        "ready_s": round(ready, 2),
        "warm_s": round(warm, 2),
        "ready_cpu_s": ready_cpu,
        "warm_cpu_s": warm_cpu,
        "pss_mb": memory,
    }


def run() -> dict[str, Any]:
    """The median of three starts; memory of the last, after a minute."""
    data = fresh("data-boot")
    open_shop(data, "bench")
    run_command(data, "import", "products", str(product_file(_PRODUCTS)), "--shop", "bench")
    runs = [_once(data, idle_s=0 if number + 1 < _RUNS else _IDLE_S) for number in range(_RUNS)]
    ready, warm = (sorted(r[key] for r in runs)[_RUNS // 2] for key in ("ready_s", "warm_s"))
    total = round(sum(runs[-1]["pss_mb"]), 1)
    table(
        "start and memory",
        [
            line("exec to /readyz", ready, unit=" s", aim="≤ 3 s"),
            line("exec to warm models", warm, unit=" s", aim="≤ 6 s"),
            line("memory, 12 products, 60 s idle", total, unit=" MB", baseline=413.0, aim="≤ 500 MB"),
        ],
    )
    return {
        "ready_s": ready,
        "warm_s": warm,
        "pss_mb": total,
        "processes": len(runs[-1]["pss_mb"]),
        "runs": runs,
        "cores": os.cpu_count(),
    }
