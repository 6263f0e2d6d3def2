"""What shoppers ask of nearly all goods and a product does not say."""

from collections import Counter
from collections.abc import Iterable

EXPECTED = ("material", "dimensions", "weight", "care", "origin")
"""Attributes that shoppers ask of nearly all goods."""
ALIKE = {
    "material": frozenset({"material", "outer_material", "ingredients", "filling"}),
    "dimensions": frozenset(
        {"dimensions", "sizes", "length", "width", "height", "diameter", "capacity", "net_content"}
    ),
    "weight": frozenset({"weight", "net_content", "fabric_weight"}),
    "care": frozenset({"care", "machine_washable", "dishwasher_safe", "dry_clean", "ironing", "tumble_dry"}),
}
"""What else answers the same need."""


def missing_of(attributes: Iterable[str | None]) -> list[str]:
    """Expected attributes that are not among these."""
    said = Counter(attributes)
    return [name for name in EXPECTED if not any(said[other] for other in ALIKE.get(name, frozenset({name})))]
