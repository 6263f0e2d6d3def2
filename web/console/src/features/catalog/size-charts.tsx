import { Badge, Table } from "@mantine/core";
import type { Product } from "@/shared/api/types";
import { Panel } from "@/shared/ui/page";
import { WideTable } from "@/shared/ui/wide-table";
import { useWords } from "./words";

/** Size charts with their axes. */
export function SizeCharts({ charts }: { charts: Product["size_charts"] }) {
  const w = useWords();
  return charts.map((chart) => (
    <Panel
      key={chart.title}
      title={chart.title ? `${w.sizeChart}: ${chart.title}` : w.sizeChart}
      isFlush
      actions={chart.unit && <Badge variant="default">{chart.unit}</Badge>}
    >
      <WideTable minWidth={420} label={chart.title}>
        <Table.Thead>
          <Table.Tr>
            {chart.columns.map((column, n) => (
              <Table.Th key={column} ta={n ? "end" : "start"}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {chart.rows.map((row) => (
            <Table.Tr key={row.join("|")}>
              {row.map((cell, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns do not move
                <Table.Td key={n} ta={n ? "end" : "start"} fw={n ? 400 : 600}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  ));
}
