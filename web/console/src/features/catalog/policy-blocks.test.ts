import { expect, test } from "vitest";
import { toBlocks } from "./policy-blocks";

const item = (field: string, value_text: string) => ({ field, value_text, confirmed: true });

test("a list of lanes is a table, one row a lane", () => {
  const [grid] = toBlocks([
    item("shipping.lanes[0].country", "DE"),
    item("shipping.lanes[0].min_days", "7"),
    item("shipping.lanes[1].country", "JP"),
  ]);
  if (grid?.kind !== "grid") throw new Error("no grid");
  expect([grid.name, grid.columns]).toEqual(["lanes", ["country", "min days"]]);
  expect(grid.rows.map((row) => [row.name, ...grid.columns.map((column) => row.cells.get(column)?.value_text)])).toEqual([
    ["#0", "DE", "7"],
    ["#1", "JP", undefined],
  ]);
});

test("what is said per country is a table with the country in front", () => {
  const [grid] = toBlocks([item("returns.by_country.DE.days", "30"), item("returns.by_country.ES.days", "14")]);
  if (grid?.kind !== "grid") throw new Error("no grid");
  expect(grid.rows.map((row) => [row.name, row.cells.get("days")?.value_text])).toEqual([
    ["DE", "30"],
    ["ES", "14"],
  ]);
});

test("a plain list is one line, a single value too", () => {
  const blocks = toBlocks([
    item("payment_methods[0]", "Visa"),
    item("payment_methods[1]", "PayPal"),
    item("returns.condition", "unused"),
  ]);
  expect(blocks.map((block) => block.kind === "line" && [block.name, block.values.map((value) => value.value_text)])).toEqual([
    ["payment methods", ["Visa", "PayPal"]],
    ["condition", ["unused"]],
  ]);
});
