import "server-only";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import { type DatabaseLocation, openDatabase } from "./open-database";
import type { Database, Tables } from "./tables";

type Holder = { db: Database | null; location: DatabaseLocation | null };

const holder = () => processWide<Holder>("database", () => ({ db: null, location: null }));

/** Opens the database of this process, or of this worker thread; called once at start. */
export function openProcessDatabase(location: DatabaseLocation, options?: { durable: boolean }): Database {
  const db = openDatabase<Tables>(location, options);
  Object.assign(holder(), { db, location });
  return db;
}

/**
 * Whether the process's database is PostgreSQL, for the few things that it and SQLite can't share. Kysely's own classes
 * don't tell: each bundle has its copy of them.
 */
export function isPostgres(): boolean {
  return holder().location?.kind === "postgres";
}

/** The address of the process's PostgreSQL, for a connection beside the pool. Throws `unavailable` where it has none. */
export function getPostgresUrl(): string {
  const { location } = holder();
  if (location?.kind !== "postgres") throw new AppError("unavailable", "The database is not PostgreSQL.");
  return location.url;
}

/** The column type for bytes. */
export function bytesType(): "blob" | "bytea" {
  return isPostgres() ? "bytea" : "blob";
}

/** What ends a table that is looked up by its primary key only: SQLite then keeps the rows in the key's own order. */
export function keyedTableEnd(): RawBuilder<unknown> {
  return isPostgres() ? sql`` : sql`without rowid`;
}

/** The process's database, with every table, unless a test or a migration brings tables of its own. */
export function database<T = Tables>(): Kysely<T> {
  const { db } = holder();
  if (!db) throw new AppError("unavailable", "The database is not open yet.");
  return db as unknown as Kysely<T>;
}

/** Closes it; the next use fails until it is opened again. */
export async function closeDatabase(): Promise<void> {
  const { db } = holder();
  holder().db = null;
  await db?.destroy();
}
