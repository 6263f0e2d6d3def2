"""A test page of each shop, with the chat on it, so that one can ask before it is on the shop's own site."""

import json
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from farshore.app.routes.pages import NOT_BUILT, web_folder
from farshore.catalog.public import ListedProduct, find_products, image_of, price_text
from farshore.platform.access import SYSTEM
from farshore.platform.db import ReadSession
from farshore.platform.shops import ShopNotFound, access_shop

router = APIRouter(include_in_schema=False)
PLACEHOLDER = "__SHOP_JSON__"
MOST_PRODUCTS = 60


@router.get("/shop/{shop_key}")
async def shop_page(session: ReadSession, shop_key: str) -> HTMLResponse:
    """The first products of a shop, and the chat."""
    page = web_folder("widgets") / "demo.html"
    try:
        shop = await access_shop(session, SYSTEM, shop_key)
    except ShopNotFound as error:
        raise HTTPException(404) from error
    if not page.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    products = await find_products(session, shop.id, MOST_PRODUCTS)
    lang = "zh-Hans" if any(_is_chinese(p.record.title) for p in products) else "en"
    shape = {"key": shop.key, "name": shop.name, "lang": lang, "products": [_product(p) for p in products]}
    text = json.dumps(shape, ensure_ascii=False).replace("<", "\\u003c")
    html = page.read_text("utf-8").replace(PLACEHOLDER, text)
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _product(product: ListedProduct) -> dict[str, Any]:
    texts = dict(product.drawn.texts)
    return {
        "handle": product.record.handle,
        "title": product.record.title,
        "image_url": image_of(product.record),
        "price_text": price_text(product.record.variants),
        "description": texts.get("description"),
    }
