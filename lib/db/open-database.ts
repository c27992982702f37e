import "server-only";
import SQLite from "better-sqlite3";
import { Kysely } from "kysely";
import { createPrivate } from "@/lib/process/keep-private";
import { ImmediateSqliteDialect } from "./immediate-sqlite";
import { openPostgres } from "./open-postgres";

export type DatabaseLocation = { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

const always = ["journal_mode = WAL", "foreign_keys = ON", "trusted_schema = OFF"];
const cacheKiB = 16_384;

/**
 * Opens the database. SQLite syncs every commit, as an intent counts only once it is on the disk; with `durable` false
 * a commit survives the process, but perhaps not the machine. It waits at most a second for a lock: the driver blocks
 * its thread meanwhile, and a writer in another thread is done within some ten milliseconds.
 */
export function openDatabase<Tables>(location: DatabaseLocation, { durable = true } = {}): Kysely<Tables> {
  if (location.kind === "postgres") return openPostgres(location.url);
  // SQLite would make it readable by everybody, and creates its log with the same permissions.
  createPrivate(location.file);
  const sqlite = new SQLite(location.file, { timeout: 1_000 });
  // WAL resets `synchronous` to NORMAL on every later open, so each pragma is set on each connection.
  const synchronous = `synchronous = ${durable ? "FULL" : "NORMAL"}`;
  // Digests come in no order: the pages of their tree are spread over the file, and reading one costs a call.
  for (const pragma of [...always, synchronous, `cache_size = ${-cacheKiB}`]) sqlite.pragma(pragma);
  // Writing the log into the database takes a while: the thread that nobody waits for does it first.
  sqlite.pragma(`wal_autocheckpoint = ${durable ? 20_000 : 4_000}`);
  return new Kysely({ dialect: new ImmediateSqliteDialect(sqlite) });
}
