import { ApiError, WidgetApi } from "./api";
import { Connection, type ConnectionHost } from "./connection";
import { Delivery, type DeliveryHost } from "./delivery";
import { newId } from "./ids";
import { listenToPage, type PageListener } from "./page-events";
import { Store } from "./store";
import { Transcript } from "./transcript";
import type { Link, Message, MessagePage, Pending, ServerFrame, SessionOptions, Started } from "./types";

const TYPING_MS = 30_000;

/** One shopper's conversation with one shop: begins it, keeps it over reloads, tabs, sleep and lost networks. */
export class Session implements DeliveryHost, ConnectionHost, PageListener {
  readonly #options: SessionOptions;
  readonly #api: WidgetApi;
  readonly #store: Store;
  readonly #delivery: Delivery;
  readonly #connection: Connection;
  readonly #transcript = new Transcript();
  #typingEnds: ReturnType<typeof setTimeout> | undefined;
  #beginsAgain: ReturnType<typeof setTimeout> | undefined;
  #stopListening: (() => void) | undefined;
  #isRunning = false;
  #isBeginning = false;

  conversation: Started | null = null;
  link: Link = "connecting";
  isTyping = false;
  isBotActive = true;
  /** Why there can be no conversation here (unknown shop, page not allowed); null while there may. */
  refused: ApiError | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#api = new WidgetApi(options.base);
    this.#store = new Store(options.shop);
    this.#connection = new Connection(this.#api, this);
    this.#delivery = new Delivery(this.#api, this.#store, this);
  }

  get messages(): Message[] {
    return this.#transcript.messages;
  }

  get safeSeq(): number {
    return this.#transcript.safeSeq;
  }

  get pending(): Pending[] {
    return this.#store.outbox;
  }

  get unread(): number {
    const seen = this.#store.seen;
    return this.messages.filter((one) => one.role !== "shopper" && one.seq > seen).length;
  }

  /** Whether nothing can be sent now, whatever the socket believes. */
  get isOffline(): boolean {
    return this.link === "offline" || navigator.onLine === false;
  }

  get isWaiting(): boolean {
    return this.isTyping || this.pending.length > 0 || this.messages.at(-1)?.role === "shopper";
  }

  get backoffMs(): number {
    return this.#connection.backoffMs;
  }

  markSeen(): void {
    this.#store.seen = this.#transcript.lastSeq;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stopListening = listenToPage(this);
    void this.#begin();
  }

  stop(): void {
    this.#isRunning = false;
    this.#stopListening?.();
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
    this.visible();
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

  transmit(frame: object): boolean {
    return this.#connection.send(frame);
  }

  changed(): void {
    this.#options.changed();
  }

  linked(link: Link): void {
    this.link = link;
    this.changed();
  }

  received(frame: ServerFrame): void {
    if (frame.type === "message") this.taken(frame.message);
    else if (frame.type === "typing") this.#setTyping(frame.on);
    else if (frame.type === "error" && frame.client_id)
      this.#delivery.refuse(frame.client_id, frame.problem.status, frame.problem.detail);
    this.changed();
  }

  paged(page: MessagePage): void {
    for (const message of page.items) this.taken(message);
    this.isBotActive = page.state.bot_active;
    this.#setTyping(page.state.typing);
  }

  taken(message: Message): void {
    const before = this.safeSeq;
    const isNews = this.#transcript.add(message);
    if (message.client_id) this.#delivery.confirm(message.client_id);
    if (isNews && message.seq > before + 1) this.transmit({ type: "resume", after: before });
    if (message.role !== "shopper") {
      this.#setTyping(false);
      this.isBotActive = message.role === "assistant";
      if (isNews) this.#options.heard(message);
    }
    this.changed();
  }

  reachable(): void {
    void this.#delivery.flush();
  }

  lost(): void {
    this.#delivery.disconnected();
  }

  /** The server does not know this conversation any more: what is unsent goes into a new one. */
  gone(): void {
    this.#forget();
    this.#connection.failed();
    this.#beginLater(this.backoffMs);
  }

  online(): void {
    this.#connection.forgive();
    this.visible();
  }

  offline(): void {
    this.linked("offline");
  }

  visible(): void {
    if (this.conversation) this.#connection.up();
    else if (!this.refused) void this.#begin();
    void this.#delivery.flush();
  }

  /** Another tab may have sent our message, or begun another conversation. */
  stored(key: string | null): void {
    if (!this.#store.concerns(key)) return;
    const stored = this.#store.conversation;
    if (stored && this.conversation && stored.conversation_id !== this.conversation.conversation_id) {
      this.#disconnect();
      this.#transcript.clear();
      void this.#begin();
    }
    this.changed();
  }

  async #begin(): Promise<void> {
    if (this.#isBeginning || !this.#isRunning) return;
    this.#isBeginning = true;
    this.refused = null;
    try {
      const { shop, locale, page } = this.#options;
      this.conversation = this.#store.conversation ?? (await this.#api.start(shop, { page: page(), locale }));
      this.#store.conversation = this.conversation;
      if (this.#isRunning) this.#connection.up();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isFinal) this.refused = error;
      else {
        this.#connection.failed();
        this.link = "offline";
        this.#beginLater(error.retryAfterS ? error.retryAfterS * 1000 : this.backoffMs);
      }
    } finally {
      this.#isBeginning = false;
      this.changed();
    }
  }

  #beginLater(ms: number): void {
    clearTimeout(this.#beginsAgain);
    this.#beginsAgain = setTimeout(() => void this.#begin(), ms);
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
    clearTimeout(this.#beginsAgain);
    clearTimeout(this.#typingEnds);
    this.#connection.down();
    this.#delivery.disconnected();
    this.isTyping = false;
  }

  #setTyping(on: boolean): void {
    clearTimeout(this.#typingEnds);
    this.isTyping = on;
    if (on) this.#typingEnds = setTimeout(() => this.received({ type: "typing", on: false }), TYPING_MS);
  }
}
