import { expect, test } from "vitest";
import { cutSpans } from "./cut-spans";

test("overlapping spans become pieces, each with the shortest span first", () => {
  const pieces = cutSpans("💧 holds 750 ml", [
    { id: "whole", start: 2, end: 14 },
    { id: "value", start: 8, end: 11 },
  ]);
  expect(pieces).toEqual([
    { start: 0, text: "💧 ", ids: [] },
    { start: 2, text: "holds ", ids: ["whole"] },
    { start: 8, text: "750", ids: ["value", "whole"] },
    { start: 11, text: " ml", ids: ["whole"] },
  ]);
});

test("a span outside the text is left out", () => {
  expect(cutSpans("abc", [{ id: "x", start: 2, end: 9 }])).toEqual([{ start: 0, text: "abc", ids: [] }]);
});
