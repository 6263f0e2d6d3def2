import type { Pending, Started } from "./types";

/** What one shopper keeps in their own browser about one shop: no cookies, nothing else. */
export class Store {
  readonly #talk: string;
  readonly #outbox: string;
  readonly #seen: string;
  readonly #memory = new Map<string, string>();

  constructor(shop: string) {
    this.#talk = `farshore:${shop}`;
    this.#outbox = `farshore:${shop}:outbox`;
    this.#seen = `farshore:${shop}:seen`;
  }

  get conversation(): Started | null {
    return this.#read<Started>(this.#talk);
  }

  set conversation(started: Started | null) {
    this.#write(this.#talk, started);
  }

  get outbox(): Pending[] {
    return this.#read<Pending[]>(this.#outbox) ?? [];
  }

  /** Put in or replace one unsent message; other tabs may write between two calls, so each call reads anew. */
  put(one: Pending): void {
    const others = this.outbox.filter((each) => each.client_id !== one.client_id);
    this.#write(
      this.#outbox,
      [...others, one].sort((a, b) => a.at.localeCompare(b.at)),
    );
  }

  drop(clientId: string): void {
    const all = this.outbox;
    const left = all.filter((each) => each.client_id !== clientId);
    if (left.length !== all.length) this.#write(this.#outbox, left.length ? left : null);
  }

  /** The seq up to which the shopper has seen the conversation. */
  get seen(): number {
    return this.#read<number>(this.#seen) ?? 0;
  }

  set seen(seq: number) {
    if (seq !== this.seen) this.#write(this.#seen, seq);
  }

  /** Whether a `storage` event speaks of us. */
  concerns(key: string | null): boolean {
    return key === null || key.startsWith(this.#talk);
  }

  #read<T>(key: string): T | null {
    let text: string | null | undefined = this.#memory.get(key);
    try {
      text ??= localStorage.getItem(key);
      return text ? (JSON.parse(text) as T) : null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      this.#memory.delete(key);
    } catch {
      // Storage is off (private mode, sandboxed frame) or full: this page remembers, a reload begins anew.
      this.#memory.set(key, text);
    }
  }
}
