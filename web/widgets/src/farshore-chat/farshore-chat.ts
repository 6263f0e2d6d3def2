import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Session } from "../session/session";
import type { Message } from "../session/types";
import { languages, type Strings } from "../strings";
import { isRightToLeft, matchLanguage } from "../strings/match";
import { attached } from "./attached.styles";
import { fitHeight, isSendKey, LONGEST } from "./composer";
import { composer } from "./composer.styles";
import { frame } from "./farshore-chat.styles";
import { log } from "./log.styles";
import { logView } from "./log-view";
import { bannerView, composerView, headerView } from "./panel";
import { followViewport, keepFocusInside } from "./screen";

/**
 * The chat of one shop.
 *
 * @element farshore-chat
 * @attr {string} shop - public key of the shop.
 * @attr {string} base - address of the farshore server; default: this script's.
 * @attr {string} lang - language to begin in; default: the browser's. The conversation then follows the shopper.
 * @attr {"auto"|"light"|"dark"} theme - default auto.
 * @attr {"start"|"end"} position - side of the page, default end.
 * @attr {boolean} open - whether the floating panel is shown.
 * @attr {boolean} inline - stands in the page's flow instead of floating.
 * @fires farshore-close - the shopper wants the panel closed; the host decides.
 * @fires farshore-message - detail: { role, text }. The assistant or a person wrote.
 * @fires farshore-unread - detail: { count }.
 * @csspart panel
 * @csspart message
 * @csspart evidence
 * @csspart card
 * @cssprop --farshore-accent
 * @cssprop --farshore-on-accent
 * @cssprop --farshore-font
 */
export class FarshoreChat extends LitElement {
  static override styles = [frame, composer, log, attached];

  @property() shop = "";
  @property() base = "";
  @property() override lang = "";
  @property({ reflect: true }) theme = "auto";
  @property({ reflect: true }) position = "end";
  @property({ type: Boolean, reflect: true }) open = false;
  @property({ type: Boolean, reflect: true }) inline = false;

  @state() private draft = "";
  @state() private isMenuOpen = false;
  @state() private hasNewer = false;
  @query("textarea") private field!: HTMLTextAreaElement | null;
  @query(".log") private logElement!: HTMLElement | null;

  readonly #opened = new Set<string>();
  readonly #ratings = new Map<string, string>();
  #session: Session | null = null;
  #isAtEnd = true;
  #unread = 0;
  #stopFollowing: (() => void) | null = null;

