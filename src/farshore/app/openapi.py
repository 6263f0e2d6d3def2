"""Write the OpenAPI document: `python -m farshore.app.openapi openapi.json`."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from farshore.app.main import make_app
from farshore.platform.settings import Settings


def document() -> dict[str, Any]:
    """What the application with every room answers to."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), database="sqlite+aiosqlite://")
        return make_app(settings).openapi()


if __name__ == "__main__":
    text = json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False)
    Path(sys.argv[1]).write_text(text + "\n", "utf-8")
