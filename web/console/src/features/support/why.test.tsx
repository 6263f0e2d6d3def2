import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Trace } from "@/shared/api/types";
import { renderInConsole } from "@/shared/testing";
import { Why } from "./why";

const trace: Trace = {
  question: "¿Es apta para lavavajillas?",
  answer: "No, lávala a mano.",
  lang: "es",
  lang_scores: [{ id: "es", score: 0.97 }],
  clauses: [
    {
      text: "¿Es apta para lavavajillas?",
      intents: [{ id: "product.care", score: 0.9 }],
      attributes: [],
      product: { handle: "b", title: "Bottle", how: "page" },
      variant: null,
    },
  ],
  plan: [
    {
      claim: "dishwasher_safe",
      value_text: "No",
      evidence: [
        {
          product: "Bottle",
          kind: "fact",
          field: "Care",
          value: "No",
          quote: "not dishwasher safe",
          source: { text: "💧 Hand wash: not dishwasher safe.", start: 13, end: 32 },
        },
      ],
    },
  ],
  guard: { ok: false, problems: ["“2” has no evidence"] },
  confidence: 0.4,
  threshold: 0.62,
  handoff: true,
  reason: "low_confidence",
  took_ms: 12,
  steps: [{ name: "detect", ms: 1 }],
};

test("each claim stands beside the words it rests on, marked to the letter after an emoji", () => {
  const { container } = renderInConsole(<Why trace={trace} />);
  expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["not dishwasher safe"]);
});

test("what the guard found and why it was handed over are said, in the seller's language", () => {
  renderInConsole(<Why trace={trace} />, "zh-Hans");
  expect(screen.getByText("“2” has no evidence")).toBeTruthy();
  expect(screen.getByText("把握不足，已转人工")).toBeTruthy();
  expect(screen.getByText("low_confidence")).toBeTruthy();
});
