import "server-only";
import SQLite from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import pg from "pg";

export type DatabaseLocation = { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

/**
 * Opens the database. SQLite waits at most 100 ms for a lock, as the driver blocks the whole process meanwhile, and
 * syncs every commit: an intent that is not on the disk is no intent.
 */
export function openDatabase<Tables>(location: DatabaseLocation): Kysely<Tables> {
  if (location.kind === "postgres") {
    pg.types.setTypeParser(pg.types.builtins.INT8, Number);
    return new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: location.url }) }) });
  }
  const sqlite = new SQLite(location.file, { timeout: 100 });
  // WAL resets `synchronous` to NORMAL on every later open, so each pragma is set on each connection.
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"])
    sqlite.pragma(pragma);
  return new Kysely({ dialect: new SqliteDialect({ database: sqlite }) });
}
