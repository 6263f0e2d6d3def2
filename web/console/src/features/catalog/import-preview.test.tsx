import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { renderInConsole } from "@/shared/testing";
import { noChoices } from "./choices";
import { toChoice, toTarget } from "./fields";
import { Columns } from "./import-columns";
import { Problems } from "./import-problems";

const columns = [
  { header: "Title", taken_for: "title", visibility: "public" as const, samples: ["Bottle"] },
  { header: "采购价", taken_for: "cost", visibility: "private" as const, samples: ["6.10", ""] },
];

test("private columns come first, are closed, and open by the seller's hand alone", () => {
  const onChoose = vi.fn();
  renderInConsole(<Columns columns={columns} choices={noChoices} onChoose={onChoose} />);
  const headers = screen.getAllByRole("row").map((row) => row.querySelector("td bdi")?.textContent);
  expect(headers).toEqual([undefined, "采购价", "Title"]);
  const open = screen.getByLabelText("Open to shoppers: 采购价") as HTMLInputElement;
  expect(open.checked).toBe(false);
  fireEvent.click(open);
  expect(onChoose.mock.calls).toEqual([[{ open: ["采购价"], map: {} }]]);
});

test("a public column has no switch", () => {
  renderInConsole(<Columns columns={columns.slice(0, 1)} choices={noChoices} onChoose={() => undefined} />);
  expect(screen.queryByRole("switch")).toBeNull();
});

test("a problem names row, column, value and what to do", () => {
  const problem = {
    row: 14,
    column: "Variant Price",
    value: "6,4.00",
    message: "Unreadable.",
    what_to_do: "Write 64.00.",
    severity: "error" as const,
  };
  renderInConsole(<Problems problems={[problem, { ...problem, row: null, value: null }]} />);
  const cells = screen.getAllByRole("row").map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent));
  expect(cells.slice(1)).toEqual([
    ["14", "Variant Price", "6,4.00", "Unreadable.", "Write 64.00.", "Error"],
    ["Whole file", "Variant Price", "", "Unreadable.", "Write 64.00.", "Error"],
  ]);
});

test.each([
  [null, "unknown"],
  ["attribute:Care", "attribute"],
  ["price", "price"],
])("a column taken for %s shows as %s", (takenFor, choice) => {
  expect(toChoice(takenFor)).toBe(choice);
});

test("a column made a fact keeps its own name", () => {
  expect([toTarget("attribute", "包装清单"), toTarget("price", "售价")]).toEqual(["attribute:包装清单", "price"]);
});
