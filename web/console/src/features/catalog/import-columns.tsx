import { Select, Switch, Table } from "@mantine/core";
import type { ImportColumn } from "@/shared/api/types";
import { StateBadge } from "@/shared/ui/tags";
import { WideTable } from "@/shared/ui/wide-table";
import type { Choices } from "./choices";
import { FIELDS, type FieldName, plainName, toChoice, toTarget } from "./fields";
import classes from "./imports.module.css";
import { useWords } from "./words";

interface ColumnsProps {
  columns: ImportColumn[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

/** What each column was taken for, and whether shoppers may hear of it. Private and unknown ones come first: they ask for a look. */
export function Columns({ columns, choices, onChoose }: ColumnsProps) {
  const w = useWords();
  const sorted = [...columns].sort((a, b) => Number(a.visibility === "public") - Number(b.visibility === "public"));
  return (
    <>
      {columns.some((column) => column.visibility !== "public") && <p className={classes.note}>{w.privateNote}</p>}
      <WideTable minWidth={720} label={w.columns}>
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
            <Row key={column.header} column={column} choices={choices} onChoose={onChoose} />
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}

function Row({ column, choices, onChoose }: { column: ImportColumn; choices: Choices; onChoose: ColumnsProps["onChoose"] }) {
  const { header, samples } = column;
  return (
    <Table.Tr>
      <Table.Td fw={550}>
        <bdi>{header}</bdi>
      </Table.Td>
      <Table.Td>
        <TakenFor column={column} choices={choices} onChoose={onChoose} />
      </Table.Td>
      <Table.Td>
        <span className={classes.samples}>
          {samples
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
        <Shoppers column={column} choices={choices} onChoose={onChoose} />
      </Table.Td>
    </Table.Tr>
  );
}

function TakenFor({ column, choices, onChoose }: { column: ImportColumn; choices: Choices; onChoose: ColumnsProps["onChoose"] }) {
  const w = useWords();
  const { header } = column;
  const read = toChoice(column.taken_for);
  const value = toChoice(choices.map[header] ?? column.taken_for);
  const name = (choice: string) => w.fields[choice as FieldName] ?? plainName(choice);
  const all = [...new Set([read, value, "attribute", ...FIELDS, "private", "ignored"])];
  const set = (choice: string | null) => {
    const { [header]: _, ...others } = choices.map;
    onChoose({ ...choices, map: choice && choice !== read ? { ...others, [header]: toTarget(choice, header) } : others });
  };
  return (
    <Select
      size="xs"
      variant="unstyled"
      w={150}
      aria-label={`${w.takenFor}: ${header}`}
      data={all.map((choice) => ({ value: choice, label: name(choice) }))}
      value={value}
      onChange={set}
      searchable
      allowDeselect={false}
      comboboxProps={{ width: 220, position: "bottom-start" }}
    />
  );
}

function Shoppers({ column, choices, onChoose }: { column: ImportColumn; choices: Choices; onChoose: ColumnsProps["onChoose"] }) {
  const w = useWords();
  const { header, visibility } = column;
  const isOpen = choices.open.includes(header);
  if (visibility === "public" && !isOpen) return <StateBadge color="teal">{w.public}</StateBadge>;
  const turn = (on: boolean) =>
    onChoose({ ...choices, open: on ? [...choices.open, header] : choices.open.filter((each) => each !== header) });
  return (
    <Switch
      size="xs"
      className={classes.nowrap}
      checked={isOpen}
      onChange={(event) => turn(event.currentTarget.checked)}
      label={isOpen ? w.public : w[visibility]}
      aria-label={`${w.openColumn}: ${header}`}
    />
  );
}
