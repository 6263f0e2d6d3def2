import { expect, test } from "vitest";
import { isOrigin } from "./regions";

test.each([
  ["https://shop.example", true],
  ["https://shop.example/", true],
  ["http://localhost:8000", true],
  ["https://shop.example/path", false],
  ["shop.example", false],
  ["javascript:alert(1)", false],
  ["*", false],
])("%s is an origin: %s", (text, expected) => {
  expect(isOrigin(text)).toBe(expected);
});
