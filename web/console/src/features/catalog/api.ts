import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { client, unwrap } from "@/shared/api/client";
import type { Import } from "@/shared/api/types";
import type { Choices } from "./choices";

export const catalogKeys = {
  imports: (shop: string) => ["imports", shop] as const,
  import: (shop: string, id: string) => ["imports", shop, id] as const,
  products: (shop: string, q: string) => ["products", shop, { q }] as const,
  product: (shop: string, id: string) => ["products", shop, id] as const,
  policies: (shop: string) => ["policies", shop] as const,
};

const POLL_MS = 700;

export const isMoving = (one: Import | undefined): boolean => one?.state === "previewing" || one?.state === "applying";

export const importsQuery = (shop: string) =>
  queryOptions({
    queryKey: catalogKeys.imports(shop),
    queryFn: () => unwrap(client.GET("/api/v1/shops/{shop_key}/imports", { params: { path: { shop_key: shop } } })),
  });

/** One import; asked again while the server works on it, should the event stream be blocked on the way. */
export const importQuery = (shop: string, id: string) =>
  queryOptions({
    queryKey: catalogKeys.import(shop, id),
    queryFn: () =>
      unwrap(client.GET("/api/v1/shops/{shop_key}/imports/{import_id}", { params: { path: { shop_key: shop, import_id: id } } })),
    refetchInterval: ({ state }) => (isMoving(state.data) ? POLL_MS : false),
  });

export const productsQuery = (shop: string, q: string) =>
  infiniteQueryOptions({
    queryKey: catalogKeys.products(shop, q),
    queryFn: ({ pageParam }) => {
      const query = { ...(q && { q }), ...(pageParam && { cursor: pageParam }) };
      return unwrap(client.GET("/api/v1/shops/{shop_key}/products", { params: { path: { shop_key: shop }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });

export const productQuery = (shop: string, id: string) =>
  queryOptions({
    queryKey: catalogKeys.product(shop, id),
    queryFn: () =>
      unwrap(
        client.GET("/api/v1/shops/{shop_key}/products/{product_id}", { params: { path: { shop_key: shop, product_id: id } } }),
      ),
  });

export const policiesQuery = (shop: string) =>
  queryOptions({
    queryKey: catalogKeys.policies(shop),
    queryFn: () => unwrap(client.GET("/api/v1/shops/{shop_key}/policies", { params: { path: { shop_key: shop } } })),
  });

export interface Upload {
  file: File;
  kind: Import["kind"];
  choices: Choices;
}

export function useUpload(shop: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, kind, choices }: Upload) => {
      const body = new FormData();
      body.append("file", file);
      body.append("kind", kind);
      body.append("options", JSON.stringify({ ...choices, snapshot: false }));
      return unwrap(
        client.POST("/api/v1/shops/{shop_key}/imports", {
          params: { path: { shop_key: shop } },
          body: body as unknown as { file: string; kind: Import["kind"]; options: string },
          bodySerializer: (form) => form as unknown as FormData,
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: catalogKeys.imports(shop) }),
  });
}

/** Apply an import, or take it back. */
export function useImportStep(shop: string, id: string, step: "apply" | "undo") {
  const queries = useQueryClient();
  const path = { params: { path: { shop_key: shop, import_id: id } } };
  return useMutation({
    mutationFn: () =>
      step === "apply"
        ? unwrap(client.POST("/api/v1/shops/{shop_key}/imports/{import_id}/apply", path))
        : unwrap(client.POST("/api/v1/shops/{shop_key}/imports/{import_id}/undo", path)),
    onSuccess: (one) => {
      queries.setQueryData(catalogKeys.import(shop, id), one);
      for (const key of ["imports", "products", "policies", "shops"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
