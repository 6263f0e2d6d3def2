import { Accordion, Code } from "@mantine/core";
import { IconBook2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "@/shared/format";
import { useShopKey } from "@/shared/shop-key";
import { ButtonLink } from "@/shared/ui/link";
import { Empty, LoadingRows, Page, Panel } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { policiesQuery } from "./api";
import classes from "./policies.module.css";
import { PolicySection } from "./policy-section";
import { useWords } from "./words";

/** The shop's promises, as answers read them. */
export function PoliciesPage() {
  const w = useWords();
  const f = useFormats();
  const shop = useShopKey();
  const { data, error, refetch } = useQuery(policiesQuery(shop));
  const isBare = data?.sections.length === 0;
  const importFile = (
    <ButtonLink to="/$shop/import" params={{ shop }} variant={isBare ? "filled" : "default"}>
      {w.importFile}
    </ButtonLink>
  );
  return (
    <Page title={w.policies} lead={w.policiesLead} actions={isBare ? null : importFile}>
      {error && <ProblemAlert error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      {isBare && (
        <Panel>
          <Empty icon={<IconBook2 size={30} stroke={1.5} />} title={w.noPolicies} action={importFile}>
            {w.noPoliciesBody}
          </Empty>
        </Panel>
      )}
      {data?.sections.map((section) => (
        <PolicySection key={section.topic} section={section} />
      ))}
      {data?.raw && (
        <Accordion mt={16} variant="default" chevronPosition="left">
          <Accordion.Item value="raw">
            <Accordion.Control>
              {w.raw} {data.updated_at && <span className={classes.when}>{f.dateTime(data.updated_at)}</span>}
            </Accordion.Control>
            <Accordion.Panel>
              <Code block>{JSON.stringify(data.raw, null, 2)}</Code>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Page>
  );
}
