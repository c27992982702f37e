import { defineConfig } from "vitest/config";

const here = new URL(".", import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${here}lib/testing/server-only.ts` },
      { find: /^@\//, replacement: here },
    ],
  },
  test: {
    include: ["{app,components,lib,bin,bench}/**/*.test.{ts,tsx}"],
    env: { LOG_LEVEL: "silent" },
    setupFiles: ["lib/testing/forbid-network.ts"],
    restoreMocks: true,
  },
});
