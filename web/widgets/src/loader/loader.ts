import { Launcher } from "./launcher";

declare const __CHAT_VERSION__: string;

interface Chat extends HTMLElement {
  ask(text: string): void;
}

/** The page's own handle, as `window.farshore`. */
export interface FarshorePage {
  readonly isOpen: boolean;
  open(): Promise<void>;
  close(): void;
  toggle(): void;
  /** Open and write as the shopper would. */
  ask(text: string): Promise<void>;
}

const PASSED_ON = ["lang", "theme", "position", "page"] as const;

function load(script: HTMLScriptElement): void {
  const { shop, open } = script.dataset;
  if (!shop) {
    console.error('farshore: the script tag has no data-shop="…"');
    return;
  }
  const base = (script.dataset["base"] || new URL(script.src).origin).replace(/\/+$/, "");
  const lang = script.dataset["lang"] || navigator.language;
  const launcher = document.createElement("farshore-launcher") as Launcher;
  let chat: Chat | null = null;
  let loading: Promise<Chat> | null = null;
  let unread = 0;

  const tell = (name: string, detail?: unknown) => dispatchEvent(new CustomEvent(`farshore:${name}`, { detail }));
  const show = () => launcher.show({ lang, isOpen: page.isOpen, unread });

  const make = async (): Promise<Chat> => {
    await import(/* @vite-ignore */ `${base}/widget/chat.js?v=${__CHAT_VERSION__}`);
    const made = document.createElement("farshore-chat") as Chat;
    made.setAttribute("shop", shop);
    made.setAttribute("base", base);
    for (const name of PASSED_ON) if (script.dataset[name]) made.setAttribute(name, script.dataset[name]);
    made.addEventListener("farshore-close", page.close);
    made.addEventListener("farshore-message", (event) => tell("message", (event as CustomEvent).detail));
    made.addEventListener("farshore-unread", (event) => {
      unread = (event as CustomEvent<{ count: number }>).detail.count;
      show();
      tell("unread", { count: unread });
    });
    document.body.append(made);
    chat = made;
    return made;
  };

  const ready = (): Promise<Chat> => {
    loading ??= make().catch((error: unknown) => {
      loading = null;
      console.error("farshore: the chat could not be loaded; does the page's Content-Security-Policy allow it?", error);
      throw error;
    });
    return loading;
  };

  const page: FarshorePage = {
    get isOpen() {
      return chat?.hasAttribute("open") ?? false;
    },
    async open() {
      (await ready()).setAttribute("open", "");
      show();
      tell("open");
    },
    close() {
      if (!page.isOpen) return;
      chat?.removeAttribute("open");
      show();
      launcher.focus();
      tell("close");
    },
    toggle: () => (page.isOpen ? page.close() : void page.open().catch(() => undefined)),
    async ask(text) {
      await page.open();
      chat?.ask(text);
    },
  };

  launcher.setAttribute("position", script.dataset["position"] ?? "end");
  launcher.addEventListener("click", page.toggle);
  launcher.addEventListener("pointerenter", () => void ready().catch(() => undefined), { once: true });
  show();
  document.body.append(launcher);
  (window as unknown as { farshore: FarshorePage }).farshore = page;
  tell("ready");
  if (open !== undefined) page.toggle();
  else if (hasConversation(shop)) setTimeout(() => void ready().catch(() => undefined), 2_000);
}

/** Who has a conversation may have an answer waiting: then the chat is loaded, closed, to show the count. */
function hasConversation(shop: string): boolean {
  try {
    return localStorage.getItem(`farshore:${shop}`) !== null;
  } catch {
    return false;
  }
}

const script = (document.currentScript ?? document.querySelector("script[data-shop]")) as HTMLScriptElement | null;
if (script && !customElements.get("farshore-launcher")) {
  customElements.define("farshore-launcher", Launcher);
  if (document.body) load(script);
  else document.addEventListener("DOMContentLoaded", () => load(script), { once: true });
}
