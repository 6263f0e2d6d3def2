"""Words that stand in cells, from `maps/words.yaml`."""

from functools import cache
from typing import cast

import yaml

from farshore.catalog.importing.header_maps import map_text


@cache
def words_of(*path: str) -> tuple[str, ...]:
    """The list at a path of the file, such as "status", "draft"."""
    node = _words()
    for key in path:
        node = cast("dict[str, object]", node)[key]
    return tuple(cast("list[str]", node))


@cache
def keys_of(section: str) -> tuple[str, ...]:
    """The names of the lists in a section."""
    return tuple(cast("dict[str, dict[str, object]]", _words())[section])


@cache
def _words() -> object:
    return yaml.safe_load(map_text("words.yaml"))
