"""The reference pages say what the program does."""

from pathlib import Path

import pytest

from farshore.app.reference import PAGES, all_sections

pytestmark = pytest.mark.contract
FOLDER = Path(__file__).parents[2] / "docs/reference"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_up_to_date(name: str) -> None:
    """`make docs` rewrites it."""
    assert (FOLDER / name).read_text("utf-8") == PAGES[name]()


def test_every_setting_says_what_it_means() -> None:
    silent = [
        f"{section.__name__}.{name}"
        for section in all_sections()
        for name, field in section.model_fields.items()
        if not field.description
    ]

    assert silent == []
