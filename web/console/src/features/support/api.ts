import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from "@tanstack/react-query";
import { client, unwrap } from "@/shared/api/client";
import type { AskIn } from "@/shared/api/types";

export const supportKeys = {
  conversations: (shop: string) => ["conversations", shop] as const,
  conversation: (shop: string, id: string) => ["conversations", shop, id] as const,
  trace: (shop: string, message: string) => ["traces", shop, message] as const,
  choices: (shop: string) => ["products", shop, "choices"] as const,
};

export const conversationsQuery = (shop: string) =>
  infiniteQueryOptions({
    queryKey: supportKeys.conversations(shop),
    queryFn: ({ pageParam }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      return unwrap(client.GET("/api/v1/shops/{shop_key}/conversations", { params: { path: { shop_key: shop }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });

export const conversationQuery = (shop: string, id: string) =>
  queryOptions({
    queryKey: supportKeys.conversation(shop, id),
    queryFn: () =>
      unwrap(
        client.GET("/api/v1/shops/{shop_key}/conversations/{conversation_id}", {
          params: { path: { shop_key: shop, conversation_id: id } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** A trace never changes: it names the versions that it was made from. */
export const traceQuery = (shop: string, message: string) =>
  queryOptions({
    queryKey: supportKeys.trace(shop, message),
    queryFn: () =>
      unwrap(
        client.GET("/api/v1/shops/{shop_key}/messages/{message_id}/trace", {
          params: { path: { shop_key: shop, message_id: message } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The first products, to choose what the shopper is looking at. */
export const choicesQuery = (shop: string) =>
  queryOptions({
    queryKey: supportKeys.choices(shop),
    queryFn: () => unwrap(client.GET("/api/v1/shops/{shop_key}/products", { params: { path: { shop_key: shop } } })),
  });

export const useAsk = (shop: string) =>
  useMutation({
    mutationFn: (body: AskIn) =>
      unwrap(client.POST("/api/v1/shops/{shop_key}/ask", { params: { path: { shop_key: shop } }, body })),
  });
