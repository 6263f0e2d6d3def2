import { css } from "lit";

/** The conversation: bubbles, states, starters. */
export const log = css`
  .log {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 16px 16px 8px;
    display: flex;
    flex-direction: column;
    gap: 4px;
    scrollbar-width: thin;
  }
  .log > * {
    flex: none;
  }
  .notice {
    display: flex;
    gap: 8px;
    margin: 0 0 14px;
    font-size: 13px;
    line-height: 19px;
    color: var(--_quiet);
  }
  .notice svg {
    margin-block-start: 2px;
  }
  .row {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-inline-size: 100%;
  }
  .row.shopper {
    align-items: flex-end;
  }
  .row.first:not(:first-child) {
    margin-block-start: 12px;
  }
  .name {
    margin: 0 0 3px;
    font-size: 12px;
    font-weight: 600;
    color: var(--_quiet);
  }
  .bubble {
    max-inline-size: 86%;
    padding: 9px 13px;
    border-radius: 16px;
    border-end-start-radius: 5px;
    background: var(--_soft);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .shopper .bubble {
    border-radius: 16px;
    border-end-end-radius: 5px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .pending .bubble {
    opacity: 0.72;
  }
  .refused .bubble {
    opacity: 1;
    background: none;
    color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_bad);
  }
  .bubble a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px 10px;
    margin: 3px 2px 0;
    font-size: 12.5px;
    color: var(--_quiet);
  }
  .state.bad {
    color: var(--_bad);
  }
  .state button {
    min-block-size: 24px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .handoff {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 6px 0 0;
    padding: 4px 10px 4px 8px;
    font-size: 13px;
    font-weight: 550;
    border: 1px solid var(--_line);
    border-radius: 999px;
  }

  .typing {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    block-size: 41px;
  }
  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_quiet);
    animation: breathe 1.2s infinite ease-in-out;
  }
  .typing i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .typing i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes breathe {
    0%,
    60%,
    100% {
      opacity: 0.3;
    }
    30% {
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .typing i {
      animation: none;
      opacity: 0.6;
    }
  }

  .starters {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 12px;
  }
  .starters button,
  .rate button {
    padding: 6px 13px;
    min-block-size: 34px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    font-size: 14px;
    text-align: start;
  }
  .starters button:hover,
  .rate button:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .rate {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-start: 4px;
    font-size: 13px;
    color: var(--_quiet);
  }
  .rate button {
    min-block-size: 28px;
    padding: 2px 11px;
    font-size: 13px;
  }
  .newer {
    position: absolute;
    inset-block-end: 76px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    padding: 6px 14px;
    font-size: 13px;
    font-weight: 600;
    border-radius: 999px;
    background: var(--_ink);
    color: var(--_paper);
  }
`;
