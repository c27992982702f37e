import "server-only";
import type { Migrations } from "@/lib/db/migrate";

/**
 * Reverts of tags that are under way: written before the registry is asked, and deleted when the outcome is written.
 */
export const tagRevertMigrations: Migrations = {
  "2026-12-01-tag-reverts": {
    async up(db) {
      await db.schema
        .createTable("tag_revert")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("tag", "text", (column) => column.notNull())
        .addColumn("from_digest", "text", (column) => column.notNull())
        .addColumn("to_digest", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("created_by", "text", (column) => column.notNull())
        .addColumn("created_by_id", "text", (column) => column.notNull())
        .addColumn("owner", "text", (column) => column.notNull())
        .execute();
    },
  },
};
