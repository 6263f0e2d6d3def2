"""A made-up shop of any size: varied products as a Shopify file, and questions about them in nineteen languages."""

import csv
import json
from pathlib import Path

import numpy as np
from bench.reporting import SEED

_KINDS = (
    ("Mug", "kitchen", "stoneware,porcelain,enamel,glass", "Holds {n} ml, {m} cm tall. Dishwasher safe."),
    (
        "Frying Pan",
        "kitchen",
        "cast iron,aluminium,stainless steel",
        "Diameter {m} cm, weighs {n} g. Works on induction.",
    ),
    ("Backpack", "bags", "recycled polyester,waxed canvas,nylon", "Volume {m} l, weight {n} g, fits a 15-inch laptop."),
    ("T-Shirt", "clothing", "organic cotton,linen,merino wool", "Fabric {m}0 gsm. Machine wash at 30 °C. Regular fit."),
    ("Rain Jacket", "clothing", "nylon,recycled polyester", "Water column {n}0 mm, weight {m}0 g. Hood rolls away."),
    ("Desk Lamp", "lighting", "aluminium,oak,steel", "Power {m} W, {n} lumens, dimmable. Cable 1.8 m. 100-240 V."),
    ("Power Bank", "electronics", "aluminium,plastic", "{n}00 mAh, charges in {m} hours by USB-C. Not waterproof."),
    (
        "Headphones",
        "electronics",
        "plastic,aluminium,protein leather",
        "Battery life {m} hours, weight {n} g. Bluetooth 5.3.",
    ),
    ("Soy Candle", "home", "soy wax", "Burns {m} hours, net weight {n} g. Cotton wick. Vegan."),
    ("Blanket", "home", "merino wool,cotton,fleece", "Size {n}x{n} cm, weighs {m}00 g. Do not tumble dry."),
    ("Face Cream", "beauty", "shea butter,aloe vera", "Net content {m} ml. Fragrance free, not tested on animals."),
    ("Dog Collar", "pets", "leather,nylon", "Length {m} cm, width 25 mm. Buckle of steel."),
    ("Yoga Mat", "sport", "natural rubber,cork", "Size 183x{m} cm, thickness 5 mm, weight {n}0 g. Non-slip."),
    ("Wooden Puzzle", "toys", "beech,birch plywood", "{n} pieces, for ages from 3 years. Paint free of solvents."),
    ("Oak Stool", "furniture", "solid oak,beech", "Height {m} cm, seat 32 cm, holds up to {n} kg. Comes assembled."),
    ("Water Bottle", "sport", "stainless steel,tritan", "Holds {n} ml, keeps cold {m} hours. BPA free. Hand wash."),
)
_NAMES = [
    "Alder",
    "Birch",
    "Cedar",
    "Dune",
    "Ember",
    "Fjord",
    "Grove",
    "Harbor",
    "Iris",
    "Juniper",
    "Kelp",
    "Lark",
    "Maple",
    "Nord",
    "Opal",
    "Pine",
    "Quarry",
    "Ridge",
    "Sage",
    "Tide",
    "Umber",
    "Vale",
    "Willow",
    "Yarrow",
    "Zephyr",
    "Aster",
    "Basil",
    "Clover",
    "Drift",
    "Echo",
]
_SERIES = [
    "Classic",
    "Mini",
    "Pro",
    "Lite",
    "Studio",
    "Travel",
    "Everyday",
    "Heritage",
    "Signature",
    "Outdoor",
    "Urban",
    "Duo",
]
_COLORS = ["black", "white", "sand", "navy", "olive", "rust", "grey", "cream", "teal", "burgundy"]
_HEADER = [
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Variant SKU",
    "Variant Grams",
    "Variant Inventory Qty",
    "Variant Price",
    "Status",
]
POLICIES = {
    "name": "Bench",
    "currency": "EUR",
    "ships_from": "Porto, PT",
    "shipping": {
        "lanes": [
            *(
                {"country": c, "min_days": 2, "max_days": 5, "cost": 4.9, "free_over": 60}
                for c in ["DE", "FR", "IT", "ES", "NL", "PL"]
            ),
            *({"country": c, "min_days": 7, "max_days": 14, "cost": 15} for c in ["US", "JP", "KR", "VN", "IN", "BR"]),
        ],
        "other_countries": "We do not ship to other countries.",
    },
    "returns": {"by_country": {"DE": {"days": 30, "return_shipping": "free label"}}, "condition": "unused"},
    "warranty": {"all goods": "24 months"},
    "payment_methods": ["Visa", "PayPal"],
    "human_hours": "Mon-Fri 9:00-17:00 CET",
}
_ASKED: dict[str, tuple[str, ...]] = {
    "en": (
        "What is the {p} made of?",
        "how heavy is the {p}",
        "Is the {p} in stock in {c}?",
        "how long does shipping to Germany take?",
    ),
    "zh-Hans": ("{p}是什么材质的？", "{p}有多重", "{p}有货吗？", "寄到日本要几天？"),
    "zh-Hant": ("{p}是什麼材質的？", "{p}有多重", "{p}有貨嗎？", "寄到日本要幾天？"),
    "ja": ("{p}の素材は何ですか？", "{p}の重さは？", "{p}は在庫ありますか？", "日本まで何日かかりますか？"),
    "ko": ("{p} 소재가 뭐예요?", "{p} 무게가 얼마나 되나요?", "{p} 재고 있나요?", "한국까지 배송 며칠 걸려요?"),
    "es": (
        "¿De qué está hecho el {p}?",
        "cuánto pesa el {p}",
        "¿Tienen {p} en stock?",
        "¿Cuánto tarda el envío a España?",
    ),
    "pt-BR": ("De que é feito o {p}?", "quanto pesa o {p}?", "Tem {p} em estoque?", "Posso devolver se não gostar?"),
    "fr": (
        "En quoi est fait le {p} ?",
        "combien pèse le {p}",
        "Le {p} est-il en stock ?",
        "La livraison en France prend combien de jours ?",
    ),
    "de": (
        "Aus welchem Material ist {p}?",
        "wie schwer ist {p}",
        "Ist {p} auf Lager?",
        "Wie lange dauert der Versand nach Deutschland?",
    ),
    "it": (
        "Di che materiale è {p}?",
        "quanto pesa {p}?",
        "{p} è disponibile?",
        "Quanto costa la spedizione in Italia?",
    ),
    "nl": (
        "Waarvan is de {p} gemaakt?",
        "hoe zwaar is de {p}",
        "Is de {p} op voorraad?",
        "Wat kost verzending naar Nederland?",
    ),
    "ru": ("Из чего сделан {p}?", "сколько весит {p}", "{p} есть в наличии?", "Можно вернуть товар?"),
    "pl": ("Z czego jest {p}?", "ile waży {p}", "Czy {p} jest dostępny?", "Ile kosztuje wysyłka do Polski?"),
    "tr": ("{p} hangi malzemeden?", "{p} ne kadar ağır", "{p} stokta var mı?", "İade süresi kaç gün?"),
    "ar": ("ما هي خامة {p}؟", "كم وزن {p}", "هل {p} متوفر؟", "هل يمكنني إرجاع المنتج؟"),
    "hi": ("{p} किस चीज़ से बना है?", "{p} ka weight kitna hai", "{p} स्टॉक में है?", "भारत में डिलीवरी कितने दिन में होगी?"),
    "th": ("{p} ทำจากอะไร", "{p} หนักเท่าไหร่", "{p} มีของไหม", "คืนสินค้าได้กี่วัน"),
    "vi": (
        "{p} làm bằng chất liệu gì?",
        "{p} nặng bao nhiêu",
        "{p} còn hàng không?",
        "Giao hàng đến Việt Nam mất bao lâu?",
    ),
    "id": ("{p} terbuat dari apa?", "berat {p} berapa", "{p} masih ada stok?", "bisa retur berapa hari?"),
}
LANGUAGES = tuple(_ASKED)


