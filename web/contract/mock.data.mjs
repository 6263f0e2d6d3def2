// A small shop for the mock server: invented, so that every screen can be looked at without the backend.

/** A span of `quote` in `text`, in code points. */
export function span(text, quote) {
  const at = text.indexOf(quote);
  if (at < 0) throw new Error(`not in the text: ${quote}`);
  const start = Array.from(text.slice(0, at)).length;
  return { text, start, end: start + Array.from(quote).length };
}

const BOTTLE = `Tide 750 insulated bottle 💧 keeps drinks cold for 24 hours and hot for 12.
Double-wall 18/8 stainless steel, powder-coated outside. BPA-free lid with silicone seal.
Capacity: 750 ml. Height 27 cm, diameter 7.3 cm, weight 385 g.
Fits standard car cup holders. Hand wash only: not dishwasher safe, because heat harms the coating.
In the box: bottle, lid, cleaning brush.`;

const SHIRT = `Breezeway linen shirt, relaxed fit.
100% European flax linen, 165 g/m², garment-washed so it will not shrink further.
Machine wash cold, hang dry, iron while damp. Do not bleach.
Corozo-nut buttons. The model is 183 cm tall and wears size M.`;

const LAMP = `月汐 无线台灯 Moontide cordless lamp
材质：铝合金灯体 + 亚克力灯罩。色温 2700–5000K 三档可调，最大 420 流明。
内置 5000mAh 电池，满电可用 8–40 小时；USB-C 充电（不含充电头）。
尺寸：高 32 cm，底座直径 11 cm，净重 780 g。室内使用，不防水。`;

function fact(id, attribute, label, value_text, unit, text, quote, more = {}) {
  return { id, attribute, label, value_text, unit, polarity: null, lang: "en", provenance: "description", as_of: "2026-11-24T08:12:00Z", variant_id: null, evidence: { source: span(text, quote), quote }, ...more };
}

const image = (handle) => `/mock/${handle}.svg`;

function product(id, handle, title, price_text, more) {
  return {
    id, handle, title, kind_word: null, status: "active", vendor: "Northlight Goods", url: `https://northlight.example/products/${handle}`, image_url: image(handle), price_text,
    variants: [], facts: [], size_charts: [], media: [{ url: image(handle), alt: title, kind: "image" }, { url: image("lamp"), alt: null, kind: "image" }], texts: [], never_say: [], missing_facts: [], updated_at: "2026-11-24T08:12:00Z", ...more,
  };
}

const variant = (id, sku, title, options, price_text, stock, compare_at_text = null) => ({ id, sku, title, options, price_text, compare_at_text, stock, stock_as_of: "2026-11-25T02:00:00Z", image_url: null });

