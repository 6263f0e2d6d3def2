import { isRightToLeft, matchLanguage } from "../strings/match";
import { labels } from "./labels";

const STYLE = `
:host { all: initial !important; position: fixed !important; inset-block-end: 20px !important; inset-inline: auto 20px !important;
  z-index: 2147482999 !important; display: block !important; color-scheme: light dark; }
:host([position="start"]) { inset-inline: 20px auto !important; }
button { all: unset; box-sizing: border-box; display: flex; align-items: center; gap: 10px; block-size: 56px; min-inline-size: 56px;
  padding: 0 20px 0 17px; border-radius: 28px; cursor: pointer; background: var(--farshore-accent, #0b5a63);
  color: var(--farshore-on-accent, #fff); font: 600 15px/20px var(--farshore-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  box-shadow: 0 1px 2px rgb(10 30 30 / .12), 0 8px 24px -4px rgb(10 30 30 / .36); white-space: nowrap; }
button:hover { filter: brightness(1.08); }
button:focus-visible { outline: 3px solid var(--farshore-accent, #0b5a63); outline-offset: 3px; }
button[aria-expanded="true"] { padding: 0; justify-content: center; inline-size: 56px; }
button[aria-expanded="true"] span { display: none; }
svg { flex: none; display: block; }
i { position: absolute; inset-block-start: -4px; inset-inline-end: -2px; min-inline-size: 20px; box-sizing: border-box; padding: 0 6px;
  border-radius: 10px; background: #b3261e; color: #fff; font: 700 12px/20px system-ui, sans-serif; text-align: center; }
i:empty { display: none; }
@media (max-width: 480px) { button { padding: 0; justify-content: center; inline-size: 56px; } button span { display: none; }
  :host([open]) { display: none !important; } }
@media (prefers-color-scheme: dark) { button { box-shadow: 0 0 0 1px rgb(255 255 255 / .14), 0 8px 24px -4px rgb(0 0 0 / .6); } }
`;
const SPEECH = "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.5 3.5V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8 10h8M8 13h5";
const CROSS = "M6 6l12 12M18 6L6 18";
const SVG = "http://www.w3.org/2000/svg";

/** The round button in the corner. Made without innerHTML and without style attributes: the page's CSP may forbid both. */
export class Launcher extends HTMLElement {
  readonly #button = document.createElement("button");
  readonly #label = document.createElement("span");
  readonly #badge = document.createElement("i");
  readonly #path = document.createElementNS(SVG, "path");

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const icon = document.createElementNS(SVG, "svg");
    const look = { width: "24", height: "24", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "1.8" };
    for (const [name, value] of Object.entries(look)) icon.setAttribute(name, value);
    icon.setAttribute("stroke-linecap", "round");
    icon.setAttribute("stroke-linejoin", "round");
    icon.setAttribute("aria-hidden", "true");
    icon.append(this.#path);
    this.#button.type = "button";
    this.#button.append(icon, this.#label, this.#badge);
    root.append(this.#button);
  }

  /** Show the state that the loader holds. */
  show({ lang, isOpen, unread }: { lang: string; isOpen: boolean; unread: number }): void {
    const tag = matchLanguage(lang, Object.keys(labels));
    const [ask, close] = labels[tag] ?? ["", ""];
    this.toggleAttribute("open", isOpen);
    this.#button.lang = tag;
    this.#button.dir = isRightToLeft(tag) ? "rtl" : "ltr";
    this.#button.setAttribute("aria-expanded", String(isOpen));
    this.#button.setAttribute("aria-label", isOpen ? close : unread ? `${ask} (${unread})` : ask);
    this.#label.textContent = ask;
    this.#path.setAttribute("d", isOpen ? CROSS : SPEECH);
    this.#badge.textContent = unread && !isOpen ? String(Math.min(unread, 99)) : "";
  }

  override focus(): void {
    this.#button.focus();
  }
}
