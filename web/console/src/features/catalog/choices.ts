/** What the seller decided about the columns of a file. */
export interface Choices {
  /** Headers opened to shoppers. */
  open: string[];
  /** Header to what it is: a field of ours, "private", "ignored", "attribute:NAME". */
  map: Record<string, string>;
}

export const noChoices: Choices = { open: [], map: {} };

export const isSame = (a: Choices, b: Choices): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

export const count = ({ open, map }: Choices): number => new Set([...open, ...Object.keys(map)]).size;

const sorted = ({ open, map }: Choices) => [[...open].sort(), Object.entries(map).sort(([a], [b]) => a.localeCompare(b))];

interface Kept {
  file: File;
  choices: Choices;
}

// Files that were dropped in this page's life: to read one again with other choices it is sent once more.
const files = new Map<string, Kept>();

export const keep = (importId: string, file: File, choices: Choices): void => {
  files.set(importId, { file, choices });
};

export const kept = (importId: string): Kept | undefined => files.get(importId);
