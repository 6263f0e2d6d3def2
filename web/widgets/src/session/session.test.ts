import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
import type { Message } from "./types";

const started = { conversation_id: "c1", visitor_token: "t1", lang: "en", disclosure: "AI", shop_name: "Shop", greeting: "Hi" };

/** A server of one conversation that takes each client_id once. */
class Server {
  messages: Message[] = [];
  isDown = false;
  acknowledges = true;
  knows = new Set(["c1"]);
  started = 0;
  sockets: FakeSocket[] = [];

  take(client_id: string, text: string): Message {
    const known = this.messages.find((one) => one.client_id === client_id);
    if (known) return known;
    return this.add({ role: "shopper", client_id, text });
  }

  add(more: Partial<Message>): Message {
    const seq = this.messages.length + 1;
    const base = {
      client_id: null,
      role: "assistant" as const,
      text: "",
      lang: "en",
      at: "",
      handoff: false,
      reason: null,
      evidence: [],
      cards: [],
    };
    const made: Message = { id: `m${seq}`, seq, ...base, ...more };
    this.messages.push(made);
    return made;
  }

  fetch = async (input: string, init: RequestInit): Promise<Response> => {
    if (this.isDown) throw new TypeError("network");
    const url = new URL(input);
    const body = init.body ? JSON.parse(String(init.body)) : null;
    const id = /conversations\/([^/]+)/.exec(url.pathname)?.[1];
    if (!id) {
      this.started += 1;
      this.knows.add(`c${this.started}`);
      return Response.json({ ...started, conversation_id: `c${this.started}` }, { status: 201 });
    }
    if (!this.knows.has(id)) return Response.json({ status: 404, title: "Not found" }, { status: 404 });
    if (init.method === "POST") {
      if (body.text === "too long") return Response.json({ status: 422, detail: "Too long." }, { status: 422 });
      return Response.json(this.take(body.client_id, body.text), { status: 202 });
    }
    const after = Number(url.searchParams.get("after"));
    return Response.json({ items: this.messages.filter((one) => one.seq > after), state: { bot_active: true, typing: false } });
  };
}

class FakeSocket {
  static server: Server;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    const { server } = FakeSocket;
    server.sockets.push(this);
    queueMicrotask(() => {
      if (server.isDown || !sockets) this.drop();
      else {
        this.readyState = 1;
        this.onopen?.();
      }
    });
  }

  send(text: string): void {
    const { server } = FakeSocket;
    const frame = JSON.parse(text);
    if (frame.type === "resume") for (const one of server.messages.filter((each) => each.seq > frame.after)) this.deliver(one);
    if (frame.type === "send") {
      const taken = server.take(frame.client_id, frame.text);
      if (server.acknowledges) this.deliver(taken);
    }
  }

  deliver(message: Message): void {
    this.onmessage?.({ data: JSON.stringify({ type: "message", message }) });
  }

  drop(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  close(): void {
    this.readyState = 3;
  }
}

let server: Server;
let sockets: boolean;
const running: Session[] = [];

function session(): Session {
  const made = new Session({
    base: "https://f.example",
    shop: "k1",
    locale: "en",
    page: () => "https://shop.example/p",
    changed: () => {},
    heard: () => {},
  });
  running.push(made);
  made.start();
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sockets = true;
  server = FakeSocket.server = new Server();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", server.fetch);
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});

afterEach(() => {
  for (const one of running.splice(0)) one.stop();
  vi.useRealTimers();
});

const soon = () => vi.advanceTimersByTimeAsync(50);
const texts = (one: Session) => one.messages.map((message) => message.text);

test("a message goes out over the socket and leaves the outbox when it comes back", async () => {
  const one = session();
  await soon();
  one.send("hello");
  await soon();
  expect([texts(one), one.pending, one.link, server.messages.length]).toEqual([["hello"], [], "live", 1]);
});

test("without an acknowledgement it is sent again by HTTP, and the server has it once", async () => {
  const one = session();
  await soon();
  server.acknowledges = false;
  one.send("hello");
  await soon();
  expect(one.pending).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(9_000);
  expect([one.pending, server.messages.length, texts(one)]).toEqual([[], 1, ["hello"]]);
});

test("where no socket opens it polls", async () => {
  sockets = false;
  const one = session();
  await soon();
  one.send("hello");
  await soon();
  expect([one.link, server.messages.length]).toEqual(["polling", 1]);
  server.add({ text: "answer" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(texts(one)).toEqual(["hello", "answer"]);
});

test("what is written while the server is away is sent in order when it is back", async () => {
  const one = session();
  await soon();
  server.isDown = true;
  for (const socket of server.sockets) socket.drop();
  one.send("first");
  await vi.advanceTimersByTimeAsync(5);
  one.send("second");
  await vi.advanceTimersByTimeAsync(20_000);
  expect([one.link, one.pending.map((each) => each.text), server.messages]).toEqual(["offline", ["first", "second"], []]);
  server.isDown = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([texts(one), one.pending]).toEqual([["first", "second"], []]);
});

test("a page that is closed before its message was sent sends it on the next visit", async () => {
  server.isDown = true;
  const closed = session();
  closed.send("left behind");
  await soon();
  closed.stop();
  server.isDown = false;
  const next = session();
  await soon();
  expect(texts(next)).toEqual(["left behind"]);
});

test("messages that came out of order or twice stand once, in the server's order", async () => {
  const one = session();
  await soon();
  const [first, second, third] = [server.add({ text: "1" }), server.add({ text: "2" }), server.add({ text: "3" })];
  const socket = server.sockets.at(-1);
  socket?.deliver(third);
  socket?.deliver(first);
  socket?.deliver(second);
  socket?.deliver(second);
  expect([texts(one), one.safeSeq]).toEqual([["1", "2", "3"], 3]);
});

test("after a lost connection it asks for exactly what it has not", async () => {
  const one = session();
  await soon();
  one.send("hello");
  await soon();
  server.sockets.at(-1)?.drop();
  server.add({ text: "while away" });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(texts(one)).toEqual(["hello", "while away"]);
});

test("a conversation that the server forgot is begun anew, with what was unsent", async () => {
  sockets = false;
  const one = session();
  await soon();
  server.knows.clear();
  one.send("still here");
  await vi.advanceTimersByTimeAsync(60_000);
  expect([one.conversation?.conversation_id, texts(one), one.pending]).toEqual(["c2", ["still here"], []]);
});

test("a refused message stays, with the reason, and does not hold up the next", async () => {
  sockets = false;
  const one = session();
  await soon();
  one.send("too long");
  one.send("short");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(one.pending.map((each) => each.refused)).toEqual(["Too long."]);
  expect(texts(one)).toEqual(["short"]);
});

test("unread counts answers that came after the last look, over visits", async () => {
  server.add({ text: "answer" });
  const one = session();
  await soon();
  expect(one.unread).toBe(1);
  one.markSeen();
  one.stop();
  const next = session();
  await soon();
  expect(next.unread).toBe(0);
});
