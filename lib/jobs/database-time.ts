import "server-only";
import { type RawBuilder, sql } from "kysely";
import { isPostgres } from "@/lib/db/database";

/** Returns the SQL of the database's own time in epoch milliseconds: the one clock that several consoles agree on. */
export function databaseTimeMs(): RawBuilder<number> {
  return isPostgres()
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`;
}
