import type { Trace } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import classes from "./why.module.css";
import { useWords } from "./words";

/** How sure the answer was, and how sure it had to be. */
export function Confidence({ trace }: { trace: Trace }) {
  const w = useWords();
  const f = useFormats();
  const { confidence, threshold, handoff, reason } = trace;
  return (
    <div className={classes.confidence}>
      <p>
        <b>{handoff ? w.toPerson : w.sentAlone}</b>
        <span>
          {f.percent(confidence)} · {w.threshold(f.percent(threshold))}
        </span>
      </p>
      <div className={classes.meter} data-low={confidence < threshold || undefined} aria-hidden>
        <i style={{ inlineSize: `${confidence * 100}%` }} />
        <s style={{ insetInlineStart: `${threshold * 100}%` }} />
      </div>
      {reason && (
        <p className={classes.note}>
          {w.reason}: <code>{reason}</code>
        </p>
      )}
    </div>
  );
}
