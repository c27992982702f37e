import "server-only";
import { type Kysely, PostgresAdapter, type RawBuilder, sql } from "kysely";

/** The database's own time in epoch milliseconds: the one clock that several consoles agree on. */
export function databaseTimeMs<Tables>(db: Kysely<Tables>): RawBuilder<number> {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`;
}
