// A stand-in for the server while the web is worked on: `npm run mock`, then http://localhost:8765/console or /shop/demo.
// Keeps everything in memory; EMPTY=1 starts without a shop. Not used by anything that ships.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { WebSocketServer } from "ws";
import { answers, card, disclosures, evidence, greetings, policies, preview, products, summary } from "./mock.data.mjs";

const PORT = Number(process.env.PORT ?? 8765);
const TYPES = { js: "text/javascript", css: "text/css", html: "text/html; charset=utf-8", svg: "image/svg+xml", woff2: "font/woff2", json: "application/json" };
const WEB = new URL("../", import.meta.url);
const now = () => new Date().toISOString();
const counts = { products: 6, variants: 15, facts: 48, policies: 15, conversations: 5 };
const shop = (more) => ({
  key: "demo", name: "Northlight Goods", currency: "USD", country: "CN", time_zone: "Asia/Shanghai", allowed_origins: ["https://northlight.example"], counts,
  rooms: ["support", "live", "showroom", "reputation"].map((name) => ({ name, is_on: name === "support", is_built: name === "support" })), created_at: "2026-11-20T03:00:00Z", ...more,
});
let shops = process.env.EMPTY ? [] : [shop()];
let imports = process.env.EMPTY ? [] : [
  { id: "i2", state: "previewed", kind: "products", file_name: "products_export_1124.csv", done: 26, total: 26, preview, error: null, created_at: "2026-11-24T08:30:00Z" },
  { id: "i1", state: "applied", kind: "products", file_name: "products_export_1120.csv", done: 5, total: 5, preview, error: null, created_at: "2026-11-20T03:12:00Z" },
  { id: "i0", state: "failed", kind: "policies", file_name: "policies.json", done: 0, total: 0, preview: null, error: { type: "about:blank", title: "Unreadable file", status: 422, detail: "Line 14 is not JSON: a comma is missing after \"days\": 30.", code: "tables.not_json" }, created_at: "2026-11-20T03:02:00Z" },
];
const talks = new Map();
const traces = new Map();
const streams = new Set();

function langOf(text) {
  if (/[\u0600-\u06ff]/.test(text)) return "ar";
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\u4e00-\u9fff]/.test(text)) return "zh-Hans";
  return /[¿¡ñáéíóú]|lava|talla|envío|puedo/i.test(text) ? "es" : "en";
}

function add(talk, message) {
  const made = { id: `m${talk.id}-${talk.messages.length + 1}`, seq: talk.messages.length + 1, client_id: null, handoff: false, reason: null, evidence: [], cards: [], at: now(), ...message };
  talk.messages.push(made);
  for (const socket of talk.sockets) socket.send(JSON.stringify({ type: "message", message: made }));
  for (const stream of streams) stream.write(`event: conversation\ndata: ${JSON.stringify({ conversation_id: talk.id })}\n\n`);
  return made;
}

function traceOf(question, answer, lang, handoff) {
  const confidence = handoff ? 0.31 : 0.93;
  return {
    question, answer, lang, lang_scores: [{ id: lang, score: 0.97 }, { id: lang === "es" ? "pt-BR" : "es", score: 0.02 }],
    clauses: [{ text: question, intents: [{ id: handoff ? "order.where" : "product.care", score: confidence }, { id: "product.material", score: 0.21 }], attributes: handoff ? [] : [{ id: "dishwasher_safe", score: 0.91 }, { id: "capacity", score: 0.4 }],
      product: handoff ? null : { handle: "tide-750", title: "Tide 750 insulated bottle", how: "page" }, variant: null }],
    plan: handoff ? [{ claim: "ask_for_order", value_text: "order number, e-mail", evidence: [] }] : [
      { claim: "dishwasher_safe", value_text: "No", evidence: [evidence.dishwasher] }, { claim: "capacity", value_text: "750 ml", evidence: [evidence.capacity] }],
    guard: { ok: true, problems: [] }, confidence, threshold: 0.62, handoff, reason: handoff ? "order_not_identified" : null, took_ms: 23.4,
    steps: [["detect", 0.4], ["clauses", 0.3], ["intents", 3.1], ["link", 5.2], ["ground", 8.9], ["compose", 2.2], ["guard", 3.3]].map(([name, ms]) => ({ name, ms })),
  };
}

