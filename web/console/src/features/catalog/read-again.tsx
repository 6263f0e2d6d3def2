import { Button } from "@mantine/core";
import type { Import } from "@/shared/api/types";
import { type Choices, count, kept } from "./choices";
import { Dropzone } from "./dropzone";
import classes from "./imports.module.css";
import { useRead } from "./use-read";
import { useWords } from "./words";

/** Choices change what is read: the same file is previewed anew. */
export function ReadAgain({ shop, one, choices }: { shop: string; one: Import; choices: Choices }) {
  const w = useWords();
  const { read, isReading } = useRead(shop);
  const before = kept(one.id);
  const send = (file: File) => read(file, one.kind, choices, true);
  return (
    <div className={classes.bar}>
      <p>{w.chosen(count(choices))}</p>
      {before ? (
        <Button loading={isReading} onClick={() => send(before.file)}>
          {w.readAgain}
        </Button>
      ) : (
        <Dropzone title={w.readAgain} hint={w.fileGone} accept="" isBusy={isReading} onFile={send} />
      )}
    </div>
  );
}
