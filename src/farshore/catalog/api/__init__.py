"""The console's routes of the catalogue."""

from fastapi import APIRouter

from farshore.catalog.api import imports, products

router = APIRouter()
for part in (imports.router, products.router):
    router.include_router(part)
