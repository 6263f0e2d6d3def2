import type { Policies } from "@/shared/api/types";

type Item = Policies["sections"][number]["items"][number];

/** One line: a name and what is said. */
export interface Line {
  kind: "line";
  name: string;
  values: Item[];
}

/** Things of one kind beside each other: shipping lanes, returns per country. */
export interface Grid {
  kind: "grid";
  name: string;
  columns: string[];
  rows: { name: string; cells: Map<string, Item> }[];
}

export type Block = Line | Grid;

const IN_LIST = /^(.*)\[(\d+)\]\.([^.]+)$/;
const LISTED = /^(.*)\[\d+\]$/;

interface Place {
  group: string;
  row: string | null;
  column: string;
}

/** Where a value stands: in a list of records, in a record per country, or by itself. */
function placeOf(field: string): Place {
  const inList = IN_LIST.exec(field);
  if (inList) return { group: inList[1] ?? "", row: `#${inList[2]}`, column: inList[3] ?? "" };
  const listed = LISTED.exec(field);
  if (listed) return { group: listed[1] ?? "", row: null, column: "" };
  const parts = field.split(".");
  if (parts.length < 3) return { group: field, row: null, column: "" };
  return { group: parts.slice(0, -2).join("."), row: parts.at(-2) ?? "", column: parts.at(-1) ?? "" };
}

/** Policies come as paths into the seller's own file; people read tables and lines. */
export function toBlocks(items: Item[]): Block[] {
  const blocks = new Map<string, Block>();
  for (const item of items) {
    const { group, row, column } = placeOf(item.field);
    const name = plain(group);
    if (row === null) {
      const line = blocks.get(`line|${group}`) ?? { kind: "line", name, values: [] };
      if (line.kind === "line") line.values.push(item);
      blocks.set(`line|${group}`, line);
    } else {
      const grid = blocks.get(`grid|${group}`) ?? { kind: "grid", name, columns: [], rows: [] };
      if (grid.kind === "grid") place(grid, row.startsWith("#") ? row : plain(row), plain(column), item);
      blocks.set(`grid|${group}`, grid);
    }
  }
  return [...blocks.values()];
}

function place(grid: Grid, name: string, column: string, item: Item): void {
  if (!grid.columns.includes(column)) grid.columns.push(column);
  const row = grid.rows.find((each) => each.name === name);
  if (row) row.cells.set(column, item);
  else grid.rows.push({ name, cells: new Map([[column, item]]) });
}

/** The seller's own word: the last part of a path, without what only machines need. */
const plain = (path: string): string => (path.split(".").at(-1) ?? path).replaceAll("_", " ");
