import type { ServerFrame } from "./types";

const PING_MS = 25_000;
const SILENCE_MS = 10_000;
const OPEN_MS = 6_000;

export interface SocketEvents {
  opened(): void;
  frame(frame: ServerFrame): void;
  /** Once, after which this socket is of no use. */
  closed(wasOpen: boolean): void;
}

/** One WebSocket that notices when the other side has gone silent. */
export class Socket {
  #socket: WebSocket | null = null;
  #ping: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #wasOpen = false;
  readonly #events: SocketEvents;

  constructor(url: string, events: SocketEvents) {
    this.#events = events;
    try {
      this.#socket = new WebSocket(url);
    } catch {
      // A content security policy without our address throws here; HTTP may still be allowed.
      queueMicrotask(() => this.#end());
      return;
    }
    this.#silence = setTimeout(() => this.#end(), OPEN_MS);
    this.#socket.onopen = () => {
      this.#wasOpen = true;
      this.#heard();
      this.#events.opened();
    };
    this.#socket.onmessage = (event) => {
      this.#heard();
      const frame = parse(event.data);
      if (frame) this.#events.frame(frame);
    };
    this.#socket.onclose = () => this.#end();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === 1;
  }

  /** Whether the frame was handed to the network; not whether it arrived. */
  send(frame: object): boolean {
    if (!this.#socket || !this.isOpen) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Ask for a sign of life now, after sleep or a change of network. */
  probe(): void {
    clearTimeout(this.#ping);
    clearTimeout(this.#silence);
    if (!this.send({ type: "ping" })) return;
    this.#silence = setTimeout(() => this.#end(), SILENCE_MS);
  }

  close(): void {
    this.#end(true);
  }

  #heard(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#ping);
    this.#ping = setTimeout(() => this.probe(), PING_MS);
  }

  #end(isOurs = false): void {
    const socket = this.#socket;
    clearTimeout(this.#ping);
    clearTimeout(this.#silence);
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
      socket.close();
    } else if (this.#wasOpen) return;
    if (!isOurs) this.#events.closed(this.#wasOpen);
  }
}

function parse(text: unknown): ServerFrame | null {
  try {
    return JSON.parse(String(text)) as ServerFrame;
  } catch {
    return null;
  }
}
