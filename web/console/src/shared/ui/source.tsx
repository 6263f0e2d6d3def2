import { excerpt } from "@farshore/widgets/codepoints";
import type { SourceSpan } from "../api/types";
import { cutSpans } from "./cut-spans";
import classes from "./source.module.css";

interface ExcerptProps {
  source: SourceSpan | null;
  quote: string;
}

/** The sentence that an answer or a fact comes from, its words marked. */
export function Excerpt({ source, quote }: ExcerptProps) {
  if (!source)
    return (
      <p className={classes.text} dir="auto">
        <mark className={classes.mark}>{quote}</mark>
      </p>
    );
  const { before, marked, after } = excerpt(source.text, source.start, source.end);
  return (
    <p className={`${classes.text} ${classes.excerpt}`} dir="auto">
      {before}
      <mark className={classes.mark}>{marked}</mark>
      {after}
    </p>
  );
}

export interface MarkedSpan {
  id: string;
  start: number;
  end: number;
}

interface MarkedTextProps {
  text: string;
  spans: MarkedSpan[];
  active: string | null;
  onPoint: (id: string | null) => void;
}

/** A whole source text with every fact in it marked; the one that is pointed at stands out. */
export function MarkedText({ text, spans, active, onPoint }: MarkedTextProps) {
  return (
    <p className={classes.text} dir="auto">
      {cutSpans(text, spans).map((piece) => {
        const id = piece.ids.find((each) => each === active) ?? piece.ids[0];
        if (!id) return piece.text;
        return (
          <mark
            key={piece.start}
            className={`${classes.mark} ${id === active ? "" : classes.quiet}`}
            data-active={id === active || undefined}
          >
            <button
              type="button"
              className={classes.button}
              onMouseEnter={() => onPoint(id)}
              onMouseLeave={() => onPoint(null)}
              onClick={() => onPoint(id)}
            >
              {piece.text}
            </button>
          </mark>
        );
      })}
    </p>
  );
}
