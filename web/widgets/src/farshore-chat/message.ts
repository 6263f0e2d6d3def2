import { html, nothing, type TemplateResult } from "lit";
import type { Card, Message, Pending } from "../session/types";
import type { Strings } from "../strings";
import { safeUrl, splitLinks } from "../text/links";
import { evidenceView } from "./evidence";
import { icons } from "./icons";

export interface MessageView {
  message: Message;
  strings: Strings;
  base: string;
  isFirst: boolean;
  isOpen: boolean;
  toggle: () => void;
  /** null: not asked; "": asked; "up" or "down": answered. */
  rating: string | null;
  rate: (value: "up" | "down") => void;
}

/** One confirmed message. */
export function messageView(view: MessageView): TemplateResult {
  const { message, strings, isFirst } = view;
  const who = { shopper: strings.you, assistant: strings.assistant, person: strings.team }[message.role];
  return html`<div class="row ${message.role === "shopper" ? "shopper" : ""} ${isFirst ? "first" : ""}" part="message">
    ${message.role === "person" && isFirst ? html`<p class="name">${who}</p>` : html`<span class="hidden">${who}:</span>`}
    <div class="bubble" dir="auto" lang=${message.lang}>${prose(message.text)}</div>
    ${message.handoff ? html`<p class="handoff">${icons.person}${strings.person}</p>` : nothing}
    ${cards(message.cards, view)}
    ${evidenceView({ ...view, id: message.id, evidence: message.evidence, cards: message.cards })}
    ${view.rating === null ? nothing : rating(view)}
  </div>`;
}

/** One message that the server has not confirmed yet. */
export function pendingView(
  one: Pending,
  strings: Strings,
  isOffline: boolean,
  act: { retry: () => void; discard: () => void },
): TemplateResult {
  const isRefused = one.refused !== null;
  return html`<div class="row shopper first ${isRefused ? "refused" : "pending"}" part="message">
    <div class="bubble" dir="auto">${one.text}</div>
    <p class="state ${isRefused ? "bad" : ""}">
      <span>${isRefused ? `${strings.notSent}. ${one.refused}` : isOffline ? strings.notSent : strings.sending}</span>
      ${isRefused ? html`<button type="button" @click=${act.retry}>${strings.retry}</button>` : nothing}
      ${isRefused ? html`<button type="button" @click=${act.discard}>${strings.close}</button>` : nothing}
    </p>
  </div>`;
}

function prose(text: string): TemplateResult[] {
  return splitLinks(text).map((piece) =>
    piece.href ? html`<a href=${piece.href} target="_blank" rel="noopener nofollow">${piece.text}</a>` : html`${piece.text}`,
  );
}

function cards(list: Card[], { strings, base }: MessageView): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<div class="cards" role="list" part="cards">${list.map((card) => cardView(card, strings, base))}</div>`;
}

function cardView(card: Card, strings: Strings, base: string): TemplateResult {
  const url = safeUrl(card.url, location.href);
  const picture = safeUrl(card.image_url, base);
  const inner = html`<div class="picture">
      ${picture ? html`<img src=${picture} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${dropPicture} />` : icons.picture}
    </div>
    <div class="about">
      ${card.kind_word ? html`<span dir="auto">${card.kind_word}</span>` : nothing}
      <strong dir="auto">${card.title}</strong>
      ${card.price_text ? html`<em dir="auto">${card.price_text}</em>` : nothing}
    </div>`;
  return url
    ? html`<a class="card" role="listitem" part="card" href=${url} target="_blank" rel="noopener" aria-label=${`${strings.viewProduct}: ${card.title}${card.price_text ? `, ${card.price_text}` : ""}`}>${inner}</a>`
    : html`<div class="card" role="listitem" part="card">${inner}</div>`;
}

function dropPicture(event: Event): void {
  (event.target as HTMLElement).remove();
}

function rating({ rating: given, rate, strings }: MessageView): TemplateResult {
  if (given) return html`<p class="rate" role="status">${strings.thanks}</p>`;
  return html`<div class="rate" role="group" aria-label=${strings.rateQuestion}>
    <span>${strings.rateQuestion}</span>
    <button type="button" @click=${() => rate("up")}>${strings.yes}</button>
    <button type="button" @click=${() => rate("down")}>${strings.no}</button>
  </div>`;
}
