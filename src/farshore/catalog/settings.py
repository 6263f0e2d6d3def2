"""The catalogue's settings."""

from typing import ClassVar

from pydantic import Field

from farshore.platform.settings import Section


class CatalogSettings(Section):
    """How files are taken in."""

    room: ClassVar[str] = "catalog"
    batch: int = Field(default=200, ge=1, le=5000, description="Products that an import writes in one transaction.")
    names_with_vectors: int = Field(
        default=20_000,
        ge=0,
        description="Up to so many products their names are also found by meaning; more would take minutes to index.",
    )