function reply(talk, text) {
  const lang = langOf(text);
  const handoff = /where|order|order|订单|注文|pedido|طلب|person|人工|スタッフ|担当/i.test(text);
  const message = { role: "assistant", lang, text: answers[lang][handoff ? 1 : 0], handoff, reason: handoff ? "order_not_identified" : null, evidence: handoff ? [] : [evidence.dishwasher, evidence.capacity], cards: handoff ? [] : [card(products[0]), card(products[2])] };
  const made = add(talk, message);
  traces.set(made.id, traceOf(text, message.text, lang, handoff));
}

function hear(talk, { client_id, text, page }) {
  const known = talk.messages.find((one) => one.client_id === client_id);
  if (known) return known;
  const made = add(talk, { role: "shopper", client_id, text, lang: langOf(text) });
  talk.page = page ?? talk.page;
  const typing = (on) => talk.sockets.forEach((socket) => socket.send(JSON.stringify({ type: "typing", on })));
  setTimeout(() => typing(true), 100);
  setTimeout(() => { typing(false); reply(talk, text); }, Number(process.env.DELAY ?? 900));
  return made;
}

function begin(lang, page = null, country = null) {
  const id = `c${talks.size + 1}`;
  const talk = { id, lang, page, country, started_at: now(), messages: [], sockets: new Set() };
  talks.set(id, talk);
  return talk;
}

for (const [text, country] of [["Is it dishwasher safe?", "US"], ["¿Puedo lavarla en el lavavajillas?", "ES"], ["هل هي مناسبة لغسالة الصحون؟", "SA"], ["食洗機で使えますか？", "JP"], ["Where is my order NL-20331?", "DE"]]) {
  const talk = begin(langOf(text), "https://northlight.example/products/tide-750", country);
  add(talk, { role: "shopper", text, lang: talk.lang, client_id: `seed-${talk.id}` });
  reply(talk, text);
  if (country === "DE") add(talk, { role: "person", text: "Hello, this is Lin from the shop. Your parcel left Leipzig this morning.", lang: "en" });
}

const summaryOf = (talk) => {
  const last = talk.messages.at(-1);
  return { id: talk.id, lang: talk.lang, country: talk.country, page: talk.page, state: talk.messages.some((m) => m.role === "person") ? "person" : last.handoff ? "waiting" : "bot", last_text: last.text, last_role: last.role, last_at: last.at, messages: talk.messages.length };
};

function advance(one, state, ms) {
  one.state = state;
  one.total = 6;
  one.done = 0;
  const tick = setInterval(() => {
    one.done += 1;
    if (one.done >= one.total) { one.state = state === "previewing" ? "previewed" : "applied"; if (state === "previewing") one.preview = preview; clearInterval(tick); }
    for (const stream of streams) stream.write(`event: import\ndata: ${JSON.stringify({ import_id: one.id, state: one.state, done: one.done, total: one.total })}\n\n`);
  }, ms / 6);
  return one;
}

const problem = (status, title, detail, code) => ({ status, problem: { type: "about:blank", title, status, detail, code } });
const page = (items) => ({ items, next_cursor: null });
const find = (list, id) => list.find((one) => one.id === id) ?? problem(404, "Not found", "There is nothing here.", "platform.not_found");
const K = "/api/v1/shops";

