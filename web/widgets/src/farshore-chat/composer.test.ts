import { expect, test } from "vitest";
import { isSendKey } from "./composer";

test.each([
  ["Enter", {}, true],
  ["Enter that picks a candidate", { isComposing: true }, false],
  ["Enter right after a composition in Safari", { keyCode: 229 }, false],
  ["Shift Enter", { shiftKey: true }, false],
  ["Ctrl Enter", { ctrlKey: true }, false],
])("%s sends: %s %s", (_, init, expected) => {
  expect(isSendKey(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, ...init } as KeyboardEventInit))).toBe(expected);
});
