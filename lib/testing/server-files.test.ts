import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const browserSafe = /^lib\/(?:oci|contract|errors|format|testing)\//;
const files = globSync("lib/**/*.{ts,tsx}").filter(
  (file) => !browserSafe.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file),
);

it("keeps every file of lib but the vocabulary out of the browser", () => {
  const unmarked = files.filter((file) => !readFileSync(file, "utf8").startsWith('import "server-only";\n'));
  expect(files.length).toBeGreaterThan(50);
  expect(unmarked).toEqual([]);
});
