import { Badge, Button, Tabs } from "@mantine/core";
import { useState } from "react";
import type { Import, ImportPreview as Preview } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { Panel } from "@/shared/ui/page";
import { useTellProblem } from "@/shared/ui/problem";
import { useImportStep } from "./api";
import { isSame, kept, noChoices } from "./choices";
import { Columns } from "./import-columns";
import { Missing } from "./import-missing";
import { Problems } from "./import-problems";
import classes from "./imports.module.css";
import { ProductRows } from "./product-rows";
import { ReadAgain } from "./read-again";
import { useWords } from "./words";

interface ImportPreviewProps {
  shop: string;
  one: Import;
  preview: Preview;
}

/** What was understood of a file, before anything is saved. */
export function ImportPreview({ shop, one, preview }: ImportPreviewProps) {
  const w = useWords();
  const [before] = useState(() => kept(one.id)?.choices ?? noChoices);
  const [choices, setChoices] = useState(before);
  const { problems, columns, missing_facts: missing, products, counts } = preview;
  const hasErrors = problems.some((problem) => problem.severity === "error");
  const tabs = [
    {
      value: "columns",
      label: w.columns,
      count: columns.length,
      color: "gray",
      body: <Columns columns={columns} choices={choices} onChoose={setChoices} />,
    },
    {
      value: "problems",
      label: w.problems,
      count: problems.length,
      color: hasErrors ? "red" : "gray",
      body: <Problems problems={problems} />,
    },
    {
      value: "products",
      label: w.products,
      count: counts.products,
      color: "gray",
      body: <FirstProducts preview={preview} shop={shop} />,
    },
    { value: "missing", label: w.missing, count: missing.length, color: "gray", body: <Missing missing={missing} /> },
  ].filter((tab) => tab.value === "problems" || (tab.value === "products" ? products.length : tab.count) > 0);
  return (
    <>
      <Counts preview={preview} />
      <Panel isFlush>
        <Tabs defaultValue={hasErrors ? "problems" : (tabs[0]?.value ?? null)}>
          <Tabs.List px={8}>
            {tabs.map((tab) => (
              <Tabs.Tab
                key={tab.value}
                value={tab.value}
                rightSection={
                  <Badge size="sm" variant="light" color={tab.color}>
                    {tab.count}
                  </Badge>
                }
              >
                {tab.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map((tab) => (
            <Tabs.Panel key={tab.value} value={tab.value}>
              {tab.body}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Panel>
      {isSame(choices, before) ? (
        <Apply shop={shop} one={one} preview={preview} />
      ) : (
        <ReadAgain shop={shop} one={one} choices={choices} />
      )}
    </>
  );
}

function Counts({ preview }: { preview: Preview }) {
  const w = useWords();
  const f = useFormats();
  const { counts, format, encoding, header_row } = preview;
  const shown: [number, string][] = [
    [counts.products, w.products],
    [counts.variants, w.variants],
    [counts.facts, w.facts],
  ];
  const delta: [number, string][] = [
    [counts.new, w.isNew],
    [counts.changed, w.changed],
    [counts.unchanged, w.unchanged],
  ];
  const about = [format, encoding, header_row && header_row > 1 ? w.headerRow(header_row) : null].filter(Boolean).join(" · ");
  return (
    <div className={classes.counts}>
      {shown.map(([n, word]) => (
        <div key={word} className={classes.count}>
          <b>{f.number(n)}</b>
          <span>{word}</span>
        </div>
      ))}
      <div className={classes.split} />
      {delta.map(([n, word]) => (
        <div key={word} className={classes.count}>
          <b>{f.number(n)}</b>
          <span>{word}</span>
        </div>
      ))}
      <p className={classes.about}>{about}</p>
    </div>
  );
}

function FirstProducts({ preview, shop }: { preview: Preview; shop: string }) {
  const w = useWords();
  const { products, counts } = preview;
  return (
    <>
      {products.length < counts.products && <p className={classes.note}>{w.firstOf(products.length, counts.products)}</p>}
      <ProductRows shop={shop} products={products} />
    </>
  );
}

function Apply({ shop, one, preview }: ImportPreviewProps) {
  const w = useWords();
  const apply = useImportStep(shop, one.id, "apply");
  const tell = useTellProblem();
  const hasErrors = preview.problems.some((problem) => problem.severity === "error");
  return (
    <div className={classes.bar}>
      <p>{hasErrors ? w.rowsLeftOut : ""}</p>
      <Button
        loading={apply.isPending}
        disabled={one.kind === "products" && preview.counts.products === 0}
        onClick={() => apply.mutate(undefined, { onError: tell })}
      >
        {one.kind === "products" ? w.apply(preview.counts.products) : w.applyPolicies}
      </Button>
    </div>
  );
}
