import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// Whatever the tests of a file, and the programs that they start, leave in the temporary folder is removed with it.
const outer = tmpdir();
const folder = mkdtempSync(join(outer, "shipshape-"));
process.env.TMPDIR = folder;

afterAll(() => {
  process.env.TMPDIR = outer;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});
