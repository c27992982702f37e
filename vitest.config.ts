import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { findPostgres } from "./bin/find-postgres.mjs";
import { findStoreTests } from "./lib/testing/store-tests.mjs";

const here = new URL(".", import.meta.url).pathname;
const hasPostgres = findPostgres() !== null;
if (!hasPostgres) console.warn("PostgreSQL not found: its store tests are left out");

// A machine with other work to do is slow, and not wrong: what waits does so for an event, by lib/testing/until.ts. This
// only ends what would never end, and is the one limit that there is.
const isNight = ["KILLS", "LIES", "RACES", "STOPS"].some((name) => name in process.env);
const testTimeout = (isNight ? 12 * 60 : 20) * 60_000;

const slow = ["killed-deletions", "lying-registry", "real-planned-deletions", "stopped-console"];

/** A file that takes minutes begins before the others: at the end nothing else is left to do beside it. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => slow.some((name) => moduleId.includes(`/${name}.`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${here}lib/testing/server-only.ts` },
      { find: /^@\//, replacement: here },
    ],
  },
  test: {
    env: { LOG_LEVEL: "silent" },
    setupFiles: ["lib/testing/forbid-network.ts"],
    restoreMocks: true,
    sequence: { sequencer: SlowFirst },
    testTimeout,
    hookTimeout: testTimeout,
    // Vitest leaves one processor idle; the tests wait for other processes more than they work.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: "sqlite",
          include: ["{app,components,lib,bin,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.postgres.test.ts"],
        },
      },
      ...(hasPostgres
        ? [
            {
              test: {
                name: "postgres",
                include: findStoreTests(),
                // These are about containers and real registries, and take minutes: one kind of database is enough.
                exclude: [
                  "lib/garbage-collection/{docker,kubernetes}*.test.ts",
                  "lib/garbage-collection/kubernetes/**",
                  "lib/deletion/real-*.test.ts",
                  // This is about registries, at thousands of steps: what it writes, others write on both.
                  "lib/deletion/lying-registry.test.ts",
                ],
                globalSetup: ["lib/testing/database/with-postgres.ts"],
                setupFiles: ["lib/testing/database/use-postgres.ts"],
              },
            },
          ]
        : []),
    ],
  },
});
