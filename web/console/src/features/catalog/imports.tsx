import { SegmentedControl } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Import } from "@/shared/api/types";
import { useShopKey } from "@/shared/shop-key";
import { Page } from "@/shared/ui/page";
import { useTellProblem } from "@/shared/ui/problem";
import { useUpload } from "./api";
import { keepFile } from "./chosen-files";
import { Dropzone } from "./dropzone";
import { ImportList } from "./import-list";
import classes from "./imports.module.css";
import { useWords } from "./words";

const LARGEST_MB = 200;
const ACCEPT = { products: ".csv,.tsv,.txt,.xml,.xlsx,.xlsm,.zip", policies: ".json" };

export function Imports() {
  const w = useWords();
  const shop = useShopKey();
  const navigate = useNavigate();
  const upload = useUpload(shop);
  const tell = useTellProblem();
  const [kind, setKind] = useState<Import["kind"]>("products");
  const take = (file: File) => {
    const isJson = /\.json$/i.test(file.name);
    if (isJson !== (kind === "policies")) notifications.show({ color: "yellow", message: w.notThisKind });
    else if (file.size > LARGEST_MB * 1024 ** 2) notifications.show({ color: "red", message: w.tooBig(LARGEST_MB) });
    else {
      const onSuccess = (one: Import) => {
        keepFile(one.id, file);
        void navigate({ to: "/$shop/import/$import", params: { shop, import: one.id } });
      };
      upload.mutate({ file, kind, open: [] }, { onSuccess, onError: tell });
    }
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
        isBusy={upload.isPending}
        onFile={take}
      />
      <div className={classes.earlier}>
        <ImportList shop={shop} />
      </div>
    </Page>
  );
}
