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
 * Runs something with another database in place of the process's, such as migrations, which differ by kind. Nothing else
 * may use the process's database meanwhile: only for a process that serves no pages.
 */
export async function withOtherDatabase<T>(location: DatabaseLocation, use: (db: Database) => Promise<T>): Promise<T> {
  const before = { ...holder() };
  const db = openProcessDatabase(location);
  try {
    return await use(db);
  } finally {
    await db.destroy();
    Object.assign(holder(), before);
  }
}

/**
 * Returns true if the process's database is PostgreSQL, for the few things that it and SQLite can't share. Kysely's own
 * classes can't be compared instead: each bundle has its copy of them.
 */
export function isPostgres(): boolean {
  return holder().location?.kind === "postgres";
}

/**
 * Returns the address of the process's PostgreSQL, for a connection beside the pool. Throws `unavailable` without one.
 */
export function getPostgresUrl(): string {
  const { location } = holder();
  if (location?.kind !== "postgres") throw new AppError("unavailable", "The database is not PostgreSQL.");
  return location.url;
}

/** Returns the column type for bytes. */
export function bytesType(): "blob" | "bytea" {
  return isPostgres() ? "bytea" : "blob";
}

/**
 * Returns the end of the definition of a table that is read by primary key only: SQLite then stores it in key order.
 */
export function keyedTableEnd(): RawBuilder<unknown> {
  return isPostgres() ? sql`` : sql`without rowid`;
}

/** Returns the process's database with every table; a test or a migration may name other tables. */
export function database<T = Tables>(): Kysely<T> {
  const { db } = holder();
  if (!db) throw new AppError("unavailable", "The database is not open yet.");
  return db as unknown as Kysely<T>;
}

/** Closes the database; the next use fails until it is opened again. */
export async function closeDatabase(): Promise<void> {
  const { db } = holder();
  holder().db = null;
  await db?.destroy();
}
