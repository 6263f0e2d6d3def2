import { Table } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Import } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { AnchorLink } from "@/shared/ui/link";
import { Empty, LoadingRows, Panel } from "@/shared/ui/page";
import { ProblemAlert } from "@/shared/ui/problem";
import { StateBadge } from "@/shared/ui/tags";
import { importsQuery } from "./api";
import classes from "./imports.module.css";
import { useWords } from "./words";

export const STATE_COLORS = {
  previewing: "blue",
  previewed: "yellow",
  applying: "blue",
  applied: "teal",
  failed: "red",
  undone: "gray",
} as const;

export function ImportList({ shop }: { shop: string }) {
  const w = useWords();
  const f = useFormats();
  const { data, error, refetch } = useQuery(importsQuery(shop));
  return (
    <Panel title={w.earlier} isFlush>
      {error && <ProblemAlert error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} />}
      {data?.items.length === 0 && (
        <Empty icon={<IconHistory size={28} stroke={1.5} />} title={w.none}>
          {w.noneBody}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <Table highlightOnHover className={classes.imports}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.file}</Table.Th>
              <Table.Th>{w.state}</Table.Th>
              <Table.Th className={classes.wide}>{w.content}</Table.Th>
              <Table.Th ta="end">{w.when}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <AnchorLink
                    to="/$shop/import/$import"
                    params={{ shop, import: one.id }}
                    fw={550}
                    c="inherit"
                    className={classes.file}
                  >
                    {one.file_name}
                  </AnchorLink>
                </Table.Td>
                <Table.Td>
                  <StateBadge color={STATE_COLORS[one.state]}>{w.states[one.state]}</StateBadge>
                </Table.Td>
                <Table.Td c="dimmed" className={classes.wide}>
                  <Content one={one} />
                </Table.Td>
                <Table.Td c="dimmed" ta="end" title={f.dateTime(one.created_at)}>
                  {f.ago(one.created_at)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}

function Content({ one }: { one: Import }) {
  const w = useWords();
  if (one.kind === "policies") return w.policies;
  if (!one.preview) return one.error?.detail ?? "–";
  const { products, variants } = one.preview.counts;
  return `${w.countProducts(products)} · ${w.countVariants(variants)}`;
}
