import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Trace } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { Confidence } from "./confidence";
import { Said } from "./said";
import { Steps } from "./steps";
import { Understood } from "./understood";
import classes from "./why.module.css";
import { useWords } from "./words";

/** The way from a question to its answer, in the order in which it was gone. */
export function Why({ trace }: { trace: Trace }) {
  const w = useWords();
  const f = useFormats();
  return (
    <ol className={classes.chain}>
      <Link title={w.question}>
        <p className={classes.quote} dir="auto" lang={trace.lang}>
          {trace.question}
        </p>
        <div className={classes.row}>
          {likely(trace.lang_scores).map(({ id, score }) => (
            <Badge key={id} variant={id === trace.lang ? "light" : "default"} fw={500} title={id}>
              {f.language(id)} {f.percent(score)}
            </Badge>
          ))}
        </div>
      </Link>
      <Link title={w.understood}>
        <Understood clauses={trace.clauses} />
      </Link>
      <Link title={w.said}>
        <Said plan={trace.plan} clauses={trace.clauses} />
      </Link>
      <Link title={w.checked}>
        {trace.guard.ok ? (
          <p className={classes.check}>
            <IconCheck size={16} color="var(--mantine-color-teal-6)" /> {w.guardOk}
          </p>
        ) : (
          <div className={classes.check}>
            <IconAlertTriangle size={16} color="var(--mantine-color-red-6)" />
            <div>
              {w.guardBad}
              <ul>
                {trace.guard.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </Link>
      <Link title={w.decided}>
        <Confidence trace={trace} />
        <p className={classes.quote} dir="auto" lang={trace.lang}>
          {trace.answer}
        </p>
        <Steps steps={trace.steps} tookMs={trace.took_ms} />
      </Link>
    </ol>
  );
}

/** The best guesses; what is next to nothing is not shown. */
const likely = (scores: Trace["lang_scores"]) => scores.filter(({ score }, n) => n === 0 || score >= 0.01).slice(0, 3);

function Link({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className={classes.link}>
      <h3>{title}</h3>
      {children}
    </li>
  );
}
