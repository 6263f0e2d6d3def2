// @vitest-environment node
import { expect, test } from "vitest";
import { safeUrl, splitLinks } from "./links";

test("the full stop after an address is not part of it", () => {
  expect(splitLinks("See https://shop.example/a. Thanks")).toEqual([
    { text: "See ", href: null },
    { text: "https://shop.example/a", href: "https://shop.example/a" },
    { text: ". Thanks", href: null },
  ]);
});

test("an address in a Chinese sentence ends at the Chinese full stop", () => {
  expect(splitLinks("见https://shop.example/a。谢谢").map((piece) => piece.href)).toEqual([null, "https://shop.example/a", null]);
});

test.each([
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  [" JaVaScRiPt:alert(1)", null],
  ["/files/a.jpg", "https://shop.example/files/a.jpg"],
  [null, null],
])("%s becomes %s", (given, expected) => {
  expect(safeUrl(given, "https://shop.example/")).toBe(expected);
});
