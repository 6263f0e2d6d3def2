/** What can happen to the page that a conversation lives on. */
export interface PageListener {
  online(): void;
  offline(): void;
  /** The page is looked at again, perhaps after sleep. */
  visible(): void;
  /** Another tab wrote into the shared storage; null when it was cleared. */
  stored(key: string | null): void;
}

/**
 * Tell the listener of them.
 *
 * @returns stops it.
 */
export function listenToPage(listener: PageListener): () => void {
  const stopper = new AbortController();
  const { signal } = stopper;
  addEventListener("online", () => listener.online(), { signal });
  addEventListener("offline", () => listener.offline(), { signal });
  addEventListener("storage", (event) => listener.stored(event.key), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || listener.visible(), { signal });
  return () => stopper.abort();
}
