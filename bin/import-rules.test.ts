import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foldersWithRow, withImportRules } from "./import-rules.mjs";

test("the linter has the rules of the table: `node bin/import-rules.mjs` writes them", () => {
  const configuration = JSON.parse(readFileSync("biome.json", "utf8"));
  expect(withImportRules(configuration)).toEqual(configuration);
});

test("every folder has a row", () => {
  const folders = ["lib", "components"].flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`));
  // Files that only tests import may import everything.
  expect(folders.filter((folder) => folder !== "lib/testing" && !foldersWithRow.includes(folder))).toEqual([]);
});

test("every row is of folders that there are", () => {
  expect(foldersWithRow.filter((folder: string) => !existsSync(folder))).toEqual([]);
});

test("no folder is so full that nobody finds anything in it", () => {
  const all = globSync("{app,bin,components,lib}/**/*.{ts,tsx,mjs}");
  const sizes = Map.groupBy(
    all.filter((file) => !/\.test\.tsx?$/.test(file)),
    (file) => file.slice(0, file.lastIndexOf("/")),
  );
  expect([...sizes].filter(([, files]) => files.length > 45).map(([folder]) => folder)).toEqual([]);
});

test("the index's tables are asked by those only who may: the type of the database has all of them for everybody", () => {
  const mayAsk = /^lib\/(?:registry-index|search|storage|catalog\/lists|testing)\//;
  const asks =
    /(?:From|Into|Table|Join)\("(?:indexed_registry|repository|tag|blob|child_blob|manifest|manifest_blob|content|label|untagged)\b/;
  const others = globSync("lib/**/*.ts").filter((file) => !/\.test\.ts$/.test(file) && !mayAsk.test(file));
  expect(others.filter((file) => asks.test(readFileSync(file, "utf8")))).toEqual([]);
});
