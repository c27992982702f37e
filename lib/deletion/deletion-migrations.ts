import "server-only";
import type { Migrations } from "@/lib/db/migrate";

export const deletionMigrations: Migrations = {
  "2026-11-21-deletion": {
    async up(db) {
      await db.schema
        .createTable("deletion_intent")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("tag", "text", (column) => column.notNull())
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("children", "text", (column) => column.notNull())
        .addColumn("placeholder", "text")
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("detail", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("updated_at", "bigint", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("deletion_intent_state").on("deletion_intent").column("state").execute();
    },
  },
};
