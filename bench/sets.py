"""The question sets, through `farshore ask` (bench/questions/score.py has the details); takes an hour."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def run() -> dict[str, Any]:
    """Outcomes by language, kind and shop, for the held-out questions."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        command = [sys.executable, str(HERE / "questions/score.py"), "--split", "held", "--out", str(out)]
        done = subprocess.run(command, check=False)
        if done.returncode:
            msg = f"score.py ended with {done.returncode}"
            raise RuntimeError(msg)
        result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return {"tables": result["tables"]}
