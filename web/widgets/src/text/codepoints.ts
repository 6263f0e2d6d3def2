/** A piece of a source text around the words that count. */
export interface Excerpt {
  before: string;
  marked: string;
  after: string;
}

/**
 * Cut a source text around a span.
 *
 * The server counts Unicode code points and JavaScript UTF-16 units: 😀 is one there and two here.
 *
 * @param start first code point of the span, inclusive.
 * @param end exclusive.
 * @param around how many code points of context stay on each side; cut at a space where there is one near.
 */
export function excerpt(text: string, start: number, end: number, around = 140): Excerpt {
  const points = Array.from(text);
  const from = Math.max(0, Math.min(start, points.length));
  const to = Math.max(from, Math.min(end, points.length));
  const first = lineStart(points, from, around);
  const last = lineEnd(points, to, around);
  return {
    before: (first.isCut ? "… " : "") + points.slice(first.at, from).join("").trimStart(),
    marked: points.slice(from, to).join(""),
    after: points.slice(to, last.at).join("").trimEnd() + (last.isCut ? " …" : ""),
  };
}

interface Cut {
  at: number;
  isCut: boolean;
}

function lineStart(points: string[], from: number, around: number): Cut {
  const limit = Math.max(0, from - around);
  for (let at = from - 1; at >= limit; at--) if (points[at] === "\n") return { at: at + 1, isCut: false };
  if (limit === 0) return { at: 0, isCut: false };
  const space = points.indexOf(" ", limit);
  return { at: space >= 0 && space < Math.min(from, limit + 24) ? space + 1 : limit, isCut: true };
}

function lineEnd(points: string[], to: number, around: number): Cut {
  const limit = Math.min(points.length, to + around);
  for (let at = to; at < limit; at++) if (points[at] === "\n") return { at, isCut: false };
  if (limit === points.length) return { at: limit, isCut: false };
  const space = points.lastIndexOf(" ", limit);
  return { at: space > Math.max(to, limit - 24) ? space : limit, isCut: true };
}
