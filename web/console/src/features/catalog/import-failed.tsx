import { Button, Group } from "@mantine/core";
import { IconFileAlert } from "@tabler/icons-react";
import { useState } from "react";
import type { Import } from "@/shared/api/types";
import { Empty, Panel } from "@/shared/ui/page";
import { type Choices, kept, noChoices } from "./choices";
import { ReadAgain } from "./read-again";
import { useRead } from "./use-read";
import { useWords } from "./words";

const UNCLEAR = "catalog.price_column_unclear";

/** Why a file could not be read; the one question that stands in the way is asked here. */
export function ImportFailed({ shop, one }: { shop: string; one: Import }) {
  const w = useWords();
  const candidates = one.error?.code === UNCLEAR ? [one.error.params?.["first"], one.error.params?.["second"]].map(String) : [];
  return (
    <Panel>
      <Empty
        icon={<IconFileAlert size={30} stroke={1.5} />}
        title={candidates.length ? w.whichPrice : w.failedTitle}
        action={candidates.length > 0 && <PriceColumns shop={shop} one={one} candidates={candidates} />}
      >
        {candidates.length ? w.whichPriceBody : (one.error?.detail ?? one.error?.title ?? "")}
      </Empty>
    </Panel>
  );
}

function PriceColumns({ shop, one, candidates }: { shop: string; one: Import; candidates: string[] }) {
  const { read, isReading } = useRead(shop);
  const [chosen, setChosen] = useState<Choices | null>(null);
  const before = kept(one.id);
  const choose = (header: string) => {
    const others = candidates.filter((each) => each !== header).map((each) => [each, "private"]);
    const earlier = before?.choices ?? noChoices;
    const choices = { ...earlier, map: { ...earlier.map, ...Object.fromEntries(others), [header]: "price" } };
    if (before) read(before.file, one.kind, choices, true);
    else setChosen(choices);
  };
  if (chosen) return <ReadAgain shop={shop} one={one} choices={chosen} />;
  return (
    <Group gap={8} justify="center">
      {candidates.map((header) => (
        <Button key={header} variant="default" loading={isReading} onClick={() => choose(header)}>
          <bdi>{header}</bdi>
        </Button>
      ))}
    </Group>
  );
}
