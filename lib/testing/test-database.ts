import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { type Migrations, migrate } from "@/lib/db/migrate";

/** An empty in-memory database with the given migrations, as the process's own; returns what closes it. */
export async function openTestDatabase(migrations: Migrations): Promise<() => Promise<void>> {
  await migrate(openProcessDatabase({ kind: "sqlite", file: ":memory:" }), migrations);
  return closeDatabase;
}
