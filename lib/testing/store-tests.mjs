import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";

const imported = /from "(?:@\/lib\/testing|\.)\/(?:[\w-]+\/)*([\w-]+)"/g;

const importsOf = (file) => [...readFileSync(file, "utf8").matchAll(imported)].map(([, name]) => name);

/** Finds the tests that use `test-database.ts`, directly or through files of this folder: they run on each database. */
export function findStoreTests() {
  const openers = new Set(["test-database"]);
  const opens = (file) => importsOf(file).some((name) => openers.has(name));
  const files = globSync("lib/testing/**/*.ts");
  for (let before = 0; before < openers.size; ) {
    before = openers.size;
    for (const file of files.filter(opens)) openers.add(basename(file, ".ts"));
  }
  const found = globSync("{app,lib}/**/*.test.{ts,tsx}").filter(opens);
  if (found.length === 0) throw new Error("no test opens a database any more: this doesn't find those that do");
  return found;
}
