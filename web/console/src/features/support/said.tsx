import type { Evidence, Trace } from "@/shared/api/types";
import { Excerpt } from "@/shared/ui/source";
import classes from "./why.module.css";
import { useWords } from "./words";

/** Each claim of the answer with the words of the seller that it rests on. */
export function Said({ plan }: { plan: Trace["plan"] }) {
  const w = useWords();
  if (plan.length === 0) return <p className={classes.note}>{w.nothingSaid}</p>;
  return plan.map((item) => (
    <div key={`${item.claim}|${item.value_text}`} className={classes.claim}>
      <p className={classes.claimed}>
        <code>{item.claim}</code>
        <b>
          <bdi>{item.value_text}</bdi>
        </b>
      </p>
      {item.evidence.length === 0 && <p className={classes.note}>{w.noEvidence}</p>}
      {item.evidence.map((evidence) => (
        <Source key={`${evidence.kind}|${evidence.field}|${evidence.quote}`} evidence={evidence} />
      ))}
    </div>
  ));
}

export function Source({ evidence }: { evidence: Evidence }) {
  const w = useWords();
  return (
    <blockquote className={classes.source}>
      <p className={classes.from}>
        {w.kinds[evidence.kind]}
        {evidence.product && (
          <>
            {" · "}
            <bdi>{evidence.product}</bdi>
          </>
        )}
        {evidence.field && ` · ${evidence.field}`}
      </p>
      <Excerpt source={evidence.source} quote={evidence.quote || evidence.value} />
    </blockquote>
  );
}
