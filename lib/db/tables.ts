import "server-only";
import type { Kysely } from "kysely";

/**
 * Every table of the console. Each module adds its own tables, next to their types:
 * `declare module "@/lib/db/tables" { interface Tables extends DeletionTables {} }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: others extend it
export interface Tables {}

/** The console's database, or a transaction in it, with every table. */
export type Database = Kysely<Tables>;
