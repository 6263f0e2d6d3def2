import { Table } from "@mantine/core";
import type { Policies } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { Panel } from "@/shared/ui/page";
import { StateBadge } from "@/shared/ui/tags";
import { WideTable } from "@/shared/ui/wide-table";
import classes from "./policies.module.css";
import { type Grid, type Line, toBlocks } from "./policy-blocks";
import { useWords } from "./words";

type Section = Policies["sections"][number];
type Item = Section["items"][number];

/** One matter of the policies: what is said of many things as a table, the rest line by line. */
export function PolicySection({ section }: { section: Section }) {
  const w = useWords();
  const topics: Record<string, string> = w.topics;
  const blocks = toBlocks(section.items);
  return (
    <Panel title={topics[section.topic] ?? section.title} isFlush>
      {blocks.map((block) =>
        block.kind === "line" ? <LineRow key={block.name} line={block} /> : <GridTable key={block.name} grid={block} />,
      )}
    </Panel>
  );
}

function Value({ item }: { item: Item | undefined }) {
  const w = useWords();
  const f = useFormats();
  if (!item) return "–";
  const text = /^[A-Z]{2}$/.test(item.value_text) ? f.country(item.value_text) : item.value_text;
  return (
    <>
      <bdi>{text}</bdi>
      {!item.confirmed && <StateBadge color="yellow">{w.notConfirmed}</StateBadge>}
    </>
  );
}

function LineRow({ line }: { line: Line }) {
  return (
    <dl className={classes.line}>
      <dt>{line.name}</dt>
      <dd>
        {line.values.map((item) => (
          <span key={`${item.field}|${item.value_text}`}>
            <Value item={item} />
          </span>
        ))}
      </dd>
    </dl>
  );
}

function GridTable({ grid }: { grid: Grid }) {
  const f = useFormats();
  const isNamed = grid.rows.some((row) => !row.name.startsWith("#"));
  const name = (text: string) => (/^[A-Z]{2}$/.test(text) ? f.country(text) : text);
  return (
    <WideTable minWidth={Math.min(720, 110 * (grid.columns.length + Number(isNamed)))} label={grid.name}>
      <Table.Thead>
        <Table.Tr>
          {isNamed && <Table.Th>{grid.name}</Table.Th>}
          {grid.columns.map((column) => (
            <Table.Th key={column}>{column}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {grid.rows.map((row) => (
          <Table.Tr key={row.name}>
            {isNamed && <Table.Td fw={550}>{name(row.name)}</Table.Td>}
            {grid.columns.map((column) => (
              <Table.Td key={column}>
                <Value item={row.cells.get(column)} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
