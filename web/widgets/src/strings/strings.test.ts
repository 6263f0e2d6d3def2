// @vitest-environment node
import { expect, test } from "vitest";
import { labels } from "../loader/labels";
import { languages } from ".";
import { matchLanguage } from "./match";

test("every language says everything, and says it itself", () => {
  const keys = Object.keys(languages["en"] ?? {});
  expect(Object.keys(languages)).toHaveLength(19);
  for (const [tag, strings] of Object.entries(languages)) {
    expect([tag, Object.keys(strings)]).toEqual([tag, keys]);
    for (const [key, text] of Object.entries(strings))
      expect([tag, key, text.trim() === text && text !== ""]).toEqual([tag, key, true]);
    if (tag !== "en") expect([tag, strings.disclosure === languages["en"]?.disclosure]).toEqual([tag, false]);
  }
  expect(Object.keys(labels)).toEqual(Object.keys(languages));
});

test.each([
  ["zh-CN", "zh-Hans"],
  ["zh-TW", "zh-Hant"],
  ["zh-Hant-HK", "zh-Hant"],
  ["zh", "zh-Hans"],
  ["pt-PT", "pt-BR"],
  ["es-MX", "es"],
  ["en_GB", "en"],
  ["sv", "en"],
  [null, "en"],
])("a shopper with %s reads %s", (tag, expected) => {
  expect(matchLanguage(tag, Object.keys(languages))).toBe(expected);
});
