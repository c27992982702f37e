import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { serverArgs } from "./server-args.mjs";

const limitOf = (NODE_OPTIONS?: string) => {
  const env = { ...process.env, NODE_OPTIONS };
  const script = "process.stdout.write(String(v8.getHeapStatistics().heap_size_limit / 2 ** 20))";
  return Number(execFileSync(process.execPath, [...serverArgs(env), "-e", script], { env, encoding: "utf8" }));
};

test("the heap of the server is limited, and an operator's own limit counts", () => {
  expect(limitOf()).toBeLessThan(1_000);
  expect(limitOf("--max-old-space-size=2000")).toBeGreaterThan(1_900);
  expect(limitOf("--max_old_space_size=2000")).toBeGreaterThan(1_900);
});
