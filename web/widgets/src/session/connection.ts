import { ApiError, type WidgetApi } from "./api";
import { Socket } from "./socket";
import type { Link, MessagePage, ServerFrame, Started } from "./types";

const POLL_BUSY_MS = 1_500;
const POLL_IDLE_MS = 4_000;
const POLL_HIDDEN_MS = 20_000;

/** Whom a connection serves. */
export interface ConnectionHost {
  readonly conversation: Started | null;
  /** Everything up to here has arrived. */
  readonly safeSeq: number;
  /** An answer is expected soon. */
  readonly isWaiting: boolean;
  linked(link: Link): void;
  received(frame: ServerFrame): void;
  paged(page: MessagePage): void;
  /** The server can be reached: time to send what is unsent. */
  reachable(): void;
  lost(): void;
  gone(): void;
}

/** The line to the server: a WebSocket when there can be one, else polling, and the next try always on its way. */
export class Connection {
  readonly #api: WidgetApi;
  readonly #host: ConnectionHost;
  #socket: Socket | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #nextPoll: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isUp = false;

  constructor(api: WidgetApi, host: ConnectionHost) {
    this.#api = api;
    this.#host = host;
  }

  /** Open the line, or make sure now that an open one still lives. */
  up(): void {
    this.#isUp = true;
    if (this.#socket?.isOpen) this.#socket.probe();
    else {
      this.#connect();
      if (this.#failures > 0) void this.#poll();
    }
  }

  down(): void {
    this.#isUp = false;
    clearTimeout(this.#again);
    clearTimeout(this.#nextPoll);
    this.#socket?.close();
    this.#socket = null;
  }

  /** Whether the frame went out over the socket. */
  send(frame: object): boolean {
    return this.#socket?.send(frame) ?? false;
  }

  failed(): void {
    this.#failures += 1;
  }

  forgive(): void {
    this.#failures = 0;
  }

  get backoffMs(): number {
    return Math.min(30_000, 1_000 * 2 ** Math.min(this.#failures, 5)) * (0.7 + Math.random() * 0.6);
  }

  #connect(): void {
    const { conversation } = this.#host;
    if (!this.#isUp || !conversation || this.#socket) return;
    if (navigator.onLine === false) {
      this.#host.linked("offline");
      return;
    }
    const socket = new Socket(this.#api.socketUrl(conversation.conversation_id, conversation.visitor_token), {
      opened: () => {
        this.#failures = 0;
        clearTimeout(this.#nextPoll);
        this.#host.linked("live");
        socket.send({ type: "resume", after: this.#host.safeSeq });
        this.#host.reachable();
      },
      frame: (frame) => {
        this.#host.linked("live");
        this.#host.received(frame);
      },
      closed: () => {
        this.#socket = null;
        this.#failures += 1;
        this.#host.lost();
        clearTimeout(this.#again);
        this.#again = setTimeout(() => this.#connect(), this.backoffMs);
        void this.#poll();
      },
    });
    this.#socket = socket;
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#nextPoll);
    const { conversation, safeSeq } = this.#host;
    if (!this.#isUp || !conversation || this.#socket?.isOpen) return;
    try {
      const page = await this.#api.list(conversation.conversation_id, conversation.visitor_token, safeSeq);
      if (!this.#isUp || this.#socket?.isOpen) return;
      this.#host.paged(page);
      this.#host.linked("polling");
      this.#host.reachable();
    } catch (error) {
      if (!this.#isUp) return;
      if (error instanceof ApiError && error.isGone) {
        this.#host.gone();
        return;
      }
      this.#host.linked("offline");
      this.#nextPoll = setTimeout(() => void this.#poll(), this.backoffMs);
      return;
    }
    this.#nextPoll = setTimeout(() => void this.#poll(), this.#pauseMs());
  }

  #pauseMs(): number {
    if (document.hidden) return POLL_HIDDEN_MS;
    return this.#host.isWaiting ? POLL_BUSY_MS : POLL_IDLE_MS;
  }
}