const routes = {
  [`GET ${K}`]: () => ({ items: shops }),
  [`POST ${K}`]: (_, body) => { shops = [shop({ ...body, counts: { products: 0, variants: 0, facts: 0, policies: 0, conversations: 0 }, allowed_origins: [] })]; return [201, shops[0]]; },
  [`GET ${K}/:key`]: () => shops[0] ?? problem(404, "Not found", "No such shop.", "platform.not_found"),
  [`PATCH ${K}/:key`]: (_, body) => { const { rooms, ...rest } = body; Object.assign(shops[0], rest); if (rooms) shops[0].rooms.forEach((room) => { room.is_on = rooms.includes(room.name); }); return shops[0]; },
  [`GET ${K}/:key/imports`]: () => page(imports),
  [`POST ${K}/:key/imports`]: (_, body) => { const one = { id: `i${imports.length}${Date.now() % 1000}`, kind: /policies/.test(body) ? "policies" : "products", file_name: /filename="([^"]+)"/.exec(body)?.[1] ?? "file", preview: null, error: null, created_at: now() }; imports = [one, ...imports]; return [202, advance(one, "previewing", 1200)]; },
  [`GET ${K}/:key/imports/:id`]: ({ id }) => find(imports, id),
  [`POST ${K}/:key/imports/:id/apply`]: ({ id }) => { shops[0].counts = counts; return [202, advance(find(imports, id), "applying", 4000)]; },
  [`POST ${K}/:key/imports/:id/undo`]: ({ id }) => { const one = find(imports, id); one.state = "undone"; return [202, one]; },
  [`GET ${K}/:key/products`]: (_, __, query) => { const q = (query.get("q") ?? "").toLowerCase(); const items = shops[0].counts.products ? products.filter((p) => p.title.toLowerCase().includes(q)).map(summary) : []; return { ...page(items), total: items.length }; },
  [`GET ${K}/:key/products/:id`]: ({ id }) => find(products, id),
  [`GET ${K}/:key/policies`]: () => (shops[0].counts.policies ? policies : { sections: [], raw: null, updated_at: null }),
  [`GET ${K}/:key/conversations`]: () => page(process.env.EMPTY ? [] : [...talks.values()].filter((t) => t.messages.length).map(summaryOf).reverse()),
  [`GET ${K}/:key/conversations/:id`]: ({ id }) => { const talk = talks.get(id); return talk ? { id, lang: talk.lang, country: talk.country, page: talk.page, state: summaryOf(talk).state, started_at: talk.started_at, messages: talk.messages.map((m) => ({ ...m, confidence: traces.get(m.id)?.confidence ?? null, took_ms: traces.get(m.id)?.took_ms ?? null, has_trace: traces.has(m.id) })) } : find([], id); },
  [`GET ${K}/:key/messages/:id/trace`]: ({ id }) => traces.get(id) ?? find([], id),
  [`POST ${K}/:key/ask`]: (_, { text }) => { const lang = langOf(text); const handoff = /order|订单/i.test(text); const trace = traceOf(text, answers[lang][handoff ? 1 : 0], lang, handoff); return { answer_text: trace.answer, lang, handoff, reason: trace.reason, evidence: handoff ? [] : [evidence.dishwasher, evidence.capacity], cards: [], confidence: trace.confidence, took_ms: trace.took_ms, trace }; },
  "POST /api/v1/widget/:key/conversations": (_, { locale, page: at }) => {
    const lang = { zh: "zh-Hans", ja: "ja", es: "es", ar: "ar" }[(locale ?? "en").slice(0, 2)] ?? "en";
    const talk = begin(lang, at);
    return [201, { conversation_id: talk.id, visitor_token: `t-${talk.id}`, lang, disclosure: disclosures[lang], shop_name: shops[0].name, greeting: greetings[lang], can: ["rate"] }];
  },
  "GET /api/v1/widget/conversations/:id/messages": ({ id }, _, query) => { const talk = talks.get(id); return talk ? { items: talk.messages.filter((m) => m.seq > Number(query.get("after") ?? 0)), state: { bot_active: true, typing: talk.messages.at(-1)?.role === "shopper" } } : find([], id); },
  "POST /api/v1/widget/conversations/:id/messages": ({ id }, body) => (talks.has(id) ? [202, hear(talks.get(id), body)] : find([], id)),
  "POST /api/v1/widget/conversations/:id/messages/:message/rating": () => [204, null],
};

