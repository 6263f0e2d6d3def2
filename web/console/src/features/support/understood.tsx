import type { Trace } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import classes from "./why.module.css";
import { useWords } from "./words";

/** Each clause of the question: what it asks, about which property, of which product. */
export function Understood({ clauses }: { clauses: Trace["clauses"] }) {
  const w = useWords();
  return clauses.map((clause) => (
    <div key={clause.text} className={classes.clause}>
      {clauses.length > 1 && (
        <p className={classes.part} dir="auto">
          {clause.text}
        </p>
      )}
      <dl>
        <Scores name={w.intent} scores={clause.intents} />
        <Scores name={w.attribute} scores={clause.attributes} />
        <div>
          <dt>{w.product}</dt>
          <dd>
            {clause.product ? (
              <>
                <bdi>{clause.product.title}</bdi> <small>{w.how[clause.product.how] ?? clause.product.how}</small>
              </>
            ) : (
              <small>{w.noProduct}</small>
            )}
          </dd>
        </div>
        {clause.variant && (
          <div>
            <dt>{w.variant}</dt>
            <dd>
              <bdi>{clause.variant}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </div>
  ));
}

function Scores({ name, scores }: { name: string; scores: { id: string; score: number }[] }) {
  const f = useFormats();
  if (scores.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {scores
          .filter(({ score }, n) => n === 0 || score >= 0.01)
          .slice(0, 3)
          .map(({ id, score }, n) => (
            <span key={id} className={n ? classes.lesser : classes.best}>
              <code>{id}</code> {f.percent(score)}
            </span>
          ))}
      </dd>
    </div>
  );
}
