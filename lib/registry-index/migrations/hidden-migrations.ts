import "server-only";
import type { Migrations } from "@/lib/db/migrate";

/** Registries go on listing the names of repositories that are empty: by choice the console doesn't. */
export const hiddenMigrations: Migrations = {
  "2026-11-28-hidden-repositories": {
    async up(db) {
      await db.schema
        .alterTable("repository")
        .addColumn("hidden", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    },
  },
};
