import { type SVGTemplateResult, svg } from "lit";

const stroke = (paths: SVGTemplateResult, size: number) =>
  svg`<svg width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

export const icons = {
  close: stroke(svg`<path d="M6 6l12 12M18 6L6 18"/>`, 20),
  more: stroke(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="2.8"/>`, 20),
  send: stroke(svg`<path d="M5 12h14M13 6l6 6-6 6" stroke-width="2"/>`, 20),
  quote: stroke(svg`<path d="M4 6h16M4 12h10M4 18h7"/>`, 15),
  down: stroke(svg`<path d="M7 10l5 5 5-5"/>`, 15),
  person: stroke(svg`<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5"/>`, 16),
  spark: stroke(svg`<path d="M12 4l1.7 5.3L19 11l-5.3 1.7L12 18l-1.7-5.3L5 11l5.3-1.7z"/>`, 16),
  picture: stroke(
    svg`<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 16l4.5-4 4 3.5 3-2.5L20 16"/><circle cx="9" cy="9" r="1"/>`,
    26,
  ),
};
