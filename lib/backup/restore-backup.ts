import "server-only";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { type Kysely, sql } from "kysely";
import type { Config } from "@/lib/config/config";
import { database, withOtherDatabase } from "@/lib/db/database";
import { listMigrated, type Migrations, migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open-database";
import { pauseAfterRestore } from "@/lib/deletion/journal/change-count";
import { restOlderCopy } from "@/lib/deletion/recover-deletions";
import { AppError } from "@/lib/errors/app-error";
import { lockDataDirectory } from "@/lib/process/data-directory";
import { forgetSweeps } from "@/lib/registry-index/tags/indexed-registry-store";
import { type BackupFacts, createBackupFile, forgetFacts, readBackupFacts, removeDatabaseFile } from "./backup-file";
import { type AnyTables, copyTable, listTables, rowsOfSqlite } from "./copy-tables";

type Into = Pick<Config, "database" | "dataDir">;

export type Restored = BackupFacts & {
  /** The file of the database that was there before; null if there was none. */
  keptAs: string | null;
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
    if (into.database.kind === "postgres") await requireEmpty();
    // A pause too many does no harm, and one too few does.
    await pauseAfterRestore(into.dataDir, await prepare(file, prepared, migrations));
    const end = `.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    placeSecretKey(into.dataDir, facts.secretKey, end);
    if (into.database.kind === "sqlite") return { ...facts, keptAs: swap(prepared, into.database.file, end) };
    await migrate(database(), migrations);
    await fill(prepared, facts);
    return { ...facts, keptAs: null };
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
  await source.backup(prepared).finally(() => source.close());
  forgetFacts(prepared);
  await withOtherDatabase({ kind: "sqlite", file: prepared }, async (copy) => {
    await migrate(copy, migrations);
    // Also for consoles on other machines, which don't see this data directory.
    await restOlderCopy();
    await forgetSweeps();
  });
  const copy = openDatabase<AnyTables>({ kind: "sqlite", file: prepared });
  // Whoever was signed in then may have been signed out since; and no console holds a lease of the copy.
  for (const table of ["sessions", "leases"]) await copy.deleteFrom(table).execute();
  const counted = await copy.selectFrom("deletion_count").select("count").executeTakeFirst();
  await sql`pragma wal_checkpoint(truncate)`.execute(copy);
  await copy.destroy();
  return Number(counted?.count ?? 0);
}

// The data directory is locked: no console has the database open. It isn't opened here either, as it may be damaged.
function swap(prepared: string, file: string, end: string): string | null {
  const exists = existsSync(/*turbopackIgnore: true*/ file);
  for (const log of ["-wal", "-shm", ""])
    if (existsSync(/*turbopackIgnore: true*/ `${file}${log}`))
      renameSync(/*turbopackIgnore: true*/ `${file}${log}`, `${file}${end}${log}`);
  renameSync(/*turbopackIgnore: true*/ prepared, file);
  return exists ? `${file}${end}` : null;
}

async function fill(prepared: string, { secretKey }: BackupFacts): Promise<void> {
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
}

async function shareSecret(db: Kysely<AnyTables>, value: string): Promise<void> {
  await db.deleteFrom("shared_secret").execute();
  await db.insertInto("shared_secret").values({ name: "secret-key", value }).execute();
}

// What a database of PostgreSQL holds would be gone for good, and its audit can't be deleted from.
async function requireEmpty(): Promise<void> {
  if ((await listMigrated(database())).length === 0) return;
  throw new AppError(
    "unavailable",
    "The database has been used by a console already. Create an empty one, set DATABASE_URL to it, and restore there.",
  );
}

// The one that was there belongs to the database that was there, which is kept too.
function placeSecretKey(dataDir: string, secretKey: string, end: string): void {
  const file = join(/*turbopackIgnore: true*/ dataDir, "secret-key");
  const draft = `${file}.restoring`;
  writeFileSync(/*turbopackIgnore: true*/ draft, `${secretKey}\n`, { mode: 0o600, flush: true });
  if (existsSync(/*turbopackIgnore: true*/ file)) renameSync(/*turbopackIgnore: true*/ file, `${file}${end}`);
  renameSync(/*turbopackIgnore: true*/ draft, file);
}
