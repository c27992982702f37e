import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { lte } from "semver";
import { expect, test } from "vitest";
import { openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import packageJson from "@/package.json";
import { migrations } from "./migrations";

// The schema of each released version, as its users have it. A file is never changed once its version is released.
const folder = join(import.meta.dirname, "released-schemas");
const released = readdirSync(folder).map((name) => name.replace(/\.sql$/, ""));

const schemaOf = (database: SQLite.Database) =>
  database
    .prepare("select sql from sqlite_master where sql is not null and name not like 'kysely%' order by sql")
    .pluck()
    .all() as string[];

async function migrated(file: string): Promise<string[]> {
  const db = openProcessDatabase({ kind: "sqlite", file });
  await migrate(db, migrations);
  await db.destroy();
  const database = new SQLite(file, { readonly: true });
  const schema = schemaOf(database);
  database.close();
  return schema;
}

test("this version is among the released, or comes after them", () => {
  expect(released.length).toBeGreaterThan(0);
  expect(released.every((version) => lte(version, packageJson.version))).toBe(true);
});

test.each(released)("a database of version %s becomes what a new one is", async (version) => {
  const own = mkdtempSync(join(tmpdir(), "shipshape-schemas-"));
  const [old, fresh] = [join(own, "old.db"), join(own, "fresh.db")];
  const database = new SQLite(old);
  database.exec(readFileSync(join(folder, `${version}.sql`), "utf8"));
  database.close();
  expect(await migrated(old)).toEqual(await migrated(fresh));
});
