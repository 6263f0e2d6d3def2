import { fieldPath } from "@farshore/widgets/fields";
import type { Evidence, Trace } from "@/shared/api/types";
import { Excerpt } from "@/shared/ui/source";
import classes from "./why.module.css";
import { useWords } from "./words";

/** Each claim of the answer with the words of the seller that it rests on. */
export function Said({ plan, clauses }: { plan: Trace["plan"]; clauses: Trace["clauses"] }) {
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
        <Source
          key={`${evidence.kind}|${evidence.field}|${evidence.quote}`}
          evidence={evidence}
          product={titleOf(evidence.product, clauses)}
        />
      ))}
    </div>
  ));
}

/** The product's own name, where the question was about it. */
function titleOf(handle: string | null, clauses: Trace["clauses"]): string | null {
  return clauses.find((clause) => clause.product?.handle === handle)?.product?.title ?? handle;
}

function Source({ evidence, product }: { evidence: Evidence; product: string | null }) {
  const w = useWords();
  return (
    <blockquote className={classes.source}>
      <p className={classes.from}>
        {w.kinds[evidence.kind]}
        {product && (
          <>
            {" · "}
            <bdi>{product}</bdi>
          </>
        )}
        {evidence.field && ` · ${fieldPath(evidence.field)}`}
      </p>
      <Excerpt source={evidence.source} quote={evidence.quote || evidence.value} />
    </blockquote>
  );
}
