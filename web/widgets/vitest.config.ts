import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { target: "es2022" },
  test: {
    environment: "jsdom",
    restoreMocks: true,
    unstubGlobals: true,
    environmentOptions: { jsdom: { url: "https://shop.example/p/bottle" } },
  },
});
