import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface WideTableProps {
  minWidth: number;
  label: string;
  children: ReactNode;
}

/** A table that scrolls sideways on a narrow screen; also by keyboard. */
export function WideTable({ minWidth, label, children }: WideTableProps) {
  return (
    // What scrolls must be reachable by keyboard (WCAG 2.1.1).
    <Table.ScrollContainer minWidth={minWidth} type="native" role="region" aria-label={label} tabIndex={0}>
      <Table>{children}</Table>
    </Table.ScrollContainer>
  );
}
