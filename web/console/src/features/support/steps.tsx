import type { Trace } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import classes from "./why.module.css";
import { useWords } from "./words";

/** Where the time went. */
export function Steps({ steps, tookMs }: { steps: Trace["steps"]; tookMs: number }) {
  const w = useWords();
  const f = useFormats();
  const sum = steps.reduce((total, step) => total + step.ms, 0) || 1;
  return (
    <details className={classes.steps}>
      <summary>{w.took(f.ms(tookMs))}</summary>
      <ul>
        {steps.map((step) => (
          <li key={step.name}>
            <code>{step.name}</code>
            <i style={{ inlineSize: `${(100 * step.ms) / sum}%` }} />
            <span>{f.ms(step.ms)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
