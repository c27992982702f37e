import { join } from "node:path";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { createTestPostgres } from "./test-postgres";
import { openTestSqlite } from "./test-sqlite";

const findServer = () => process.env.TEST_POSTGRES_URL;

/** Opens an empty database with these migrations as the process's; returns a function that closes and removes it. */
export async function openTestDatabase(migrations: Migrations): Promise<() => Promise<void>> {
  const server = findServer();
  if (!server) return openTestSqlite(migrations);
  const { url, drop } = await createTestPostgres(server, migrations);
  openProcessDatabase({ kind: "postgres", url });
  return async () => {
    await closeDatabase();
    await drop();
  };
}

/**
 * Returns the location of an empty database for several processes (on SQLite a file in the folder), and a function that
 * removes it.
 */
export async function placeTestDatabase(
  folder: string,
): Promise<{ location: DatabaseLocation; remove: () => Promise<void> }> {
  const server = findServer();
  if (!server) return { location: { kind: "sqlite", file: join(folder, "console.db") }, remove: async () => undefined };
  const { url, drop } = await createTestPostgres(server, {});
  return { location: { kind: "postgres", url }, remove: drop };
}
