import createClient, { type Middleware } from "openapi-fetch";
import { ProblemError } from "./problem";
import type { paths } from "./schema";

const guard: Middleware = {
  onRequest({ request }) {
    // The server refuses writes of a cookie session without it: other sites cannot set it.
    if (request.method !== "GET") request.headers.set("X-Farshore-CSRF", "1");
    return request;
  },
  onError() {
    return new ProblemError({ status: 0 });
  },
};

export const client = createClient<paths>({ baseUrl: window.location.origin, credentials: "same-origin" });
client.use(guard);

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; else throws a `ProblemError`. */
export async function unwrap<T>(answer: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw new ProblemError({ status: response.status, ...(typeof error === "object" ? error : {}) });
}
