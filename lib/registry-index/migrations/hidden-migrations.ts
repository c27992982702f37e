import "server-only";
import type { Migrations } from "@/lib/db/migrate";

/** Registries keep listing the names of empty repositories; users can choose to hide them in the console. */
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
