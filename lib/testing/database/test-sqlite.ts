import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { type Migrations, migrate } from "@/lib/db/migrate";

const templates = new Map<Migrations, Buffer>();

/** Returns a template database with these migrations: copying it is ten times as fast as migrating. */
async function ensureTemplate(folder: string, migrations: Migrations): Promise<Buffer> {
  const known = templates.get(migrations);
  if (known) return known;
  const file = join(folder, "template.db");
  await migrate(openProcessDatabase({ kind: "sqlite", file }), migrations).finally(closeDatabase);
  const bytes = readFileSync(file);
  templates.set(migrations, bytes);
  return bytes;
}

/** Opens a separate database with the migrations as the process's; returns a function that closes and removes it. */
export async function openTestSqlite(migrations: Migrations): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-database-"));
  const file = join(folder, "console.db");
  writeFileSync(file, await ensureTemplate(folder, migrations));
  openProcessDatabase({ kind: "sqlite", file }, { durable: false });
  return async () => {
    await closeDatabase();
    rmSync(folder, { recursive: true, force: true });
  };
}
