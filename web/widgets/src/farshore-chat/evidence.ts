import { html, nothing, type TemplateResult } from "lit";
import type { Card, Evidence } from "../session/types";
import type { Strings } from "../strings";
import { excerpt } from "../text/codepoints";
import { fieldPath } from "../text/fields";
import { icons } from "./icons";

const KINDS = { fact: "kindFact", policy: "kindPolicy", price: "kindPrice", stock: "kindStock", text: "kindText" } as const;

export interface EvidenceView {
  id: string;
  evidence: Evidence[];
  /** Products that the answer speaks of: they give evidence its product's name. */
  cards: Card[];
  isOpen: boolean;
  strings: Strings;
  toggle: () => void;
}

/** The line "Answered from …" below an answer; it opens to the very sentences. */
export function evidenceView({ id, evidence, cards, isOpen, strings, toggle }: EvidenceView): TemplateResult | typeof nothing {
  const [best] = evidence;
  if (!best) return nothing;
  // A bare number says nothing by itself; a sentence does.
  const first = best.source ? shorten(best.quote) : kindOf(best, strings);
  return html`<div class="from" part="evidence">
    <button type="button" aria-expanded=${isOpen} aria-controls=${`sources-${id}`} @click=${toggle}>
      ${icons.quote}<span>${strings.answeredFrom}: <b><bdi>${first}</bdi></b></span>${
        evidence.length > 1 ? html`<small>+${evidence.length - 1}</small>` : nothing
      }<i class="turn">${icons.down}</i>
    </button>
    <ul class="sources" id=${`sources-${id}`} ?hidden=${!isOpen}>
      ${isOpen ? evidence.map((one) => source(one, cards, strings)) : nothing}
    </ul>
  </div>`;
}

const kindOf = (one: Evidence, strings: Strings): string => strings[KINDS[one.kind] ?? "kindText"];

function source(one: Evidence, cards: Card[], strings: Strings): TemplateResult {
  const product = cards.find((card) => card.handle === one.product)?.title ?? one.product;
  return html`<li>
    <h3><span>${kindOf(one, strings)}</span>${product ? html`<bdi>${product}</bdi>` : nothing}</h3>
    <blockquote dir="auto">${quoted(one)}</blockquote>
  </li>`;
}

function quoted({ source: from, quote, value, field }: Evidence): TemplateResult {
  if (!from) return html`${fieldPath(field)}: <mark>${quote || value}</mark>`;
  const { before, marked, after } = excerpt(from.text, from.start, from.end);
  return html`${before}<mark>${marked}</mark>${after}`;
}

function shorten(text: string): string {
  const points = Array.from(text.replace(/\s+/g, " ").trim());
  return points.length > 60 ? `${points.slice(0, 59).join("")}…` : points.join("");
}