export const products = [
  product("p1", "tide-750", "Tide 750 insulated bottle", "US$29.00", {
    kind_word: "Water bottle",
    variants: ["Ink", "Sand", "Kelp"].map((colour, n) => variant(`v1${n}`, `TIDE-750-${colour.toUpperCase()}`, colour, [{ name: "Colour", value: colour }], "US$29.00", [42, 0, 7][n], n === 2 ? "US$34.00" : null)),
    texts: [{ id: "t1", kind: "description", lang: "en", text: BOTTLE }],
    facts: [
      fact("f1", "capacity", "Capacity", "750", "ml", BOTTLE, "Capacity: 750 ml"),
      fact("f2", "weight", "Weight", "385", "g", BOTTLE, "weight 385 g"),
      fact("f3", "height", "Height", "27", "cm", BOTTLE, "Height 27 cm"),
      fact("f4", "material", "Material", "18/8 stainless steel", null, BOTTLE, "18/8 stainless steel"),
      fact("f5", "dishwasher_safe", "Dishwasher safe", "No", null, BOTTLE, "not dishwasher safe", { polarity: "no" }),
      fact("f6", "cold_duration", "Keeps cold", "24", "h", BOTTLE, "cold for 24 hours"),
      fact("f7", "bpa_free", "BPA-free", "Yes", null, BOTTLE, "BPA-free", { polarity: "yes" }),
      fact("f8", "in_the_box", "In the box", "bottle, lid, cleaning brush", null, BOTTLE, "bottle, lid, cleaning brush"),
      { ...fact("f9", "country_of_origin", "Country of origin", "China", null, BOTTLE, "Tide 750"), provenance: "column: Country of Origin", evidence: { source: null, quote: "China" } },
    ],
    missing_facts: ["food contact certificate", "lid leak-proof"],
  }),
  product("p2", "breezeway-linen-shirt", "Breezeway linen shirt", "US$64.00 – US$68.00", {
    kind_word: "Shirt",
    variants: ["S", "M", "L", "XL"].flatMap((size, n) => ["Chalk", "Lichen"].map((colour, m) => variant(`v2${n}${m}`, `BRZ-${size}-${colour.slice(0, 3).toUpperCase()}`, `${size} / ${colour}`, [{ name: "Size", value: size }, { name: "Colour", value: colour }], n === 3 ? "US$68.00" : "US$64.00", (n * 7 + m * 3) % 11))),
    texts: [{ id: "t2", kind: "description", lang: "en", text: SHIRT }],
    facts: [
      fact("g1", "material", "Material", "100% linen", null, SHIRT, "100% European flax linen"),
      fact("g2", "fabric_weight", "Fabric weight", "165", "g/m²", SHIRT, "165 g/m²"),
      fact("g3", "machine_washable", "Machine washable", "Yes", null, SHIRT, "Machine wash cold", { polarity: "yes" }),
      fact("g4", "bleach", "Bleach allowed", "No", null, SHIRT, "Do not bleach", { polarity: "no" }),
    ],
    size_charts: [{ title: "Garment measures", unit: "cm", columns: ["Size", "Chest", "Shoulder", "Sleeve", "Length"], rows: [["S", "104", "44", "61", "71"], ["M", "110", "46", "62.5", "73"], ["L", "116", "48", "64", "75"], ["XL", "122", "50", "65.5", "77"]] }],
  }),
  product("p3", "moontide-lamp", "月汐 无线台灯 Moontide cordless lamp", "US$79.00", {
    kind_word: "Table lamp",
    variants: [variant("v3", "MT-LAMP-01", "Default", [], "US$79.00", 18)],
    texts: [{ id: "t3", kind: "description", lang: "zh-Hans", text: LAMP }],
    facts: [
      fact("h1", "material", "材质", "铝合金灯体 + 亚克力灯罩", null, LAMP, "铝合金灯体 + 亚克力灯罩", { lang: "zh-Hans" }),
      fact("h2", "battery_capacity", "电池容量", "5000", "mAh", LAMP, "5000mAh", { lang: "zh-Hans" }),
      fact("h3", "waterproof", "防水", "否", null, LAMP, "不防水", { lang: "zh-Hans", polarity: "no" }),
      fact("h4", "colour_temperature", "色温", "2700–5000", "K", LAMP, "2700–5000K", { lang: "zh-Hans" }),
    ],
    missing_facts: ["plug type", "charging time"],
  }),
  product("p4", "saltmarsh-earrings", "Saltmarsh pearl earrings", "US$48.00", { kind_word: "Earrings", facts: [], variants: [variant("v4", "SM-EAR", "Default", [], "US$48.00", 3)], missing_facts: ["metal", "nickel-free", "pearl size", "closure"] }),
  product("p5", "dune-throw", "Dune wool throw 130 × 170 cm", "US$92.00", { kind_word: "Blanket", variants: [variant("v5", "DUNE-TH", "Default", [], "US$92.00", 0)], status: "active" }),
  product("p6", "pilot-frame", "Pilot reading glasses +1.5", "US$36.00", { kind_word: "Glasses", variants: [variant("v6", "PLT-15", "+1.5", [], "US$36.00", 25)], status: "draft" }),
];

