// Lays a .gz beside each text file of a folder, for the server to send as it is: `node gzip.mjs dist`.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|svg|html)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
}
