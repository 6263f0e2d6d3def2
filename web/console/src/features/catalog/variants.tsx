import { Table, Text } from "@mantine/core";
import type { Product } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { Panel } from "@/shared/ui/page";
import { WideTable } from "@/shared/ui/wide-table";
import { useWords } from "./words";

/** What one can buy: options, price, and how many there are. */
export function Variants({ variants }: { variants: Product["variants"] }) {
  const w = useWords();
  const f = useFormats();
  if (variants.length === 0) return null;
  const asOf = variants.map((variant) => variant.stock_as_of).find((at) => at !== null);
  const note = asOf && (
    <Text fz={12} c="dimmed" title={f.dateTime(asOf)}>
      {w.stock} {w.asOf(f.ago(asOf))}
    </Text>
  );
  return (
    <Panel title={`${w.variants} · ${variants.length}`} isFlush actions={note}>
      <WideTable minWidth={460} label={w.variants}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.option}</Table.Th>
            <Table.Th>{w.sku}</Table.Th>
            <Table.Th ta="end">{w.price}</Table.Th>
            <Table.Th ta="end">{w.stock}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {variants.map((variant) => (
            <Table.Tr key={variant.id}>
              <Table.Td fw={550}>
                <bdi>{variant.options.map((option) => option.value).join(" / ") || variant.title}</bdi>
              </Table.Td>
              <Table.Td ff="monospace" fz={12.5} c="dimmed">
                {variant.sku ?? "–"}
              </Table.Td>
              <Table.Td ta="end">
                {variant.compare_at_text && (
                  <Text span td="line-through" c="dimmed" me={8} title={w.was}>
                    {variant.compare_at_text}
                  </Text>
                )}
                {variant.price_text ?? "–"}
              </Table.Td>
              <Table.Td ta="end">
                {variant.stock === null ? (
                  "–"
                ) : variant.stock === 0 ? (
                  <Text span c="red">
                    {w.soldOut}
                  </Text>
                ) : (
                  f.number(variant.stock)
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  );
}