export const summary = (p) => ({
  id: p.id, handle: p.handle, title: p.title, status: p.status, image_url: p.image_url, price_text: p.price_text, variants: p.variants.length,
  facts: p.facts.length, stock: p.variants.reduce((sum, v) => sum + (v.stock ?? 0), 0), updated_at: p.updated_at,
});

const POLICY = "Returns: within 30 days of delivery, unused and in the original box. Return postage inside the EU is paid by us.";

export const policies = {
  updated_at: "2026-11-24T08:20:00Z",
  sections: [
    { topic: "shipping", title: "Shipping", items: [
      { field: "Germany", value_text: "7–10 business days · US$6.90 · free over US$60.00 · duties included", confirmed: true },
      { field: "Spain", value_text: "8–12 business days · US$6.90 · free over US$60.00 · duties included", confirmed: true },
      { field: "Japan", value_text: "5–8 business days · US$8.50 · duties paid by the receiver", confirmed: true },
      { field: "Everywhere else", value_text: "10–20 days · US$12.00", confirmed: false } ] },
    { topic: "returns", title: "Returns", items: [
      { field: "Days", value_text: "30 days after delivery", confirmed: true },
      { field: "Condition", value_text: "Unused, in the original box", confirmed: true },
      { field: "Who pays", value_text: "The shop, inside the EU", confirmed: true },
      { field: "Not returnable", value_text: "Earrings, for hygiene", confirmed: true } ] },
    { topic: "warranty", title: "Warranty", items: [{ field: "Months", value_text: "24 months on electronics", confirmed: false }] },
    { topic: "payment", title: "Payment", items: [{ field: "Methods", value_text: "Card, PayPal, Klarna (DE, SE)", confirmed: true }, { field: "Cash on delivery", value_text: "Saudi Arabia, United Arab Emirates", confirmed: true }] },
    { topic: "people", title: "People", items: [{ field: "Hours", value_text: "Monday–Friday 9:00–18:00, Asia/Shanghai", confirmed: true }, { field: "Contact", value_text: "care@northlight.example", confirmed: true }] },
  ],
  raw: { returns: { days: 30, condition: "unused", free_in: ["EU"] }, note: POLICY },
};

const ev = (kind, field, value, quote, text, product = "Tide 750 insulated bottle") => ({ product, kind, field, value, quote, source: text ? span(text, quote) : null });
export const card = (p) => ({ handle: p.handle, title: p.title, kind_word: p.kind_word, image_url: p.image_url, price_text: p.price_text, url: p.url });

export const evidence = {
  dishwasher: ev("fact", "Dishwasher safe", "No", "not dishwasher safe", BOTTLE),
  capacity: ev("fact", "Capacity", "750 ml", "Capacity: 750 ml", BOTTLE),
  cold: ev("fact", "Keeps cold", "24 h", "cold for 24 hours", BOTTLE),
  returns: ev("policy", "Returns", "30 days", "within 30 days of delivery", POLICY, null),
  price: ev("price", "Price", "US$29.00", "29.00", null),
};

export const answers = {
  en: ["No, please wash it by hand: the Tide 750 is not dishwasher safe. It holds 750 ml (25 fl oz).", "This shop asks for your order number and e-mail to look that up."],
  "zh-Hans": ["不可以，请手洗：Tide 750 不适用于洗碗机。容量为 750 毫升。", "请提供订单号和下单邮箱，我们帮您查询。"],
  ja: ["いいえ、手洗いをお願いします。Tide 750は食器洗い機に対応していません。容量は750 mlです。", "ご注文番号とメールアドレスをお知らせください。"],
  es: ["No, lávala a mano: la Tide 750 no es apta para lavavajillas. Tiene una capacidad de 750 ml.", "Indícanos tu número de pedido y tu correo, por favor."],
  ar: ["لا، يُرجى غسلها باليد: زجاجة Tide 750 غير مناسبة لغسالة الصحون. سعتها 750 مل.", "يُرجى إرسال رقم الطلب والبريد الإلكتروني."],
};

