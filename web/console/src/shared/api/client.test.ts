import { expect, test, vi } from "vitest";
import { client, unwrap } from "./client";
import { ProblemError } from "./problem";

function answering(response: () => Response | Promise<Response>) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    return response();
  };
  return { asked, fetch };
}

test("writes carry the header that other sites cannot set, reads do not", async () => {
  const { asked, fetch } = answering(() => Response.json({ items: [] }));
  await client.GET("/api/v1/shops", { fetch });
  await client.POST("/api/v1/shops", { fetch, body: { name: "a", currency: "USD", country: "CN", time_zone: "UTC" } });
  expect(asked.map((request) => request.headers.get("X-Farshore-CSRF"))).toEqual([null, "1"]);
});

test("a problem is thrown with its status, code and detail", async () => {
  const body = { type: "about:blank", title: "Conflict", status: 409, detail: "Taken.", code: "catalog.sku_taken" };
  const { fetch } = answering(() => Response.json(body, { status: 409 }));
  const failed = await unwrap(client.GET("/api/v1/shops", { fetch })).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ProblemError);
  expect(failed).toMatchObject({ status: 409, code: "catalog.sku_taken", message: "Taken." });
});

test("a failure without a body still has its status", async () => {
  const { fetch } = answering(() => new Response("<html>", { status: 502 }));
  await expect(unwrap(client.GET("/api/v1/shops", { fetch }))).rejects.toMatchObject({ status: 502 });
});

test("no answer at all is status 0", async () => {
  const { fetch } = answering(vi.fn().mockRejectedValue(new TypeError("network")));
  await expect(unwrap(client.GET("/api/v1/shops", { fetch }))).rejects.toMatchObject({ status: 0 });
});
