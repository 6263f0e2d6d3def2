import { SegmentedControl } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Import } from "@/shared/api/types";
import { useShopKey } from "@/shared/shop-key";
import { Page } from "@/shared/ui/page";
import { noChoices } from "./choices";
import { Dropzone } from "./dropzone";
import { ImportList } from "./import-list";
import classes from "./imports.module.css";
import { useRead } from "./use-read";
import { useWords } from "./words";

const LARGEST_MB = 200;
const ACCEPT = { products: ".csv,.tsv,.txt,.xml,.xlsx,.xlsm,.zip", policies: ".json" };

export function Imports() {
  const w = useWords();
  const shop = useShopKey();
  const { read, isReading } = useRead(shop);
  const [kind, setKind] = useState<Import["kind"]>("products");
  const take = (file: File) => {
    const isJson = /\.json$/i.test(file.name);
    if (isJson !== (kind === "policies")) notifications.show({ color: "yellow", message: w.notThisKind });
    else if (file.size > LARGEST_MB * 1024 ** 2) notifications.show({ color: "red", message: w.tooBig(LARGEST_MB) });
    else read(file, kind, noChoices);
  };
  return (
    <Page
      title={w.imports}
      lead={w.importsLead}
      actions={
        <SegmentedControl
          aria-label={w.kind}
          size="sm"
          value={kind}
          onChange={(value) => setKind(value as Import["kind"])}
          data={[
            { value: "products", label: w.products },
            { value: "policies", label: w.policies },
          ]}
        />
      }
    >
      <Dropzone
        title={kind === "products" ? w.dropProducts : w.dropPolicies}
        hint={kind === "products" ? w.dropProductsHint : w.dropPoliciesHint}
        accept={ACCEPT[kind]}
        isBusy={isReading}
        onFile={take}
      />
      <div className={classes.earlier}>
        <ImportList shop={shop} />
      </div>
    </Page>
  );
}
