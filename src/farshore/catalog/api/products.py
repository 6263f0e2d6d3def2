"""Products with their facts, and the policies."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from farshore.catalog.api.cursors import Cursor, from_cursor, to_cursor
from farshore.catalog.errors import CursorInvalid, ProductNotFound
from farshore.catalog.schemas import PoliciesOut, ProductOut, ProductsOut
from farshore.catalog.service import policy_pages, showing
from farshore.platform.access import LoginRequired
from farshore.platform.auth import Owner
from farshore.platform.db import ReadSession
from farshore.platform.problem import responses
from farshore.platform.shops import ShopNotFound, access_shop

router = APIRouter(prefix="/api/v1/shops/{shop_key}", tags=["catalog"])
Words = Annotated[str, Query(max_length=200, description="Words of title, handle or SKU.")]


@router.get("/products", responses=responses(LoginRequired, ShopNotFound, CursorInvalid))
async def list_products(
    session: ReadSession, who: Owner, shop_key: str, q: Words = "", cursor: Cursor = None
) -> ProductsOut:
    """Search products."""
    shop = await access_shop(session, who, shop_key)
    items, last, total = await showing.list_products(session, shop.id, q, from_cursor(cursor))
    return ProductsOut(items=items, next_cursor=to_cursor(last), total=total)


@router.get("/products/{product_id}", responses=responses(LoginRequired, ShopNotFound, ProductNotFound))
async def get_product(session: ReadSession, who: Owner, shop_key: str, product_id: UUID) -> ProductOut:
    """One product with its facts and the texts they were read from."""
    shop = await access_shop(session, who, shop_key)
    return await showing.show_product(session, shop.id, product_id)


@router.get("/policies", responses=responses(LoginRequired, ShopNotFound))
async def get_policies(session: ReadSession, who: Owner, shop_key: str) -> PoliciesOut:
    """Policies as the answers read them."""
    shop = await access_shop(session, who, shop_key)
    return await policy_pages.show_policies(session, shop)
