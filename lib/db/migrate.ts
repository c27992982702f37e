import "server-only";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { AppError } from "@/lib/errors/app-error";

/** A database whose tables are in the state before a migration, which no type describes. */
export type MigratingDatabase = Kysely<object>;

export type Migrations = Record<string, Migration>;

/**
 * Brings the schema up to date, in the order of the names. Throws `unavailable` for a database that a newer version has
 * used, and what the failing migration threw.
 */
export async function migrate<T>(db: Kysely<T>, migrations: Migrations): Promise<void> {
  await requireKnown(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Returns the names of the migrations that a database has had; none if no console has used it. */
export async function listMigrated<T>(db: Kysely<T>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

/** Throws `unavailable` unless the database has exactly these migrations, so that nothing would be changed by them. */
export async function requireMigrated<T>(db: Kysely<T>, migrations: Migrations): Promise<void> {
  await requireKnown(db, migrations);
  if ((await listMigrated(db)).length === Object.keys(migrations).length) return;
  throw new AppError(
    "unavailable",
    "The database is of an older version of the console. Use the program of that version, or start this one first.",
  );
}

async function requireKnown<T>(db: Kysely<T>, migrations: Migrations): Promise<void> {
  if ((await listMigrated(db)).every((name) => name in migrations)) return;
  throw new AppError(
    "unavailable",
    "A newer version of the console has used this database. Install that version again, or restore a backup of this one.",
  );
}