  /** Write as the shopper would. */
  ask(text: string): void {
    this.#begin().send(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopFollowing = followViewport(this);
    if (this.shop) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing?.();
    this.#session?.stop();
    this.#session = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has("shop") && changed.get("shop")) || (changed.has("base") && changed.get("base"))) {
      this.#session?.stop();
      this.#session = null;
    }
    if (this.isConnected && this.shop) this.#begin();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#isAtEnd && this.logElement) this.logElement.scrollTop = this.logElement.scrollHeight;
    if (changed.has("open") && this.open) this.field?.focus();
    this.#tellUnread();
  }

  protected override render(): TemplateResult {
    const session = this.#session;
    const lang = this.#language();
    const strings = languages[lang] as Strings;
    return html`<section class="panel" part="panel" role=${this.inline ? "region" : "dialog"} lang=${lang}
      dir=${isRightToLeft(lang) ? "rtl" : "ltr"} aria-label=${session?.conversation?.shop_name || strings.title} @keydown=${this.#onKey}>
      ${headerView({
        session,
        strings,
        isMenuOpen: this.isMenuOpen,
        isInline: this.inline,
        toggleMenu: this.#toggleMenu,
        askForPerson: () => this.ask(strings.talkToPerson),
        startOver: () => session?.startOver(),
        close: this.#close,
      })}
      ${bannerView(session, strings)} ${logView({
        session,
        strings,
        lang,
        base: this.#address(),
        opened: this.#opened,
        ratings: this.#ratings,
        toggleSources: (id) => this.#toggleSources(id),
        rate: (message, value) => this.#rate(message, value),
        ask: (text) => this.ask(text),
        scrolled: this.#onScroll,
      })}
      ${this.hasNewer ? html`<button type="button" class="newer" @click=${this.#toEnd}>${strings.newMessages}</button>` : nothing}
      ${composerView({
        draft: this.draft,
        strings,
        isRefused: Boolean(session?.refused),
        submit: this.#onSubmit,
        input: this.#onInput,
        key: this.#onFieldKey,
      })}
    </section>`;
  }

  #begin(): Session {
    if (this.#session) return this.#session;
    this.#session = new Session({
      base: this.#address(),
      shop: this.shop,
      locale: this.lang || navigator.language,
      page: () => this.getAttribute("page") ?? location.href,
      changed: () => this.requestUpdate(),
      heard: (message) => this.#heard(message),
    });
    this.#session.start();
    return this.#session;
  }

  /** The language of the last answer; before the first, of the conversation, the attribute, the browser. */
  #language(): string {
    const answered = this.#session?.messages.findLast((one) => one.role === "assistant");
    const tag = answered?.lang ?? (this.lang || this.#session?.conversation?.lang || navigator.language);
    return matchLanguage(tag, Object.keys(languages));
  }

  #address(): string {
    return this.base || new URL(import.meta.url).origin;
  }

  #heard(message: Message): void {
    if (!this.#isAtEnd) this.hasNewer = true;
    this.#emit("farshore-message", { role: message.role, text: message.text });
  }

  #tellUnread(): void {
    const session = this.#session;
    if (!session) return;
    if ((this.open || this.inline) && !document.hidden) session.markSeen();
    if (session.unread === this.#unread) return;
    this.#unread = session.unread;
    this.#emit("farshore-unread", { count: this.#unread });
  }

  #emit(name: string, detail?: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #toggleSources(id: string): void {
    const isOpening = !this.#opened.delete(id);
    if (isOpening) this.#opened.add(id);
    this.#isAtEnd = false;
    this.requestUpdate();
    if (isOpening)
      void this.updateComplete.then(() => this.shadowRoot?.getElementById(`sources-${id}`)?.scrollIntoView({ block: "nearest" }));
  }

  #rate(message: Message, value: "up" | "down"): void {
    this.#ratings.set(message.id, value);
    this.#session?.rate(message, value).catch(() => this.#ratings.delete(message.id));
    this.requestUpdate();
  }

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    const text = this.draft.trim();
    if (!text || this.draft.length > LONGEST || !this.field) return;
    this.draft = this.field.value = "";
    this.#isAtEnd = true;
    this.ask(text);
    fitHeight(this.field);
    this.field.focus();
  };

  #onInput = (event: InputEvent): void => {
    const field = event.target as HTMLTextAreaElement;
    this.draft = field.value;
    fitHeight(field);
  };

  #onFieldKey = (event: KeyboardEvent): void => {
    if (isSendKey(event)) this.#onSubmit(event);
  };

  #onKey = (event: KeyboardEvent): void => {
    // Shops bind single letters (search, cart): what is typed here is not for them.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape" && this.isMenuOpen) this.isMenuOpen = false;
    else if (event.key === "Escape" && !this.inline) this.#close();
    else keepFocusInside(event, this);
  };

  #onScroll = (): void => {
    const box = this.logElement;
    if (!box) return;
    this.#isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    if (this.#isAtEnd) this.hasNewer = false;
  };

  #toEnd = (): void => {
    this.#isAtEnd = true;
    this.hasNewer = false;
  };

  #toggleMenu = (): void => {
    this.isMenuOpen = !this.isMenuOpen;
  };

  #close = (): void => this.#emit("farshore-close");
}

if (!customElements.get("farshore-chat")) customElements.define("farshore-chat", FarshoreChat);