function match(method, path) {
  for (const [key, handler] of Object.entries(routes)) {
    const [verb, pattern] = key.split(" ");
    const names = [];
    const regex = new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name) => { names.push(name); return "([^/]+)"; })}$`);
    const found = verb === method && regex.exec(path);
    if (found) return { handler, params: Object.fromEntries(names.map((name, n) => [name, decodeURIComponent(found[n + 1])])) };
  }
  return null;
}

const HUES = { "tide-750": 188, "breezeway-linen-shirt": 96, "moontide-lamp": 42, "saltmarsh-earrings": 260, "dune-throw": 24, "pilot-frame": 215 };
function drawing(name) {
  const hue = HUES[name] ?? 170;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${hue} 22% 90%)"/><ellipse cx="100" cy="172" rx="52" ry="7" fill="hsl(${hue} 20% 78%)"/><rect x="72" y="52" width="56" height="118" rx="14" fill="hsl(${hue} 38% 38%)"/><rect x="82" y="30" width="36" height="26" rx="6" fill="hsl(${hue} 30% 24%)"/><rect x="80" y="60" width="7" height="98" rx="3.5" fill="hsl(${hue} 40% 55%)"/></svg>`;
}

async function file(response, url) {
  try {
    const body = await readFile(url);
    response.writeHead(200, { "Content-Type": TYPES[url.pathname.split(".").pop()] ?? "application/octet-stream", "Access-Control-Allow-Origin": "*" });
    response.end(body);
    return true;
  } catch { return false; }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const path = url.pathname;
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Headers", "*");
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  if (path.startsWith("/mock/")) return response.writeHead(200, { "Content-Type": TYPES.svg }).end(drawing(path.slice(6, -4)));
  if (path.startsWith("/widget/")) return (await file(response, new URL(`widgets/dist/${path.slice(8)}`, WEB))) || response.writeHead(404).end();
  if (path.startsWith("/hostile/")) return (await file(response, new URL(`widgets/test/${path.slice(9)}`, WEB))) || response.writeHead(404).end();
  if (path.startsWith("/shop/")) {
    const html = await readFile(new URL("widgets/dist/demo.html", WEB), "utf8");
    const data = { key: "demo", name: shops[0]?.name, lang: "en", products: products.map((p) => ({ handle: p.handle, title: p.title, image_url: p.image_url, price_text: p.price_text, description: p.texts[0]?.text ?? "" })) };
    return response.writeHead(200, { "Content-Type": TYPES.html }).end(html.replace("__SHOP_JSON__", () => JSON.stringify(data).replaceAll("<", "\\u003c")));
  }
  if (path.endsWith("/events")) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": hello\n\n");
    streams.add(response);
    return request.on("close", () => streams.delete(response));
  }
  if (path.startsWith("/console")) {
    if (await file(response, new URL(`console/dist${path.slice(8)}`, WEB))) return;
    return (await file(response, new URL("console/dist/index.html", WEB))) || response.writeHead(404).end();
  }
  const found = match(request.method, path);
  if (!found) return response.writeHead(404, { "Content-Type": "application/problem+json" }).end(JSON.stringify(problem(404, "Not found", path, "platform.not_found").problem));
  let text = "";
  for await (const chunk of request) text += chunk;
  const isJson = request.headers["content-type"]?.includes("json");
  const answer = found.handler(found.params, isJson ? JSON.parse(text || "{}") : text, url.searchParams);
  const [status, body] = Array.isArray(answer) ? answer : answer?.problem ? [answer.status, answer.problem] : [200, answer];
  response.writeHead(status, { "Content-Type": answer?.problem ? "application/problem+json" : "application/json" }).end(body === null ? undefined : JSON.stringify(body));
});

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  const id = /conversations\/([^/]+)\/ws/.exec(request.url)?.[1];
  const talk = talks.get(id);
  if (!talk || process.env.NO_WS) return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (ws) => {
    talk.sockets.add(ws);
    ws.on("close", () => talk.sockets.delete(ws));
    ws.on("message", (raw) => {
      const frame = JSON.parse(raw);
      if (frame.type === "ping") ws.send('{"type":"pong"}');
      if (frame.type === "resume") for (const message of talk.messages.filter((m) => m.seq > frame.after)) ws.send(JSON.stringify({ type: "message", message }));
      if (frame.type === "send") {
        const known = talk.messages.find((m) => m.client_id === frame.client_id);
        if (known) ws.send(JSON.stringify({ type: "message", message: known }));
        else hear(talk, frame);
      }
    });
  });
});
server.listen(PORT, () => console.log(`mock on http://localhost:${PORT}`));
