"""README, NOTICE and the written pages say what is there."""

import re
import shlex
from hashlib import sha256
from pathlib import Path

import pytest

from farshore.app.cli.main import REGISTRY

pytestmark = pytest.mark.contract
ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
COMMAND = re.compile(r"^    \.venv/bin/farshore (.+)$", re.MULTILINE)


def test_notice_has_the_hash_of_every_model_that_we_trained() -> None:
    """Whoever trains one anew writes its hash there."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    models = sorted((ROOT / "src").rglob("*.npz"))

    missing = [
        str(model.relative_to(ROOT))
        for model in models
        if f"{model.relative_to(ROOT)}\n  sha256 {sha256(model.read_bytes()).hexdigest()}\n" not in notice
    ]

    assert models
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_commands_of_the_readme_exist_and_so_do_their_files() -> None:
    commands = [shlex.split(found) for found in COMMAND.findall((ROOT / "README.md").read_text("utf-8"))]
    files = [word for words in commands for word in words if word.startswith("bench/")]

    assert commands
    assert {words[0] for words in commands} <= set(REGISTRY)
    assert [file for file in files if not (ROOT / file).exists()] == []
