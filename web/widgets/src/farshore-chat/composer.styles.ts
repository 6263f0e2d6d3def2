import { css } from "lit";

/** The field to write in and its button. */
export const composer = css`
  form {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    padding: 10px 12px calc(10px + env(safe-area-inset-bottom, 0px));
    border-block-start: 1px solid var(--_line);
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    block-size: 42px;
    max-block-size: 132px;
    padding: 9px 12px;
    font-size: 16px;
    line-height: 24px;
    resize: none;
    background: var(--_soft);
    border: 1px solid transparent;
    border-radius: 12px;
    outline-offset: -1px;
  }
  textarea::placeholder {
    color: var(--_quiet);
    opacity: 1;
  }
  textarea:focus-visible {
    outline: 2px solid var(--_accent);
  }
  .send {
    display: grid;
    place-items: center;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 12px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .send[disabled] {
    background: var(--_soft);
    color: var(--_quiet);
    cursor: default;
  }
  [dir="rtl"] .flip {
    transform: scaleX(-1);
  }
  .long {
    padding: 0 16px 8px;
    margin: 0;
    font-size: 13px;
    color: var(--_bad);
  }
`;
