// Files that were dropped in this page's life: to read one again with other options it is sent once more.
const files = new Map<string, File>();

export const keepFile = (importId: string, file: File): void => {
  files.set(importId, file);
};

export const keptFile = (importId: string): File | undefined => files.get(importId);