def titles(products: int) -> list[tuple[str, int]]:
    """Names with the number of their kind; no two are alike up to 200,000."""
    found = []
    for number in range(products):
        kind = number % len(_KINDS)
        rest = number // len(_KINDS)
        name, rest = _NAMES[rest % len(_NAMES)], rest // len(_NAMES)
        series, rest = _SERIES[rest % len(_SERIES)], rest // len(_SERIES)
        edition = f" {rest + 1}" if rest else ""
        found.append((f"{name} {series} {_KINDS[kind][0]}{edition}", kind))
    return found


def write_products(path: Path, products: int, seed: int = SEED) -> None:
    """A Shopify product file; about two variants a product."""
    random = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER)
        for number, (title, kind) in enumerate(titles(products)):
            name, category, materials, said = _KINDS[kind]
            material = str(random.choice(materials.split(",")))
            body = said.format(n=int(random.integers(120, 990)), m=int(random.integers(12, 80)))
            handle = f"p-{number}-{title.lower().replace(' ', '-')}"
            html = f"<p>Made of {material}. {body}</p><ul><li>Origin: Portugal</li><li>Model: {kind}{number}</li></ul>"
            colors = random.choice(_COLORS, int(random.integers(1, 4)), replace=False)
            for place, color in enumerate(colors):
                first = [title, html, "Bench", name, category, "true"] if not place else [""] * 6
                stock, grams = int(random.integers(0, 40)), int(random.integers(100, 3000))
                price = f"{int(random.integers(5, 200))}.90"
                writer.writerow(
                    [
                        handle,
                        *first,
                        "Color",
                        color,
                        f"B{number:05}-{place}",
                        grams,
                        stock,
                        price,
                        "active" if not place else "",
                    ]
                )


def write_policies(path: Path) -> None:
    """The shop's policies."""
    path.write_text(json.dumps(POLICIES), encoding="utf-8")


def questions(products: int, each: int, seed: int = SEED) -> list[tuple[str, str]]:
    """(language, question), mixed; products named at random."""
    random = np.random.default_rng(seed + 1)
    names = [title for title, _ in titles(products)]
    found = []
    for lang, forms in _ASKED.items():
        for number in range(each):
            name = names[int(random.integers(len(names)))]
            found.append((lang, forms[number % len(forms)].format(p=name, c=str(random.choice(_COLORS)))))
    return [found[int(i)] for i in random.permutation(len(found))]
