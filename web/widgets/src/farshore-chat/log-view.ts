import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Session } from "../session/session";
import type { Message } from "../session/types";
import { languages, type Strings } from "../strings";
import { matchLanguage } from "../strings/match";
import { icons } from "./icons";
import { messageView, pendingView } from "./message";
import { startersView, typingView } from "./panel";

export interface LogView {
  session: Session | null;
  strings: Strings;
  lang: string;
  base: string;
  /** Ids of the messages whose sources are shown. */
  opened: ReadonlySet<string>;
  /** What the shopper thought of messages, by id. */
  ratings: ReadonlyMap<string, string>;
  toggleSources: (id: string) => void;
  rate: (message: Message, value: "up" | "down") => void;
  ask: (text: string) => void;
  scrolled: () => void;
}

/** The conversation from the disclosure to what is being written. */
export function logView(view: LogView): TemplateResult {
  const { session, strings, lang, ask } = view;
  const messages = session?.messages ?? [];
  const pending = session?.pending ?? [];
  const started = session?.conversation;
  // The server's disclosure is in the language that the conversation began in; the shopper may have gone on in another.
  const isOurs = started && matchLanguage(started.lang, Object.keys(languages)) === lang;
  const hasNothing = messages.length + pending.length === 0;
  return html`<div class="log" role="log" aria-live="polite" aria-relevant="additions" tabindex="0" aria-label=${strings.title} @scroll=${view.scrolled}>
    <p class="notice">${icons.spark}<span dir="auto">${(isOurs && started.disclosure) || strings.disclosure}</span></p>
    ${started?.greeting ? html`<div class="row"><div class="bubble" dir="auto" lang=${started.lang}>${started.greeting}</div></div>` : nothing}
    ${repeat(
      messages,
      (one) => one.id,
      (one, index) => confirmed(one, messages[index - 1], index === messages.length - 1, view),
    )}
    ${repeat(
      pending,
      (one) => one.client_id,
      (one) =>
        pendingView(one, strings, session?.isOffline ?? false, {
          retry: () => session?.retry(one),
          discard: () => session?.discard(one),
        }),
    )}
    ${hasNothing && started ? startersView(strings, ask) : nothing} ${session?.isTyping ? typingView(strings) : nothing}
  </div>`;
}

function confirmed(message: Message, before: Message | undefined, isLast: boolean, view: LogView): TemplateResult {
  const { session, strings, base, opened, ratings } = view;
  const canRate = session?.conversation?.can?.includes("rate") && message.role === "assistant" && !message.handoff;
  const given = ratings.get(message.id);
  return messageView({
    message,
    strings,
    base,
    isFirst: before?.role !== message.role,
    isOpen: opened.has(message.id),
    toggle: () => view.toggleSources(message.id),
    rating: canRate && (isLast || given) ? (given ?? "") : null,
    rate: (value) => view.rate(message, value),
  });
}
