import type { Message } from "./types";

/** The messages that the server confirmed: each once, in the server's order, however they came. */
export class Transcript {
  readonly #bySeq = new Map<number, Message>();
  #safe = 0;
  #last = 0;

  get messages(): Message[] {
    return [...this.#bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Everything up to here has arrived: what to ask for begins after it. */
  get safeSeq(): number {
    return this.#safe;
  }

  get lastSeq(): number {
    return this.#last;
  }

  /** Whether the message was news. */
  add(message: Message): boolean {
    const isNews = !this.#bySeq.has(message.seq);
    this.#bySeq.set(message.seq, message);
    this.#last = Math.max(this.#last, message.seq);
    while (this.#bySeq.has(this.#safe + 1)) this.#safe += 1;
    return isNews;
  }

  clear(): void {
    this.#bySeq.clear();
    this.#safe = this.#last = 0;
  }
}
