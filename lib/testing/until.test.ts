import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("no unit test waits in a way of its own, with a limit that a busy machine breaks", () => {
  const files = globSync(["{app,components,lib,bin,bench}/**/*.{ts,tsx}"]).filter((file) => !file.includes("/until."));
  const waits = /\bvi\.wait(?:For|Until)\(|\bexpect\s*\.poll\(/;
  expect(files.filter((file) => waits.test(readFileSync(file, "utf8")))).toEqual([]);
});
