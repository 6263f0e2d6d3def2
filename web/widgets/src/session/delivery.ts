import { ApiError, type WidgetApi } from "./api";
import type { Store } from "./store";
import type { Message, Pending, Started } from "./types";

const ACK_MS = 8_000;

/** What a delivery needs to know and whom it tells. */
export interface DeliveryHost {
  readonly conversation: Started | null;
  readonly backoffMs: number;
  /** Whether the frame went out over an open socket. */
  transmit(frame: object): boolean;
  taken(message: Message): void;
  /** The server does not know the conversation any more. */
  gone(): void;
  changed(): void;
}

/**
 * The way of a shopper's message from the outbox to the server.
 *
 * A message is in the outbox from the moment it is written until the server has shown it back with its `client_id`; whatever
 * happens between, it is sent again, and the server takes each `client_id` once.
 */
export class Delivery {
  readonly #unacknowledged = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #api: WidgetApi;
  readonly #store: Store;
  readonly #host: DeliveryHost;
  #again: ReturnType<typeof setTimeout> | undefined;
  #isFlushing = false;

  constructor(api: WidgetApi, store: Store, host: DeliveryHost) {
    this.#api = api;
    this.#store = store;
    this.#host = host;
  }

  /** Send what is unsent, in order. */
  async flush(): Promise<void> {
    if (this.#isFlushing || !this.#host.conversation) return;
    this.#isFlushing = true;
    try {
      for (const one of this.#store.outbox) {
        if (one.refused !== null || this.#unacknowledged.has(one.client_id)) continue;
        if (this.#bySocket(one)) continue;
        if (navigator.onLine === false || !(await this.#byHttp(one))) break;
      }
    } finally {
      this.#isFlushing = false;
    }
  }

  /** The server has it. */
  confirm(clientId: string): void {
    this.#store.drop(clientId);
    this.#settle(clientId);
  }

  /** The server said no; with a status that may pass it is tried again. */
  refuse(clientId: string, status: number, why: string): void {
    this.#settle(clientId);
    const one = this.#store.outbox.find((each) => each.client_id === clientId);
    if (!one) return;
    if (new ApiError(status, null, null).isFinal) this.#store.put({ ...one, refused: why });
    else this.#later(this.#host.backoffMs);
    this.#host.changed();
  }

  /** The connection is gone: nothing that was on its way will be confirmed over it. */
  disconnected(): void {
    for (const timer of this.#unacknowledged.values()) clearTimeout(timer);
    this.#unacknowledged.clear();
    clearTimeout(this.#again);
  }

  #bySocket(one: Pending): boolean {
    const { client_id, text, page } = one;
    if (!this.#host.transmit({ type: "send", client_id, text, page })) return false;
    const late = () => {
      this.#unacknowledged.delete(client_id);
      if (this.#store.outbox.some((each) => each.client_id === client_id)) void this.#byHttp(one);
    };
    this.#unacknowledged.set(client_id, setTimeout(late, ACK_MS));
    return true;
  }

  /** Whether the next message may follow. */
  async #byHttp(one: Pending): Promise<boolean> {
    const { conversation } = this.#host;
    if (!conversation) return false;
    try {
      this.#host.taken(await this.#api.send(conversation.conversation_id, conversation.visitor_token, one));
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isGone) this.#host.gone();
      else if (error.isFinal) this.refuse(one.client_id, error.status, error.message);
      else this.#later(error.retryAfterS ? error.retryAfterS * 1000 : this.#host.backoffMs);
      return error.isFinal && !error.isGone;
    }
  }

  #settle(clientId: string): void {
    clearTimeout(this.#unacknowledged.get(clientId));
    this.#unacknowledged.delete(clientId);
  }

  #later(ms: number): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.flush(), ms);
  }
}
