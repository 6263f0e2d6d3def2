import { css } from "lit";

/** The frame: where the chat stands on the page, and its colours. `!important` on :host beats any rule of the page. */
export const frame = css`
  :host {
    all: initial !important;
    --_accent: var(--farshore-accent, #0b5a63);
    --_on-accent: var(--farshore-on-accent, #ffffff);
    --_paper: #ffffff;
    --_soft: #f1f5f5;
    --_line: #dfe6e6;
    --_ink: #10201f;
    --_quiet: #566a6a;
    --_mark: #ffe38a;
    --_on-mark: #2b2100;
    --_bad: #b3261e;
    --_font: var(--farshore-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif);
    display: none !important;
    position: fixed !important;
    inset-block-end: 92px !important;
    inset-inline-end: 20px !important;
    inline-size: 392px !important;
    block-size: min(640px, calc(100dvh - 112px)) !important;
    z-index: 2147483000 !important;
    color-scheme: light;
    font: 15px/1.5 var(--_font) !important;
    color: var(--_ink) !important;
    -webkit-text-size-adjust: 100% !important;
  }
  :host([position="start"]) {
    inset-inline: 20px auto !important;
  }
  :host([open]),
  :host([inline]) {
    display: block !important;
  }
  :host([inline]) {
    position: relative !important;
    inset: auto !important;
    inline-size: 100% !important;
    block-size: 100% !important;
    min-block-size: 360px !important;
    z-index: auto !important;
  }
  :host([theme="dark"]) {
    --_accent: var(--farshore-accent-dark, #7fd3d6);
    --_on-accent: var(--farshore-on-accent-dark, #052a2d);
    --_paper: #121a1b;
    --_soft: #1d2829;
    --_line: #2e3b3c;
    --_ink: #e8f0ef;
    --_quiet: #9fb2b1;
    --_mark: #6a5312;
    --_on-mark: #fff0bf;
    --_bad: #ffb4ab;
    color-scheme: dark;
  }
  @media (max-width: 480px) {
    :host([open]:not([inline])) {
      inset: var(--_top, 0px) 0 auto 0 !important;
      inline-size: 100% !important;
      block-size: var(--_height, 100dvh) !important;
    }
    :host(:not([inline])) .panel {
      border-radius: 0;
      border: 0;
    }
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--_paper);
    border: 1px solid var(--_line);
    border-radius: 16px;
    box-shadow: 0 1px 2px rgb(10 30 30 / 0.06), 0 16px 48px -8px rgb(10 30 30 / 0.24);
    overflow: hidden;
  }
  :host([inline]) .panel {
    box-shadow: none;
    border-radius: var(--farshore-radius, 12px);
  }
  button,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  svg {
    display: block;
    flex: none;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 12px 10px 12px 18px;
    border-block-end: 1px solid var(--_line);
  }
  [dir="rtl"] header {
    padding: 12px 18px 12px 10px;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
  }
  .who h2 {
    margin: 0;
    font-size: 15px;
    line-height: 20px;
    font-weight: 650;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .who p {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--_quiet);
  }
  .dot {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: #1f9d6b;
  }
  .dot.off {
    background: #c08a1e;
  }
  .icon {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 9px;
    color: var(--_quiet);
  }
  .icon:hover {
    background: var(--_soft);
    color: var(--_ink);
  }
  .menu {
    position: relative;
  }
  .menu ul {
    position: absolute;
    inset-block-start: 40px;
    inset-inline-end: 0;
    z-index: 2;
    min-inline-size: 200px;
    margin: 0;
    padding: 6px;
    list-style: none;
    background: var(--_paper);
    border: 1px solid var(--_line);
    border-radius: 12px;
    box-shadow: 0 12px 32px -6px rgb(10 30 30 / 0.28);
  }
  .menu li button {
    inline-size: 100%;
    padding: 9px 12px;
    border-radius: 8px;
    text-align: start;
    font-size: 14px;
  }
  .menu li button:hover {
    background: var(--_soft);
  }
  .banner {
    padding: 8px 18px;
    font-size: 13px;
    background: var(--_soft);
    color: var(--_ink);
    border-block-end: 1px solid var(--_line);
  }
`;
