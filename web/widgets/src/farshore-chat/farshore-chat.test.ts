import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FarshoreChat } from "./farshore-chat";
import "./farshore-chat";

const evidence = {
  product: "Bottle",
  kind: "fact",
  field: "Care",
  value: "No",
  quote: "not dishwasher safe",
  source: { text: "💧 Hand wash: not dishwasher safe.", start: 13, end: 32 },
};
const card = {
  handle: "b",
  title: "<b>Bottle</b>",
  kind_word: null,
  image_url: "javascript:alert(1)",
  price_text: "US$29.00",
  url: "javascript:alert(1)",
};
const answer = {
  id: "m1",
  seq: 1,
  client_id: null,
  role: "assistant",
  text: "لا، <img src=x onerror=alert(1)> اغسلها باليد.",
  lang: "ar",
  at: "",
  handoff: true,
  reason: "x",
  evidence: [evidence],
  cards: [card],
};

let chat: FarshoreChat;

beforeEach(() => {
  localStorage.clear();
  Element.prototype.scrollIntoView = () => {};
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    "WebSocket",
    class {
      constructor() {
        throw new Error("blocked by policy");
      }
    },
  );
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) =>
    init.method === "POST"
      ? Response.json({
          conversation_id: "c1",
          visitor_token: "t",
          lang: "en",
          disclosure: "AI here",
          shop_name: "Harbour",
          greeting: "Hi",
        })
      : Response.json({ items: [answer], state: { bot_active: true, typing: false } }),
  );
  chat = document.createElement("farshore-chat") as FarshoreChat;
  chat.shop = "k";
  chat.base = "https://f.example";
  chat.open = true;
  document.body.append(chat);
});

afterEach(() => chat.remove());

const root = () => chat.renderRoot as ShadowRoot;
const shown = (selector: string) => vi.waitUntil(() => root().querySelector<HTMLElement>(selector), { timeout: 2_000 });

test("an answer opens to the sentence it comes from, marked to the letter after an emoji", async () => {
  const button = await shown(".from button");
  expect(button.getAttribute("aria-expanded")).toBe("false");
  button.click();
  await chat.updateComplete;
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(root().querySelector("mark")?.textContent).toBe("not dishwasher safe");
  expect(root().querySelector("blockquote")?.textContent).toBe("💧 Hand wash: not dishwasher safe.");
});

test("the panel speaks the language of the answer, from right to left where it is so written", async () => {
  await shown(".handoff");
  const panel = root().querySelector("section");
  expect([panel?.getAttribute("dir"), panel?.getAttribute("lang")]).toEqual(["rtl", "ar"]);
  expect(root().querySelector(".notice")?.textContent).toContain("مساعداً آلياً");
});

test("what a shopper or a file wrote is text, never markup, and bad addresses are no addresses", async () => {
  await shown(".card");
  expect(root().querySelectorAll(".bubble img, .card b")).toHaveLength(0);
  expect(root().querySelectorAll(".card img, a.card")).toHaveLength(0);
  expect(root().innerHTML).not.toContain("javascript:");
});

test("no element carries a style attribute in the markup: a strict CSP would drop it", async () => {
  await shown(".card");
  expect(root().querySelectorAll("[style]:not(textarea)")).toHaveLength(0);
});

test("Escape asks the host to close, which decides", async () => {
  await shown(".from");
  const heard = vi.fn();
  chat.addEventListener("farshore-close", heard);
  root()
    .querySelector("textarea")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
  expect([heard.mock.calls.length, chat.open]).toEqual([1, true]);
});

test("keys typed in the chat do not reach the shop's shortcuts", async () => {
  await shown(".from");
  const heard = vi.fn();
  document.addEventListener("keydown", heard);
  root()
    .querySelector("textarea")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true, composed: true }));
  document.removeEventListener("keydown", heard);
  expect(heard).not.toHaveBeenCalled();
});
