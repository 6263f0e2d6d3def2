import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../session/session";
import type { Strings } from "../strings";
import { LONGEST } from "./composer";
import { icons } from "./icons";

export interface HeaderView {
  session: Session | null;
  strings: Strings;
  isMenuOpen: boolean;
  isInline: boolean;
  toggleMenu: () => void;
  askForPerson: () => void;
  startOver: () => void;
  close: () => void;
}

/** Who is speaking, the menu, and the way out. */
export function headerView(view: HeaderView): TemplateResult {
  const { session, strings } = view;
  return html`<header>
    <div class="who">
      <h2><bdi>${session?.conversation?.shop_name || strings.title}</bdi></h2>
      <p><span class="dot ${session?.isOffline ? "off" : ""}"></span>${session?.isBotActive === false ? strings.team : strings.assistant}</p>
    </div>
    <div class="menu">
      <button type="button" class="icon" aria-label=${strings.menu} aria-expanded=${view.isMenuOpen} @click=${view.toggleMenu}>${icons.more}</button>
      ${view.isMenuOpen ? menu(view) : nothing}
    </div>
    ${
      view.isInline
        ? nothing
        : html`<button type="button" class="icon" aria-label=${strings.close} @click=${view.close}>${icons.close}</button>`
    }
  </header>`;
}

function menu({ strings, toggleMenu, askForPerson, startOver }: HeaderView): TemplateResult {
  return html`<ul @click=${toggleMenu}>
    <li><button type="button" @click=${askForPerson}>${strings.talkToPerson}</button></li>
    <li><button type="button" @click=${startOver}>${strings.startOver}</button></li>
  </ul>`;
}

/** One line when something keeps messages from going through. */
export function bannerView(session: Session | null, strings: Strings): TemplateResult {
  let text = "";
  if (session?.refused) text = strings.failed;
  else if (session?.isOffline) text = navigator.onLine === false ? strings.offline : strings.reconnecting;
  return html`<div role="status">${text ? html`<div class="banner">${text}</div>` : nothing}</div>`;
}

/** Three dots, and the words for those who do not see them. */
export function typingView(strings: Strings): TemplateResult {
  return html`<div class="row first"><div class="bubble typing"><span class="hidden">${strings.typing}</span><i></i><i></i><i></i></div></div>`;
}

/** What others ask, to begin with one tap. */
export function startersView(strings: Strings, ask: (text: string) => void): TemplateResult {
  const starters = [strings.askSize, strings.askDelivery, strings.askReturn];
  return html`<div class="starters">
    ${starters.map((text) => html`<button type="button" @click=${() => ask(text)}>${text}</button>`)}
  </div>`;
}

export interface ComposerView {
  draft: string;
  strings: Strings;
  isRefused: boolean;
  submit: (event: Event) => void;
  input: (event: InputEvent) => void;
  key: (event: KeyboardEvent) => void;
}

/** The field to write in. Its direction follows what is written; empty, the panel's, so that the placeholder stands right. */
export function composerView({ draft, strings, isRefused, submit, input, key }: ComposerView): TemplateResult {
  const isTooLong = draft.length > LONGEST;
  const canSend = draft.trim() !== "" && !isTooLong && !isRefused;
  return html`<form @submit=${submit}>
      <textarea rows="1" dir=${draft ? "auto" : nothing} enterkeyhint="send" autocomplete="off" aria-label=${strings.placeholder}
        placeholder=${strings.placeholder} .value=${draft} @input=${input} @keydown=${key}></textarea>
      <button type="submit" class="send" aria-label=${strings.send} ?disabled=${!canSend}><span class="flip">${icons.send}</span></button>
    </form>
    ${isTooLong ? html`<p class="long" role="alert">${strings.tooLong}</p>` : nothing}`;
}
