import { ApiError, WidgetApi } from "./api";
import { Delivery, type DeliveryHost } from "./delivery";
import { newId } from "./ids";
import { Socket } from "./socket";
import { Store } from "./store";
import { Transcript } from "./transcript";
import type { Link, Message, Pending, ServerFrame, Started } from "./types";

const POLL_BUSY_MS = 1_500;
const POLL_IDLE_MS = 4_000;
const POLL_HIDDEN_MS = 20_000;
const TYPING_MS = 30_000;

export interface SessionOptions {
  base: string;
  shop: string;
  locale: string;
  page: () => string;
  /** Something that is shown has changed. */
  changed: () => void;
  /** The assistant or a person wrote, and it was not here before. */
  heard: (message: Message) => void;
}

/** One shopper's conversation with one shop: begins it, keeps it over reloads, tabs, sleep and lost networks. */
export class Session implements DeliveryHost {
  readonly #options: SessionOptions;
  readonly #api: WidgetApi;
  readonly #store: Store;
  readonly #delivery: Delivery;
  readonly #transcript = new Transcript();
  readonly #timers: Partial<Record<"connect" | "poll" | "typing", ReturnType<typeof setTimeout>>> = {};
  #failures = 0;
  #isRunning = false;
  #isBeginning = false;

  conversation: Started | null = null;
  socket: Socket | null = null;
  link: Link = "connecting";
  isTyping = false;
  isBotActive = true;
  /** Why there can be no conversation here (unknown shop, page not allowed); null while there may. */
  refused: ApiError | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#api = new WidgetApi(options.base);
    this.#store = new Store(options.shop);
    this.#delivery = new Delivery(this.#api, this.#store, this);
  }

  get messages(): Message[] {
    return this.#transcript.messages;
  }

  get pending(): Pending[] {
    return this.#store.outbox;
  }

  get unread(): number {
    const seen = this.#store.seen;
    return this.messages.filter((one) => one.role !== "shopper" && one.seq > seen).length;
  }

  markSeen(): void {
    this.#store.seen = this.#transcript.lastSeq;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    addEventListener("online", this.#onOnline);
    addEventListener("offline", this.#onOffline);
    addEventListener("storage", this.#onStorage);
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.#begin();
  }

  stop(): void {
    this.#isRunning = false;
    removeEventListener("online", this.#onOnline);
    removeEventListener("offline", this.#onOffline);
    removeEventListener("storage", this.#onStorage);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#disconnect();
  }

  /** Take a message of the shopper; it is sent now or as soon as it can be. */
  send(text: string): void {
    const page = this.#options.page();
    this.#store.put({ client_id: newId(), text, page, at: new Date().toISOString(), refused: null });
    this.changed();
    void this.#delivery.flush();
  }

  retry(one: Pending): void {
    this.#store.put({ ...one, refused: null });
    this.changed();
    this.#wake();
  }

  discard(one: Pending): void {
    this.#store.drop(one.client_id);
    this.changed();
  }

  /** Leave this conversation and begin another. */
  startOver(): void {
    for (const one of this.pending) this.#store.drop(one.client_id);
    this.#forget();
    void this.#begin();
  }

  async rate(message: Message, value: "up" | "down"): Promise<void> {
    if (!this.conversation) return;
    await this.#api.rate(this.conversation.conversation_id, this.conversation.visitor_token, message.id, value);
  }

  changed(): void {
    this.#options.changed();
  }

  taken(message: Message): void {
    const before = this.#transcript.safeSeq;
    const isNews = this.#transcript.add(message);
    if (message.client_id) this.#delivery.confirm(message.client_id);
    if (isNews && message.seq > before + 1) this.socket?.send({ type: "resume", after: before });
    if (message.role !== "shopper") {
      this.#setTyping(false);
      this.isBotActive = message.role === "assistant";
      if (isNews) this.#options.heard(message);
    }
    this.changed();
  }

  /** The server does not know this conversation any more: what is unsent goes into a new one. */
  gone(): void {
    this.#failures += 1;
    this.#forget();
    this.#later("connect", this.#failures > 1 ? this.backoffMs() : 0, () => void this.#begin());
  }

  backoffMs(): number {
    return Math.min(30_000, 1_000 * 2 ** Math.min(this.#failures, 5)) * (0.7 + Math.random() * 0.6);
  }

  async #begin(): Promise<void> {
    if (this.#isBeginning || !this.#isRunning) return;
    this.#isBeginning = true;
    this.refused = null;
    try {
      const { shop, locale, page } = this.#options;
      this.conversation = this.#store.conversation ?? (await this.#api.start(shop, { page: page(), locale }));
      this.#store.conversation = this.conversation;
      this.#connect();
    } catch (error) {
      this.#beginLater(error);
    } finally {
      this.#isBeginning = false;
      this.changed();
    }
  }

  #beginLater(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.isFinal) {
      this.refused = error;
      return;
    }
    this.#failures += 1;
    this.link = "offline";
    this.#later("connect", error.retryAfterS ? error.retryAfterS * 1000 : this.backoffMs(), () => void this.#begin());
  }

  #connect(): void {
    if (!this.#isRunning || !this.conversation || this.socket) return;
    if (navigator.onLine === false) {
      this.#setLink("offline");
      return;
    }
    const { conversation_id, visitor_token } = this.conversation;
    const socket = new Socket(this.#api.socketUrl(conversation_id, visitor_token), {
      opened: () => {
        this.#failures = 0;
        clearTimeout(this.#timers.poll);
        this.#setLink("live");
        socket.send({ type: "resume", after: this.#transcript.safeSeq });
        void this.#delivery.flush();
      },
      frame: (frame) => this.#receive(frame),
      closed: () => {
        this.socket = null;
        this.#failures += 1;
        this.#delivery.disconnected();
        this.#later("connect", this.backoffMs(), () => this.#connect());
        void this.#poll();
      },
    });
    this.socket = socket;
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === "message") this.taken(frame.message);
    else if (frame.type === "typing") this.#setTyping(frame.on);
    else if (frame.type === "error" && frame.client_id)
      this.#delivery.refuse(frame.client_id, frame.problem.status, frame.problem.detail);
    this.changed();
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#timers.poll);
    if (!this.#isRunning || !this.conversation || this.socket?.isOpen) return;
    const { conversation_id, visitor_token } = this.conversation;
    try {
      const page = await this.#api.list(conversation_id, visitor_token, this.#transcript.safeSeq);
      if (this.socket?.isOpen) return;
      for (const message of page.items) this.taken(message);
      this.isBotActive = page.state.bot_active;
      this.#setTyping(page.state.typing);
      this.#setLink("polling");
      void this.#delivery.flush();
    } catch (error) {
      if (error instanceof ApiError && error.isGone) {
        this.gone();
        return;
      }
      this.#setLink("offline");
    }
    this.#later("poll", this.#pollPauseMs(), () => void this.#poll());
  }

  #pollPauseMs(): number {
    if (document.hidden) return POLL_HIDDEN_MS;
    if (this.link === "offline") return this.backoffMs();
    const isWaiting = this.isTyping || this.pending.length > 0 || this.messages.at(-1)?.role === "shopper";
    return isWaiting ? POLL_BUSY_MS : POLL_IDLE_MS;
  }

  #forget(): void {
    this.#disconnect();
    this.#store.conversation = null;
    this.#store.seen = 0;
    this.conversation = null;
    this.#transcript.clear();
    this.isBotActive = true;
    this.changed();
  }

  #disconnect(): void {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#delivery.disconnected();
    this.socket?.close();
    this.socket = null;
    this.isTyping = false;
  }

  #wake(): void {
    if (this.socket?.isOpen) this.socket.probe();
    else if (this.conversation) {
      this.#connect();
      void this.#poll();
    } else if (!this.refused) void this.#begin();
    void this.#delivery.flush();
  }

  readonly #onOnline = (): void => {
    this.#failures = 0;
    this.#wake();
  };

  readonly #onOffline = (): void => this.#setLink("offline");

  readonly #onVisible = (): void => {
    if (!document.hidden) this.#wake();
  };

  /** Another tab wrote: it may have sent our message, or begun another conversation. */
  readonly #onStorage = (event: StorageEvent): void => {
    if (!this.#store.concerns(event.key)) return;
    const stored = this.#store.conversation;
    if (stored && this.conversation && stored.conversation_id !== this.conversation.conversation_id) {
      this.#disconnect();
      this.#transcript.clear();
      void this.#begin();
    }
    this.changed();
  };

  #setTyping(on: boolean): void {
    clearTimeout(this.#timers.typing);
    this.isTyping = on;
    if (on) this.#later("typing", TYPING_MS, () => this.#receive({ type: "typing", on: false }));
  }

  #setLink(link: Link): void {
    this.link = link;
    this.changed();
  }

  #later(name: "connect" | "poll" | "typing", ms: number, what: () => void): void {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(what, ms);
  }
}
