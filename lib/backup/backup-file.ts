import "server-only";
import { accessSync, closeSync, constants, openSync, rmSync } from "node:fs";
import SQLite from "better-sqlite3";
import { AppError } from "@/lib/errors/app-error";

/** What a backup says of itself, in a table of its own. */
export type BackupFacts = { version: string; createdAt: string; secretKey: string };

// A backup is an SQLite database with the console's tables, whichever database it comes from.
const table = "shipshape_backup";

/** Creates an empty file that only its owner may read. Throws `unavailable` if there is one. */
export function createBackupFile(file: string): void {
  try {
    closeSync(openSync(/*turbopackIgnore: true*/ file, "wx", 0o600));
  } catch (cause) {
    throw unusable(file, cause);
  }
}

/** Adds the facts and makes it one file, without a log beside it. */
export function sealBackup(file: string, facts: BackupFacts): void {
  const backup = new SQLite(file, { fileMustExist: true });
  try {
    backup.pragma("journal_mode = DELETE");
    backup.exec(`create table ${table} (name text primary key, value text not null)`);
    const insert = backup.prepare(`insert into ${table} values (?, ?)`);
    for (const [name, value] of Object.entries(facts)) insert.run(name, value);
    requireWhole(backup, file);
  } finally {
    backup.close();
  }
}

/**
 * Returns what a backup says of itself, and the names of the migrations that made its tables. Throws `unavailable` for
 * a file that is damaged or no backup.
 */
export function readBackupFacts(file: string): BackupFacts & { migrations: string[] } {
  let backup: SQLite.Database;
  try {
    // SQLite doesn't say why it can't open a file.
    accessSync(/*turbopackIgnore: true*/ file, constants.R_OK);
    backup = new SQLite(file, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw unusable(file, cause);
  }
  try {
    requireWhole(backup, file);
    const rows = backup.prepare(`select name, value from ${table}`).all() as { name: string; value: string }[];
    const {
      version = "",
      createdAt = "",
      secretKey = "",
    } = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    if (!/^[0-9a-f]{64}$/.test(secretKey)) throw new Error("it holds no secret key");
    const migrations = backup.prepare("select name from kysely_migration").pluck().all() as string[];
    return { version, createdAt, secretKey, migrations };
  } catch (cause) {
    throw unusable(file, cause);
  } finally {
    backup.close();
  }
}

/** Removes the table of the facts from a copy of a backup, which becomes the console's database. */
export function forgetFacts(file: string): void {
  const copy = new SQLite(file, { fileMustExist: true });
  try {
    copy.exec(`drop table ${table}`);
  } finally {
    copy.close();
  }
}

export function removeDatabaseFile(file: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"])
    rmSync(/*turbopackIgnore: true*/ `${file}${end}`, { force: true });
}

const reasons: Record<string, string> = {
  EEXIST: "FILE exists already.",
  ENOENT: "There is no file FILE.",
  EACCES: "The console may not read FILE: it belongs to another user.",
};

function requireWhole(database: SQLite.Database, file: string): void {
  const found = database.pragma("integrity_check(1)", { simple: true });
  if (found !== "ok") throw new AppError("unavailable", `${file} is damaged: ${String(found)}.`);
}

function unusable(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const reason = reasons[code] ?? `${file} can't be used: ${message}.`;
  const detail = reason.replace("FILE", file);
  return new AppError("unavailable", detail, { cause });
}
