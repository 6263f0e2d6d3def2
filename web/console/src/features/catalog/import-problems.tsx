import { Table } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { ImportProblem } from "@/shared/api/types";
import { Empty } from "@/shared/ui/page";
import { StateBadge } from "@/shared/ui/tags";
import classes from "./imports.module.css";
import { useWords } from "./words";

/** Each problem by its place in the file: row, column, value, and what to do. */
export function Problems({ problems }: { problems: ImportProblem[] }) {
  const w = useWords();
  if (problems.length === 0)
    return (
      <Empty icon={<IconCircleCheck size={28} stroke={1.5} />} title={w.noProblems}>
        {""}
      </Empty>
    );
  return (
    <Table className={classes.stack}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{w.row}</Table.Th>
          <Table.Th>{w.column}</Table.Th>
          <Table.Th>{w.value}</Table.Th>
          <Table.Th>{w.whatIsWrong}</Table.Th>
          <Table.Th>{w.whatToDo}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {problems.map((problem, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one place may have two problems; the list never moves
          <Table.Tr key={n}>
            <Table.Td fw={600} data-label={w.row}>
              {problem.row ?? w.wholeFile}
            </Table.Td>
            <Table.Td data-label={w.column}>{problem.column ?? "–"}</Table.Td>
            <Table.Td>{problem.value !== null && <bdi className={classes.value}>{problem.value || " "}</bdi>}</Table.Td>
            <Table.Td data-wide>{problem.message}</Table.Td>
            <Table.Td c="dimmed" data-wide>
              {problem.what_to_do}
            </Table.Td>
            <Table.Td>
              <StateBadge color={problem.severity === "error" ? "red" : "yellow"}>{w[problem.severity]}</StateBadge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
