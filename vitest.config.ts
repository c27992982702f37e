import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { findPostgres } from "./bin/find-postgres.mjs";
import { findStoreTests } from "./lib/testing/store-tests.mjs";

const here = new URL(".", import.meta.url).pathname;
const hasPostgres = findPostgres() !== null;
if (!hasPostgres) console.warn("PostgreSQL not found: its store tests are left out");

// A machine that is busy with other work is slow, not wrong: tests that wait do so for an event, by
// lib/testing/until.ts. This limit only ends what would never end, and it is the only one.
const isNight = ["KILLS", "LIES", "RACES", "STOPS"].some((name) => name in process.env);
const testTimeout = (isNight ? 12 * 60 : 20) * 60_000;

const slow = ["killed-deletions", "lying-registry", "real-planned-deletions", "stopped-console"];

/** Starts files that take minutes before the others: at the end no other work would be left to run beside them. */
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
    setupFiles: ["lib/testing/forbid-network.ts", "lib/testing/own-temporary-folder.ts"],
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
          include: ["{app,components,lib,bin,bench,server}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.postgres.test.ts"],
        },
      },
      ...(hasPostgres
        ? [
            {
              test: {
                name: "postgres",
                include: findStoreTests(),
                // These tests are about containers and real registries, and take minutes: one kind of database is
                // enough.
                exclude: [
                  "lib/garbage-collection/{docker,kubernetes}*.test.ts",
                  "lib/garbage-collection/kubernetes/**",
                  "lib/deletion/real-*.test.ts",
                  // This test is about registries, over thousands of steps: other tests write the same data on both
                  // databases.
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
