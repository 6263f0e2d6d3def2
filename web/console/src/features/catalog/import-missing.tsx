import { Badge, Group, Table } from "@mantine/core";
import type { ImportPreview } from "@/shared/api/types";
import classes from "./imports.module.css";
import { useWords } from "./words";

/** What shoppers of such goods ask for and the file does not say. */
export function Missing({ missing }: { missing: ImportPreview["missing_facts"] }) {
  const w = useWords();
  return (
    <>
      <p className={classes.note}>{w.missingBody}</p>
      <Table>
        <Table.Tbody>
          {missing.map(({ product, attributes }) => (
            <Table.Tr key={product}>
              <Table.Td fw={550} w="40%">
                <bdi>{product}</bdi>
              </Table.Td>
              <Table.Td>
                <Group gap={6}>
                  {attributes.map((attribute) => (
                    <Badge key={attribute} variant="default" fw={500}>
                      {attribute}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