export const greetings = {
  en: "Hello! Ask me anything about our products, sizes, delivery or returns.",
  "zh-Hans": "您好！商品、尺码、物流、退换货，都可以问我。",
  ja: "こんにちは。商品、サイズ、配送、返品について何でもお尋ねください。",
  es: "¡Hola! Pregúntame lo que quieras sobre productos, tallas, envíos o devoluciones.",
  ar: "مرحباً! اسألني عن المنتجات أو المقاسات أو التوصيل أو الإرجاع.",
};

export const disclosures = {
  en: "You are writing with an automatic AI assistant. It answers from this shop's own product data.",
  "zh-Hans": "您正在与 AI 自动助手对话，它只依据本店的商品资料回答。",
  ja: "AIによる自動応答です。当店の商品データにもとづいてお答えします。",
  es: "Estás escribiendo con un asistente automático de IA. Responde con los datos de productos de esta tienda.",
  ar: "أنت تراسل مساعداً آلياً يعمل بالذكاء الاصطناعي، وهو يجيب من بيانات منتجات هذا المتجر.",
};

export const preview = {
  format: "Shopify product CSV", encoding: "UTF-8", delimiter: ",", header_row: 1,
  columns: [
    { header: "Handle", taken_for: "handle", visibility: "public", samples: ["tide-750", "breezeway-linen-shirt", "moontide-lamp"] },
    { header: "Title", taken_for: "title", visibility: "public", samples: ["Tide 750 insulated bottle", "Breezeway linen shirt", "月汐 无线台灯 Moontide cordless lamp"] },
    { header: "Body (HTML)", taken_for: "description", visibility: "public", samples: ["Tide 750 insulated bottle keeps drinks cold for 24 hours…", "Breezeway linen shirt, relaxed fit.", "材质：铝合金灯体 + 亚克力灯罩。"] },
    { header: "Variant Price", taken_for: "price", visibility: "public", samples: ["29.00", "64.00", "79.00"] },
    { header: "Variant Inventory Qty", taken_for: "stock", visibility: "public", samples: ["42", "7", "18"] },
    { header: "Cost per item", taken_for: "cost", visibility: "private", samples: ["6.10", "18.40", "22.00"] },
    { header: "供应商", taken_for: "supplier", visibility: "private", samples: ["义乌恒达", "绍兴锦纺", "中山明光"] },
    { header: "Care label", taken_for: null, visibility: "unknown", samples: ["Hand wash", "30° gentle", ""] },
    { header: "包装清单", taken_for: null, visibility: "unknown", samples: ["瓶身、瓶盖、清洁刷", "", "台灯、USB-C 线"] },
  ],
  counts: { products: 6, variants: 15, facts: 48, new: 4, changed: 1, unchanged: 1 },
  products: products.map((p) => ({ ...summary(p), id: null, updated_at: null })),
  problems: [
    { row: 14, column: "Variant Price", value: "6,4.00", message: "This price cannot be read.", what_to_do: "Write it with a point before the cents, for example 64.00.", severity: "error" },
    { row: 17, column: "Variant SKU", value: "BRZ-M-CHA", message: "This SKU is already on row 9.", what_to_do: "Give each variant its own SKU, or leave it empty.", severity: "error" },
    { row: 22, column: "Image Src", value: "C:\\photos\\dune.jpg", message: "This is a file on your computer, not a web address.", what_to_do: "Upload the picture and put its https address here.", severity: "warning" },
  ],
  missing_facts: [
    { product: "Saltmarsh pearl earrings", attributes: ["metal", "nickel-free", "pearl size", "closure"] },
    { product: "月汐 无线台灯 Moontide cordless lamp", attributes: ["plug type", "charging time"] },
    { product: "Tide 750 insulated bottle", attributes: ["food contact certificate", "lid leak-proof"] },
  ],
};
