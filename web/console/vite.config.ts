import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const SERVER = process.env["FARSHORE_URL"] ?? "http://localhost:8765";

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  resolve: { alias: { "@": new URL("src", import.meta.url).pathname } },
  build: { target: "es2022", chunkSizeWarningLimit: 700 },
  server: { proxy: { "/api": { target: SERVER, ws: true }, "/widget": SERVER, "/owner": SERVER } },
  test: { environment: "jsdom", setupFiles: "src/test-setup.ts", restoreMocks: true, unstubGlobals: true, css: false },
});
