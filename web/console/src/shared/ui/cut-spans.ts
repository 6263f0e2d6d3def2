interface Span {
  id: string;
  start: number;
  end: number;
}

export interface Piece {
  start: number;
  text: string;
  /** The spans that cover this piece, shortest first. */
  ids: string[];
}

/** Cut a text (spans in code points, may overlap) into pieces that each lie in the same spans throughout. */
export function cutSpans(text: string, spans: Span[]): Piece[] {
  const points = Array.from(text);
  const sound = spans.filter(({ start, end }) => start >= 0 && start < end && end <= points.length);
  const cuts = [...new Set([0, points.length, ...sound.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1] ?? points.length;
    const covering = sound
      .filter((span) => span.start <= start && span.end >= end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    return { start, text: points.slice(start, end).join(""), ids: covering.map(({ id }) => id) };
  });
}
