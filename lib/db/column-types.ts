import "server-only";
import type { Kysely } from "kysely";

/** The column type for bytes, which SQLite and PostgreSQL name differently. */
export function bytesType(db: Kysely<unknown>): "blob" | "bytea" {
  return db.getExecutor().adapter.constructor.name === "PostgresAdapter" ? "bytea" : "blob";
}
