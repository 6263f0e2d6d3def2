import { Table, Text } from "@mantine/core";
import type { ProductSummary } from "@/shared/api/types";
import { useFormats } from "@/shared/format";
import { AnchorLink } from "@/shared/ui/link";
import { StateBadge } from "@/shared/ui/tags";
import { Thumb } from "@/shared/ui/thumb";
import classes from "./products.module.css";
import { useWords } from "./words";

/** Products as table rows; in a preview they have no page yet. */
export function ProductRows({ shop, products }: { shop: string; products: ProductSummary[] }) {
  const w = useWords();
  const f = useFormats();
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{w.product}</Table.Th>
          <Table.Th>{w.price}</Table.Th>
          <Table.Th ta="end" className={classes.wide}>
            {w.variants}
          </Table.Th>
          <Table.Th ta="end" className={classes.wide}>
            {w.stock}
          </Table.Th>
          <Table.Th ta="end">{w.facts}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {products.map((product) => (
          <Table.Tr key={product.handle}>
            <Table.Td>
              <span className={classes.name}>
                <Thumb url={product.image_url} />
                <span>
                  {product.id ? (
                    <AnchorLink to="/$shop/products/$product" params={{ shop, product: product.id }} c="inherit" fw={550}>
                      <bdi>{product.title}</bdi>
                    </AnchorLink>
                  ) : (
                    <Text span fw={550}>
                      <bdi>{product.title}</bdi>
                    </Text>
                  )}
                  {product.status !== "active" && (
                    <StateBadge color={product.status === "draft" ? "yellow" : "gray"}>{w.status[product.status]}</StateBadge>
                  )}
                </span>
              </span>
            </Table.Td>
            <Table.Td className={classes.price}>{product.price_text ?? "–"}</Table.Td>
            <Table.Td ta="end" className={classes.wide}>
              {f.number(product.variants)}
            </Table.Td>
            <Table.Td ta="end" className={classes.wide}>
              {product.stock === null ? (
                "–"
              ) : product.stock === 0 ? (
                <Text span c="red">
                  {w.soldOut}
                </Text>
              ) : (
                f.number(product.stock)
              )}
            </Table.Td>
            <Table.Td ta="end">
              <Text span c={product.facts === 0 ? "red" : "inherit"}>
                {f.number(product.facts)}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
