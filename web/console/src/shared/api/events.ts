import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** The first parts of every query key: what an event of that name makes stale. */
const STALE: Record<string, string[]> = {
  conversation: ["conversations"],
  import: ["imports", "shops"],
  catalog: ["products", "policies", "shops"],
};

/** While a shop is open, fetch again what the server says has changed. */
export function useShopEvents(shop: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (typeof EventSource === "undefined") return;
    const source = new EventSource(`/api/v1/shops/${encodeURIComponent(shop)}/events`);
    for (const [name, stale] of Object.entries(STALE)) {
      source.addEventListener(name, () => {
        for (const key of stale) void queries.invalidateQueries({ queryKey: [key] });
      });
    }
    return () => source.close();
  }, [shop, queries]);
}
