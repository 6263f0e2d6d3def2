import { Button, Group, Modal, Progress, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Import } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { useShopKey } from "@/shared/shop-key";
import { ButtonLink } from "@/shared/ui/link";
import { Empty, LoadingRows, Page, Panel } from "@/shared/ui/page";
import { ProblemAlert, useTellProblem } from "@/shared/ui/problem";
import { StateBadge } from "@/shared/ui/tags";
import { importQuery, useImportStep } from "./api";
import { ImportFailed } from "./import-failed";
import { STATE_COLORS } from "./import-list";
import { ImportPreview } from "./import-preview";
import classes from "./imports.module.css";
import { useWords } from "./words";

/** One import from the first look at the file to the way back. */
export function ImportPage() {
  const w = useWords();
  const f = useFormats();
  const shop = useShopKey();
  const { import: id = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(importQuery(shop, id));
  return (
    <Page
      title={data?.file_name ?? w.imports}
      lead={
        data && (
          <>
            <StateBadge color={STATE_COLORS[data.state]}>{w.states[data.state]}</StateBadge>{" "}
            <Text span c="dimmed" ms={8}>
              {f.dateTime(data.created_at)}
            </Text>
          </>
        )
      }
      actions={
        <ButtonLink to="/$shop/import" params={{ shop }} variant="default">
          {w.again}
        </ButtonLink>
      }
    >
      {error && <ProblemAlert error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows />}
      {data && <Stage shop={shop} one={data} />}
    </Page>
  );
}

function Stage({ shop, one }: { shop: string; one: Import }) {
  const w = useWords();
  if (one.state === "previewing") return <Moving title={w.reading} body={w.readingBody} one={one} say={w.rowsRead} />;
  if (one.state === "applying") return <Moving title={w.applying} body={w.applyingBody} one={one} say={w.productsWritten} />;
  if (one.state === "previewed" && one.preview) return <ImportPreview key={one.id} shop={shop} one={one} preview={one.preview} />;
  if (one.state === "applied") return <Applied shop={shop} one={one} />;
  if (one.state === "undone")
    return (
      <Panel>
        <Empty icon={<IconArrowBackUp size={30} stroke={1.5} />} title={w.undone}>
          {w.undoneBody}
        </Empty>
      </Panel>
    );
  return <ImportFailed shop={shop} one={one} />;
}

interface MovingProps {
  title: string;
  body: string;
  one: Import;
  say: (done: number, total: number) => string;
}

function Moving({ title, body, one, say }: MovingProps) {
  const isKnown = one.total > 0;
  return (
    <Panel>
      <div className={classes.moving}>
        <h2>{title}</h2>
        <p>{body}</p>
        <div>
          <Progress
            value={isKnown ? (100 * one.done) / one.total : 100}
            animated={!isKnown}
            striped={!isKnown}
            size="md"
            transitionDuration={300}
            aria-label={title}
          />
          <p className={classes.small} role="status">
            {isKnown ? say(one.done, one.total) : " "}
          </p>
        </div>
      </div>
    </Panel>
  );
}

function Applied({ shop, one }: { shop: string; one: Import }) {
  const w = useWords();
  const undo = useImportStep(shop, one.id, "undo");
  const tell = useTellProblem();
  const [isAsking, asking] = useDisclosure(false);
  const isProducts = one.kind === "products";
  return (
    <Panel>
      <Empty
        icon={<IconCircleCheck size={32} stroke={1.5} color="var(--mantine-color-teal-6)" />}
        title={
          isProducts && one.preview
            ? `${w.appliedTitle}: ${w.countProducts(one.preview.counts.products)}, ${w.countFacts(one.preview.counts.facts)}`
            : w.appliedTitle
        }
        action={
          <Group justify="center" gap={8}>
            <ButtonLink to="/$shop/try" params={{ shop }}>
              {w.askNow}
            </ButtonLink>
            <ButtonLink to={isProducts ? "/$shop/products" : "/$shop/policies"} params={{ shop }} variant="default">
              {isProducts ? w.seeProducts : w.seePolicies}
            </ButtonLink>
            <Button variant="subtle" color="gray" onClick={asking.open}>
              {w.undo}
            </Button>
          </Group>
        }
      >
        {w.appliedBody}
      </Empty>
      <Modal opened={isAsking} onClose={asking.close} title={w.undoSure} centered>
        <Text c="dimmed">{w.undoBody}</Text>
        <Group justify="flex-end" mt={20}>
          <Button variant="default" onClick={asking.close}>
            {w.cancel}
          </Button>
          <Button
            color="red"
            loading={undo.isPending}
            onClick={() => undo.mutate(undefined, { onError: tell, onSettled: asking.close })}
          >
            {w.undo}
          </Button>
        </Group>
      </Modal>
    </Panel>
  );
}
