import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { client, unwrap } from "./client";
import type { ShopIn, ShopPatch } from "./types";

export const shopKeys = {
  all: ["shops"] as const,
  one: (shop: string) => [...shopKeys.all, shop] as const,
};

export const shopsQuery = () => queryOptions({ queryKey: shopKeys.all, queryFn: () => unwrap(client.GET("/api/v1/shops")) });

export const shopQuery = (shop: string) =>
  queryOptions({
    queryKey: shopKeys.one(shop),
    queryFn: () => unwrap(client.GET("/api/v1/shops/{shop_key}", { params: { path: { shop_key: shop } } })),
  });

export function useAddShop() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ShopIn) => unwrap(client.POST("/api/v1/shops", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: shopKeys.all }),
  });
}

export function useChangeShop(shop: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ShopPatch) =>
      unwrap(client.PATCH("/api/v1/shops/{shop_key}", { params: { path: { shop_key: shop } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: shopKeys.all }),
  });
}
