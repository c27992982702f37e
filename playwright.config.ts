import { basename } from "node:path";
import { defineConfig } from "@playwright/test";
import { findRegistryBinaries } from "@/bin/find-registry.mjs";
import type { ConsoleOptions } from "@/e2e/fixtures";

// Set when the system's Chromium is used (bin/test.mjs); otherwise Playwright brings its own browser.
const chromium = process.env.PLAYWRIGHT_CHROMIUM || undefined;
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const [first, ...others] = await findRegistryBinaries();

export default defineConfig<ConsoleOptions>({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // A machine that is busy with other work is slow, not wrong.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: chromium ? { executablePath: chromium, args: quiet } : {},
  },
  // Every journey runs on the first registry found; those tagged @every-registry also run on the others.
  projects: [
    { name: first ? basename(first.path) : "docker", use: { registry: first ?? null } },
    ...others.map((registry) => ({ name: registry.path, grep: /@every-registry/, use: { registry } })),
  ],
});
