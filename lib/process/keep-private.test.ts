import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "@/lib/db/open-database";
import { lockDataDirectory } from "./data-directory";

let parent: string;
let dataDir: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "shipshape-private-"));
  dataDir = join(parent, "data");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const modeOf = (...path: string[]) => (statSync(join(dataDir, ...path)).mode & 0o7777).toString(8);
function write(mode: number, ...path: string[]): void {
  writeFileSync(join(dataDir, ...path), "x");
  chmodSync(join(dataDir, ...path), mode);
}

it("makes a new database and all that belongs to it for its owner only, in a folder that anybody may read", async () => {
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
  write(0o644, "somebody-elses");
  const unlock = await lockDataDirectory(dataDir);
  const db = openDatabase<{ t: { a: number } }>({ kind: "sqlite", file: join(dataDir, "shipshape.db") });
  await db.schema.createTable("t").addColumn("a", "integer").execute();
  for (const file of ["shipshape.db", "shipshape.db-wal", "shipshape.db-shm", "lock", "lock-holder"])
    expect(`${file} ${modeOf(file)}`).toBe(`${file} 600`);
  expect(modeOf("somebody-elses")).toBe("644");
  expect(modeOf()).toBe("755");
  await db.destroy();
  unlock();
});

it("mends what an earlier version or a copy left open to others", async () => {
  mkdirSync(join(dataDir, "registry", "storage"), { recursive: true });
  for (const folder of [dataDir, join(dataDir, "registry")]) chmodSync(folder, 0o755);
  const files = [
    ...["shipshape.db", "shipshape.db-wal", "shipshape.db-shm", "shipshape.db.bak", "secret-key", "initialised"],
    ...["registry/config.yml", "registry/http-secret", "registry/registry.log", "registry/registry.log.1"],
  ];
  for (const file of files) write(0o644, file);
  (await lockDataDirectory(dataDir))();
  for (const file of files) expect(`${file} ${modeOf(file)}`).toBe(`${file} 600`);
  expect(modeOf("registry")).toBe("700");
  expect(modeOf()).toBe("700");
});

it("follows no link, and takes nothing from a folder that all share", async () => {
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o1777);
  const elsewhere = join(parent, "elsewhere");
  writeFileSync(elsewhere, "x");
  chmodSync(elsewhere, 0o644);
  symlinkSync(elsewhere, join(dataDir, "secret-key"));
  (await lockDataDirectory(dataDir))();
  expect((statSync(elsewhere).mode & 0o777).toString(8)).toBe("644");
  expect(modeOf()).toBe("1777");
});
