import { useNavigate } from "@tanstack/react-router";
import type { Import } from "@/shared/api/types";
import { useTellProblem } from "@/shared/ui/problem";
import { useUpload } from "./api";
import { type Choices, keep } from "./choices";

/** Read a file (again) with these choices and show what comes of it. */
export function useRead(shop: string) {
  const navigate = useNavigate();
  const upload = useUpload(shop);
  const tell = useTellProblem();
  const read = (file: File, kind: Import["kind"], choices: Choices, isAgain = false) => {
    const onSuccess = (one: Import) => {
      keep(one.id, file, choices);
      void navigate({ to: "/$shop/import/$import", params: { shop, import: one.id }, replace: isAgain });
    };
    upload.mutate({ file, kind, choices }, { onSuccess, onError: tell });
  };
  return { read, isReading: upload.isPending };
}
