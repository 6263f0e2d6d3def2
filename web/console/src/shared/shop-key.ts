import { useParams } from "@tanstack/react-router";

/** The key of the shop whose pages are open. */
export function useShopKey(): string {
  return useParams({ strict: false }).shop ?? "";
}
