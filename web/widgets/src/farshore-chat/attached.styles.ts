import { css } from "lit";

/** What hangs below an answer: the sources it comes from, and product cards. */
export const attached = css`
  .from {
    inline-size: 100%;
    margin-block-start: 2px;
  }
  .from > button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding: 2px 8px 2px 4px;
    border-radius: 8px;
    font-size: 13px;
    color: var(--_quiet);
    text-align: start;
  }
  .from > button:hover {
    color: var(--_ink);
  }
  .from > button span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .from > button b {
    font-weight: 550;
    color: var(--_ink);
    background: linear-gradient(transparent 62%, var(--_mark) 62%, var(--_mark) 92%, transparent 92%);
  }
  .from > button .turn {
    transition: transform 0.15s;
  }
  .from > button[aria-expanded="true"] .turn {
    transform: rotate(180deg);
  }
  .sources {
    margin: 2px 0 6px;
    padding: 0;
    list-style: none;
    border: 1px solid var(--_line);
    border-radius: 12px;
    overflow: hidden;
  }
  .sources li {
    padding: 10px 14px 11px;
  }
  .sources li + li {
    border-block-start: 1px solid var(--_line);
  }
  .sources h3 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    margin: 0 0 4px;
    font-size: 12px;
    line-height: 16px;
    font-weight: 400;
    color: var(--_quiet);
  }
  .sources blockquote {
    margin: 0;
    font-size: 14px;
    line-height: 21px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    color: var(--_quiet);
  }
  mark {
    padding: 1px 2px;
    border-radius: 3px;
    background: var(--_mark);
    color: var(--_on-mark);
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }

  .cards {
    display: flex;
    gap: 10px;
    inline-size: calc(100% + 32px);
    margin: 8px -16px 4px;
    padding: 2px 16px 6px;
    overflow-x: auto;
    scroll-snap-type: x proximity;
    scroll-padding-inline: 16px;
    scrollbar-width: none;
    list-style: none;
  }
  .card {
    flex: none;
    inline-size: 168px;
    scroll-snap-align: start;
    border: 1px solid var(--_line);
    border-radius: 12px;
    overflow: hidden;
    color: inherit;
    text-decoration: none;
    display: flex;
    flex-direction: column;
  }
  a.card:hover {
    border-color: var(--_quiet);
  }
  .picture {
    position: relative;
    flex: none;
    inline-size: 100%;
    block-size: 128px;
    overflow: hidden;
    display: grid;
    place-items: center;
    background: var(--_soft);
    color: var(--_quiet);
  }
  .picture img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .about {
    padding: 9px 12px 11px;
    display: flex;
    flex-direction: column;
    gap: 2px;
    flex: 1;
  }
  .about span {
    font-size: 12px;
    line-height: 16px;
    color: var(--_quiet);
  }
  .about strong {
    font-size: 13.5px;
    line-height: 18px;
    font-weight: 550;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .about em {
    margin-block-start: auto;
    padding-block-start: 4px;
    font-style: normal;
    font-size: 14px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  @media (prefers-reduced-motion: reduce) {
    .from > button .turn {
      transition: none;
    }
  }
`;
