import "server-only";
import type { Migrations } from "@/lib/db/migrate";

export const leaseMigrations: Migrations = {
  "2026-11-21-leases": {
    async up(db) {
      await db.schema
        .createTable("leases")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("fence", "bigint", (column) => column.notNull())
        .addColumn("until_ms", "bigint", (column) => column.notNull())
        .execute();
    },
  },
};
