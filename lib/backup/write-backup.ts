import "server-only";
import { renameSync } from "node:fs";
import SQLite from "better-sqlite3";
import { type Kysely, sql } from "kysely";
import { agreeOnSecret } from "@/lib/auth/shared-secret";
import type { Config } from "@/lib/config/config";
import { database, withOtherDatabase } from "@/lib/db/database";
import { type Migrations, migrate, requireMigrated } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open-database";
import { onShutdown } from "@/lib/process/shutdown";
import { createBackupFile, removeDatabaseFile, sealBackup } from "./backup-file";
import { type AnyTables, copyTable, listTables, rowsOfPostgres } from "./copy-tables";

type From = Pick<Config, "database" | "secretKey" | "version">;

/**
 * Writes a backup of the console's database and its secret key into one new file, as of one moment, also while
 * consoles run. Throws `unavailable` if the file exists or can't be written.
 */
export async function writeBackup(file: string, from: From, migrations: Migrations): Promise<void> {
  createBackupFile(file);
  const partial = `${file}.partial`;
  removeDatabaseFile(partial);
  const remove = () => {
    for (const each of [partial, file]) removeDatabaseFile(each);
  };
  const forget = onShutdown(async () => remove());
  try {
    if (from.database.kind === "sqlite") await copySqlite(from.database.file, partial);
    else await copyPostgres(partial, migrations);
    const secretKey = await agreeOnSecret(from.secretKey);
    sealBackup(partial, { version: from.version, createdAt: new Date().toISOString(), secretKey });
    renameSync(/*turbopackIgnore: true*/ partial, file);
  } catch (error) {
    remove();
    throw error;
  } finally {
    forget();
  }
}

// In one step: it reads one state of the database, which nobody has to wait for, and never begins again.
async function copySqlite(file: string, into: string): Promise<void> {
  const source = new SQLite(file, { fileMustExist: true });
  try {
    createBackupFile(into);
    await source.backup(into, { progress: ({ totalPages }) => totalPages });
  } finally {
    source.close();
  }
}

async function copyPostgres(into: string, migrations: Migrations): Promise<void> {
  await requireMigrated(database(), migrations);
  await withOtherDatabase({ kind: "sqlite", file: into }, (copy) => migrate(copy, migrations));
  const copy = openDatabase<AnyTables>({ kind: "sqlite", file: into }, { durable: false });
  try {
    const tables = await listTables(copy);
    await database<AnyTables>()
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (snapshot) => {
        await sql`set transaction read only`.execute(snapshot);
        for (const table of tables) await copyOne(snapshot, copy, table);
      });
  } finally {
    await copy.destroy();
  }
}

async function copyOne(from: Kysely<AnyTables>, copy: Kysely<AnyTables>, table: string): Promise<void> {
  await copy.transaction().execute(async (to) => {
    // A migration may have put rows there.
    await to.deleteFrom(table).execute();
    await copyTable(rowsOfPostgres(from, table), to, table);
  });
}
