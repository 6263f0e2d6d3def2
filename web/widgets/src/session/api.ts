import type { Message, MessagePage, Pending, Problem, Started } from "./types";

/** An answer of the server that is not a success; status 0 when there was none. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem> | null,
    readonly retryAfterS: number | null,
  ) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
  }

  /** The conversation is not ours any more: expired, erased, or of another secret. */
  get isGone(): boolean {
    return this.status === 401 || this.status === 403 || this.status === 404;
  }

  /** Trying again will not help. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 425 && this.status !== 429;
  }
}

/** The widget's four calls. */
export class WidgetApi {
  readonly #root: string;

  constructor(base: string) {
    this.#root = `${base.replace(/\/+$/, "")}/api/v1/widget`;
  }

  start(shop: string, context: { page: string; locale: string }): Promise<Started> {
    return this.#call(`/${encodeURIComponent(shop)}/conversations`, null, context);
  }

  list(id: string, token: string, after: number): Promise<MessagePage> {
    return this.#call(`/conversations/${id}/messages?after=${after}`, token);
  }

  send(id: string, token: string, one: Pending): Promise<Message> {
    const { client_id, text, page } = one;
    return this.#call(`/conversations/${id}/messages`, token, { client_id, text, page });
  }

  rate(id: string, token: string, messageId: string, value: "up" | "down"): Promise<void> {
    return this.#call(`/conversations/${id}/messages/${messageId}/rating`, token, { value });
  }

  socketUrl(id: string, token: string): string {
    const url = new URL(`${this.#root}/conversations/${id}/ws`);
    url.protocol = url.protocol.replace("http", "ws");
    url.searchParams.set("token", token);
    return url.href;
  }

  async #call<T>(path: string, token: string | null, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init: RequestInit = { method: body === undefined ? "GET" : "POST", headers, credentials: "omit" };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(this.#root + path, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => null);
    if (!response) throw new ApiError(0, null, null);
    const answer = response.status === 204 ? undefined : await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    const wait = Number(response.headers.get("Retry-After"));
    throw new ApiError(response.status, answer, Number.isFinite(wait) && wait > 0 ? wait : null);
  }
}
