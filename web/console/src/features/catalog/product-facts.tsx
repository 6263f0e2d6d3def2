import { useMemo, useState } from "react";
import type { Fact, Product } from "@/shared/api/types";
import { Panel } from "@/shared/ui/page";
import { MarkedText } from "@/shared/ui/source";
import { LanguageTag } from "@/shared/ui/tags";
import { FactList } from "./fact-list";
import classes from "./product.module.css";
import { useWords } from "./words";

interface Source {
  text: string;
  lang: string;
  facts: Fact[];
}

/** Each text of the product with the facts that were read from it; texts without facts too, for what they may still answer. */
function sourcesOf(product: Product): Source[] {
  const sources = new Map<string, Source>();
  for (const { text, lang } of product.texts) sources.set(text, { text, lang, facts: [] });
  for (const fact of product.facts) {
    const text = fact.evidence?.source?.text;
    if (text === undefined) continue;
    const source = sources.get(text) ?? { text, lang: fact.lang, facts: [] };
    source.facts.push(fact);
    sources.set(text, source);
  }
  return [...sources.values()];
}

/** Facts beside the words they were read from: pointing at one shows the other. */
export function ProductFacts({ product }: { product: Product }) {
  const w = useWords();
  const [active, setActive] = useState<string | null>(null);
  const sources = useMemo(() => sourcesOf(product), [product]);
  return (
    <div className={classes.facts}>
      <Panel title={`${w.facts} · ${product.facts.length}`} isFlush>
        {product.facts.length === 0 ? (
          <p className={`${classes.hint} ${classes.pad}`}>{w.noFacts}</p>
        ) : (
          <FactList product={product} active={active} onPoint={setActive} />
        )}
      </Panel>
      {sources.length > 0 && (
        <div className={classes.sources}>
          <Panel title={w.sources} isFlush>
            {product.facts.length > 0 && <p className={`${classes.hint} ${classes.pad}`}>{w.sourcesHint}</p>}
            {sources.map((source) => (
              <div key={source.text} className={classes.source}>
                <LanguageTag tag={source.lang} />
                <MarkedText
                  text={source.text}
                  spans={source.facts.flatMap(({ id, evidence }) =>
                    evidence?.source ? [{ id, start: evidence.source.start, end: evidence.source.end }] : [],
                  )}
                  active={active}
                  onPoint={setActive}
                />
              </div>
            ))}
          </Panel>
        </div>
      )}
    </div>
  );
}
