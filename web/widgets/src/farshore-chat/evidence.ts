import { html, nothing, type TemplateResult } from "lit";
import type { Evidence } from "../session/types";
import type { Strings } from "../strings";
import { excerpt } from "../text/codepoints";
import { icons } from "./icons";

const KINDS = { fact: "kindFact", policy: "kindPolicy", price: "kindPrice", stock: "kindStock", text: "kindText" } as const;

export interface EvidenceView {
  id: string;
  evidence: Evidence[];
  isOpen: boolean;
  strings: Strings;
  toggle: () => void;
}

/** The line "Answered from …" below an answer; it opens to the very sentences. */
export function evidenceView({ id, evidence, isOpen, strings, toggle }: EvidenceView): TemplateResult | typeof nothing {
  if (evidence.length === 0) return nothing;
  const first = shorten(evidence[0]?.quote || evidence[0]?.value || "");
  return html`<div class="from" part="evidence">
    <button type="button" aria-expanded=${isOpen} aria-controls=${`sources-${id}`} @click=${toggle}>
      ${icons.quote}<span>${strings.answeredFrom}: <b><bdi>${first}</bdi></b></span>${
        evidence.length > 1 ? html`<small>+${evidence.length - 1}</small>` : nothing
      }<i class="turn">${icons.down}</i>
    </button>
    <ul class="sources" id=${`sources-${id}`} ?hidden=${!isOpen}>
      ${isOpen ? evidence.map((one) => source(one, strings)) : nothing}
    </ul>
  </div>`;
}

function source(one: Evidence, strings: Strings): TemplateResult {
  const kind = strings[KINDS[one.kind] ?? "kindText"];
  return html`<li>
    <h3><span>${kind}</span>${one.product ? html`<bdi>${one.product}</bdi>` : nothing}</h3>
    <blockquote dir="auto">${quoted(one)}</blockquote>
  </li>`;
}

function quoted({ source: from, quote, value }: Evidence): TemplateResult {
  if (!from) return html`<mark>${quote || value}</mark>`;
  const { before, marked, after } = excerpt(from.text, from.start, from.end);
  return html`${before}<mark>${marked}</mark>${after}`;
}

function shorten(text: string): string {
  const points = Array.from(text.replace(/\s+/g, " ").trim());
  return points.length > 60 ? `${points.slice(0, 59).join("")}…` : points.join("");
}
