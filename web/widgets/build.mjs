// Builds dist/: chat.js (ES module), loader.js (one classic script that knows chat.js's version), demo.{js,css,html}.
// Fails when a file outgrows its limit (gzip).
import { createHash } from "node:crypto";
import { copyFile, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const LIMITS = { "loader.js": 10 * 1024, "chat.js": 50 * 1024 };

async function bundle(name, format, { empty = false, define = {} } = {}) {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define,
    json: { namedExports: true },
    build: {
      target: "es2022",
      outDir: "dist",
      emptyOutDir: empty,
      minify: "oxc",
      lib: { entry: entries[name], formats: [format], name: "farshoreLoader", fileName: () => `${name}.js` },
    },
  });
}

const entries = {
  chat: "src/farshore-chat/farshore-chat.ts",
  loader: "src/loader/loader.ts",
  demo: "src/demo/demo.ts",
};

await bundle("chat", "es", { empty: true });
const version = createHash("sha256")
  .update(await readFile("dist/chat.js"))
  .digest("hex")
  .slice(0, 10);
await bundle("loader", "iife", { define: { __CHAT_VERSION__: JSON.stringify(version) } });
await bundle("demo", "es");
await copyFile("src/demo/demo.css", "dist/demo.css");
await copyFile("demo.html", "dist/demo.html");

let total = 0;
let isOver = false;
for (const [file, limit] of Object.entries(LIMITS)) {
  const size = gzipSync(await readFile(`dist/${file}`), { level: 9 }).length;
  total += size;
  isOver ||= size > limit;
  console.log(`${file.padEnd(10)} ${(size / 1024).toFixed(2)} kB gzip (limit ${limit / 1024})`);
}
console.log(`${"total".padEnd(10)} ${(total / 1024).toFixed(2)} kB gzip`);
if (isOver) {
  console.error("A file is over its limit.");
  process.exit(1);
}
