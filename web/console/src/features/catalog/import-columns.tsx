import { Switch, Table, Text } from "@mantine/core";
import type { ImportColumn } from "@/shared/api/types";
import { StateBadge } from "@/shared/ui/tags";
import { WideTable } from "@/shared/ui/wide-table";
import classes from "./imports.module.css";
import { useWords } from "./words";

interface ColumnsProps {
  columns: ImportColumn[];
  open: string[];
  onOpen: (open: string[]) => void;
}

const COLORS = { public: "teal", private: "red", unknown: "gray" } as const;

/** What each column was taken for, and whether shoppers may hear of it. Private and unknown ones come first: they ask for a look. */
export function Columns({ columns, open, onOpen }: ColumnsProps) {
  const w = useWords();
  const sorted = [...columns].sort((a, b) => Number(a.visibility === "public") - Number(b.visibility === "public"));
  const turn = (header: string, isOpen: boolean) => onOpen(isOpen ? [...open, header] : open.filter((each) => each !== header));
  return (
    <>
      {columns.some((column) => column.visibility !== "public") && <p className={classes.note}>{w.privateNote}</p>}
      <WideTable minWidth={640} label={w.columns}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.column}</Table.Th>
            <Table.Th>{w.takenFor}</Table.Th>
            <Table.Th>{w.samples}</Table.Th>
            <Table.Th>{w.shoppers}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((column) => (
            <Table.Tr key={column.header}>
              <Table.Td fw={550}>
                <bdi>{column.header}</bdi>
              </Table.Td>
              <Table.Td>
                {column.taken_for ?? (
                  <Text span c="dimmed">
                    –
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <span className={classes.samples}>
                  {column.samples
                    .filter((sample) => sample !== "")
                    .map((sample, n) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: samples may repeat and never move
                      <bdi key={n} title={sample}>
                        {sample}
                      </bdi>
                    ))}
                </span>
              </Table.Td>
              <Table.Td>
                {column.visibility === "public" ? (
                  <StateBadge color={COLORS.public}>{w.public}</StateBadge>
                ) : (
                  <Switch
                    size="xs"
                    checked={open.includes(column.header)}
                    onChange={(event) => turn(column.header, event.currentTarget.checked)}
                    label={open.includes(column.header) ? w.public : w[column.visibility]}
                    aria-label={`${w.openColumn}: ${column.header}`}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}
