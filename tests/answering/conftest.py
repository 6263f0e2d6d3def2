"""A small shop in memory, real encoders loaded once, and one way to ask."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from farshore.catalog.extraction.draw import draw
from farshore.catalog.importing.policies import read_policies
from farshore.catalog.index.building import IndexInput, build_index, kinds_of
from farshore.catalog.listing.product import ListedProduct
from farshore.catalog.listing.records import AttributeRecord, PriceRecord, ProductRecord, VariantRecord
from farshore.catalog.public import ShopIndex
from farshore.engines.embed.e5 import E5Encoder
from farshore.engines.embed.use import UseEncoder
from farshore.support.answering.engine import Engine
from farshore.support.answering.reading import Reader, Retriever
from farshore.support.answering.records import Answer, Question, Shop, Turn
from farshore.support.answering.situation import Encoders, Situation

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)
SECRET = "Ningbo Shunda 8.42"
CHART = (
    "<table><tr><th>Size</th><th>Chest (cm)</th></tr><tr><td>S</td><td>86-90</td></tr>"
    "<tr><td>M</td><td>94-98</td></tr><tr><td>L</td><td>100-106</td></tr></table>"
)
POLICIES = {
    "name": "Harbour Goods",
    "currency": "EUR",
    "ships_from": "Brno, CZ",
    "shipping": {
        "lanes": [
            {"country": "DE", "min_days": 3, "max_days": 5, "cost": 6.9, "free_over": 80, "duties": "none"},
            {"country": "JP", "min_days": 8, "max_days": 14, "cost": 19, "duties": "customer"},
            {"country": "Nordics", "countries": ["SE", "DK"], "min_days": 4, "max_days": 6, "cost": 11},
        ],
        "exceptions": [{"items": ["merino-throw"], "rule": "bulky: flat 12.90 EUR, no free shipping"}],
        "other_countries": "We do not ship to other countries.",
    },
    "returns": {
        "by_country": {"DE": {"days": 30, "return_shipping": "free label"}, "JP": {"days": 14}},
        "not_returnable": ["earrings"],
    },
    "warranty": {"all goods": "24 months"},
    "payment_methods": ["Visa", "PayPal"],
    "not_accepted": ["cash on delivery"],
    "order_number_format": "HG-#####",
    "human_hours": "Mon-Fri 9:00-17:00 CET",
    "company": "Harbour Goods s.r.o.",
}


def _variant(sku: str, cents: int, stock: int | None, **more: object) -> VariantRecord:
    made = VariantRecord(sku, sku, prices=(PriceRecord("EUR", cents),), stock=stock)
    return replace(made, **more)  # type: ignore[arg-type]


def _product(handle: str, title: str, variants: Sequence[VariantRecord], description: str) -> ProductRecord:
    hidden = AttributeRecord("Supplier", SECRET, "Supplier", is_public=False)
    return ProductRecord(
        "table", handle, handle, title, description=description, variants=tuple(variants), attributes=(hidden,)
    )


SALE = PriceRecord(
    "EUR", 9000, sale_minor=7200, sale_from_at=datetime(2026, 6, 10, tzinfo=UTC),
    sale_until_at=datetime(2026, 6, 20, 23, 59, tzinfo=UTC),
)  # fmt: skip
PRODUCTS = (
    _product(
        "harbour-mug", "Harbour Mug",
        [
            _variant("MUG-M", 1800, 12, options=(("Colour", "Moss"),)),
            _variant("MUG-S", 1800, 0, options=(("Colour", "Sand"),)),
        ],
        "<p>A stoneware mug. Material: stoneware. Capacity: 350 ml. Dishwasher safe.</p>",
    ),
    _product(
        "linen-shirt", "Linen Shirt",
        [_variant(f"SHIRT-{s}", 5400 + 100 * n, 4, options=(("Size", s),)) for n, s in enumerate("SML")],
        f"<p>Material: 100% linen.</p>{CHART}",
    ),
    _product(
        "merino-throw", "Merino Throw", [_variant("THROW-1", 9000, 3, prices=(SALE,))],
        "<p>Size: 130 x 180 cm. Material: 100% merino wool. Hand wash.</p>",
    ),
    _product(
        "voyage-kettle", "Voyage Kettle",
        [_variant("KET-EU", 4900, 0, allows_backorder=True)],
        "<p>Voltage: 220-240 V. Plug type: EU plug. Power: 1200 W. Capacity: 0.8 l.</p>",
    ),
    _product(
        "desk-lamp", "Aurora Desk Lamp",
        [_variant("LAMP-1", 6900, None, availability="preorder", availability_at=datetime(2026, 7, 1, tzinfo=UTC))],
        "<p>Height: 42 cm. Weight: 1.2 kg.</p>",
    ),
    _product(
        "calm-cream", "Calm Face Cream", [_variant("CREAM-1", 2200, 30)],
        "<p>Ingredients: aqua, glycerin, shea butter. Volume: 50 ml.</p>",
    ),
    _product("pearl-earrings", "Pearl Earrings", [_variant("EAR-1", 3900, 7)], "<p>Material: sterling silver.</p>"),
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """The shop with its index, ready to be asked."""

    engine: Engine
    shop: Shop
    index: ShopIndex
    products: dict[str, ListedProduct] = field(default_factory=dict)

    def ask(
        self, text: str, page: str | None = None, *, country: str | None = None, prior: Sequence[str] = (),
        at: datetime = AT, ages_out: bool = False,
    ) -> Answer:  # fmt: skip
        turns = tuple(Turn("shopper", said) for said in prior)
        question = Question(text, page, country, turns)
        return self.engine.answer(Situation(question, self.shop, self.index, at, ages_out))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Real encoders, loaded once."""
    use, e5 = UseEncoder(), E5Encoder()
    readers = [Reader(e.capabilities.name, e.encode) for e in (use, e5)]
    retriever = Retriever(e5.encode, e5.encode_passages)
    return Engine(Encoders(readers[0], use.capabilities.languages, readers[1], retriever))


def _open(folder: Path, engine: Engine, records: Sequence[ProductRecord], as_of: datetime | None) -> Desk:
    listed = [ListedProduct(r.handle, r, draw(r), as_of) for r in records]
    listed = [replace(p, kinds=kinds_of(p)) for p in listed]
    index = ShopIndex(build_index(folder, IndexInput("1", listed)))
    policies = read_policies(json.dumps(POLICIES).encode(), currency="EUR").policies
    shop = Shop("harbour", "Harbour Goods", "EUR", "CZ", "UTC", policies)
    return Desk(engine, shop, index, {p.id: p for p in listed})


@pytest.fixture(scope="session")
def desk(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The shop whose data was read just now."""
    return _open(tmp_path_factory.mktemp("desk"), engine, PRODUCTS, AT)


@pytest.fixture
def open_desk(engine: Engine, tmp_path: Path) -> Callable[..., Desk]:
    """A desk with other products: `open_desk([record], as_of=…)`."""
    return lambda records, as_of=AT: _open(tmp_path, engine, records, as_of)
