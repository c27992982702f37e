import "server-only";
import type { Kysely } from "kysely";
import { AppError } from "@/lib/errors/app-error";
import { processWide } from "@/lib/process/process-wide";
import { type DatabaseLocation, openDatabase } from "./open-database";

type Holder = { db: Kysely<unknown> | null };

const holder = () => processWide<Holder>("database", () => ({ db: null }));

/** Opens the process's database; called once at start. */
export function openProcessDatabase(location: DatabaseLocation): Kysely<unknown> {
  const db = openDatabase<unknown>(location);
  holder().db = db;
  return db;
}

/** The process's database, seen through the tables that the calling store owns. */
export function database<Tables>(): Kysely<Tables> {
  const { db } = holder();
  if (!db) throw new AppError("unavailable", "The database is not open yet.");
  return db as unknown as Kysely<Tables>;
}

/** Closes it; the next use fails until it is opened again. */
export async function closeDatabase(): Promise<void> {
  const { db } = holder();
  holder().db = null;
  await db?.destroy();
}
