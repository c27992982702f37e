import "server-only";
import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

/** A database whose tables are in the state before a migration, which no type describes. */
export type MigratingDatabase = Kysely<object>;

export type Migrations = Record<string, Migration>;

/** Brings the schema up to date, in the order of the names. Throws what the failing migration threw. */
export async function migrate<T>(db: Kysely<T>, migrations: Migrations): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
