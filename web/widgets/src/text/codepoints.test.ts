// @vitest-environment node
import { expect, test } from "vitest";
import { excerpt } from "./codepoints";

test("a span after an emoji is cut in code points, not in UTF-16 units", () => {
  expect(excerpt("💧💧 holds 750 ml here", 9, 15)).toEqual({ before: "💧💧 holds ", marked: "750 ml", after: " here" });
});

test("only the line of the span is shown", () => {
  expect(excerpt("first\nCapacity: 750 ml\nlast", 16, 22)).toEqual({ before: "Capacity: ", marked: "750 ml", after: "" });
});

test("long context is cut at a space and says so", () => {
  const cut = excerpt(`${"aaaa ".repeat(20)}MARK${" bbbb".repeat(20)}`, 100, 104, 12);
  expect(cut).toEqual({ before: "… aaaa aaaa ", marked: "MARK", after: " bbbb bbbb …" });
});

test("a span outside the text marks nothing and does not fail", () => {
  expect(excerpt("short", 90, 99)).toEqual({ before: "short", marked: "", after: "" });
});
