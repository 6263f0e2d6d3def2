// @vitest-environment node
import { expect, test } from "vitest";
import { fieldPath } from "./fields";

test.each([
  ["shipping.lanes[0].min_days", "shipping › min days"],
  ["returns.by_country.DE.days", "returns › by country › DE › days"],
  ["payment_methods[1]", "payment methods"],
  ["运费.线路[2].时效", "运费 › 时效"],
  ["price", "price"],
])("%s reads %s", (field, expected) => {
  expect(fieldPath(field)).toBe(expected);
});
