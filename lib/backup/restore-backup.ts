import "server-only";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { type Kysely, sql } from "kysely";
import type { Config } from "@/lib/config/config";
import { database, withOtherDatabase } from "@/lib/db/database";
import { type Migrations, migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open-database";
import { pauseAfterRestore } from "@/lib/deletion/journal/change-count";
import { AppError } from "@/lib/errors/app-error";
import { lockDataDirectory } from "@/lib/process/data-directory";
import { type BackupFacts, createBackupFile, forgetFacts, readBackupFacts, removeDatabaseFile } from "./backup-file";
import { copyTable, listTables, rowsOfSqlite } from "./copy-tables";

type AnyTables = Record<string, Record<string, unknown>>;
type Into = Pick<Config, "database" | "dataDir">;

export type Restored = BackupFacts & {
  /** The database that was there before, if it was kept. */ keptAs: string | null;
};

/**
 * Puts a backup in place of the console's database, on SQLite or PostgreSQL, wherever it comes from. Nobody stays signed
 * in, and what was running when the backup was made is paused. A database of SQLite that was there before is kept beside;
 * one of PostgreSQL has to be empty. Throws `unavailable` for a damaged backup, one of a newer version, and while a
 * console runs; then nothing is changed.
 */
export async function restoreBackup(file: string, into: Into, migrations: Migrations): Promise<Restored> {
  const facts = readBackupFacts(file);
  const newer = facts.migrations.filter((name) => !(name in migrations));
  if (newer.length > 0)
    throw new AppError(
      "unavailable",
      `The backup was made by a newer version of the console (${facts.version}). Install that version, then restore.`,
    );
  const unlock = await lockDataDirectory(into.dataDir);
  const prepared = join(/*turbopackIgnore: true*/ into.dataDir, "shipshape.db.restoring");
  try {
    const counted = await prepare(file, prepared, migrations);
    const keptAs =
      into.database.kind === "sqlite" ? swap(prepared, into.database.file) : await fillEmpty(prepared, facts);
    keepSecretKey(into.dataDir, facts.secretKey);
    await pauseAfterRestore(into.dataDir, counted);
    return { ...facts, keptAs };
  } finally {
    removeDatabaseFile(prepared);
    unlock();
  }
}

/** Returns how many steps of deleting the backup has counted. */
async function prepare(file: string, prepared: string, migrations: Migrations): Promise<number> {
  removeDatabaseFile(prepared);
  createBackupFile(prepared);
  const source = new SQLite(file, { readonly: true, fileMustExist: true });
  await source.backup(prepared);
  source.close();
  forgetFacts(prepared);
  await withOtherDatabase({ kind: "sqlite", file: prepared }, (copy) => migrate(copy, migrations));
  const copy = openDatabase<AnyTables>({ kind: "sqlite", file: prepared });
  // Whoever was signed in then may have been signed out since; and no console holds a lease of the copy.
  for (const table of ["sessions", "leases"]) await copy.deleteFrom(table).execute();
  const counted = await copy.selectFrom("deletion_count").select("count").executeTakeFirst();
  await sql`pragma wal_checkpoint(truncate)`.execute(copy);
  await copy.destroy();
  return Number(counted?.count ?? 0);
}

// The data directory is locked: no console has the database open.
function swap(prepared: string, file: string): string | null {
  let keptAs: string | null = null;
  if (existsSync(/*turbopackIgnore: true*/ file)) {
    const before = new SQLite(file);
    before.pragma("wal_checkpoint(TRUNCATE)");
    before.close();
    keptAs = `${file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    renameSync(/*turbopackIgnore: true*/ file, keptAs);
  }
  removeDatabaseFile(file);
  renameSync(/*turbopackIgnore: true*/ prepared, file);
  return keptAs;
}

async function fillEmpty(prepared: string, { secretKey }: BackupFacts): Promise<null> {
  await requireEmpty();
  const copy = openDatabase<AnyTables>({ kind: "sqlite", file: prepared });
  try {
    const tables = await listTables(copy);
    await database<AnyTables>()
      .transaction()
      .execute(async (to) => {
        // Migrations put rows into some tables; nobody can delete from the audit.
        for (const table of tables) if (table !== "audit") await to.deleteFrom(table).execute();
        for (const table of tables) await copyTable(rowsOfSqlite(copy, table), to, table);
        await shareSecret(to, secretKey);
      });
  } finally {
    await copy.destroy();
  }
  return null;
}

async function shareSecret(db: Kysely<AnyTables>, value: string): Promise<void> {
  await db.deleteFrom("shared_secret").execute();
  await db.insertInto("shared_secret").values({ name: "secret-key", value }).execute();
}

// What a database of PostgreSQL holds would be gone for good, and its audit can't be deleted from.
async function requireEmpty(): Promise<void> {
  for (const table of ["people", "audit"])
    if (await database<AnyTables>().selectFrom(table).selectAll().limit(1).executeTakeFirst())
      throw new AppError(
        "unavailable",
        "The database has been used by a console already. Create an empty one, set DATABASE_URL to it, and restore there.",
      );
}

function keepSecretKey(dataDir: string, secretKey: string): void {
  const file = join(/*turbopackIgnore: true*/ dataDir, "secret-key");
  writeFileSync(/*turbopackIgnore: true*/ file, `${secretKey}\n`, { mode: 0o600 });
}
