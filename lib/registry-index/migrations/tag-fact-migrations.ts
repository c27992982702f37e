import "server-only";
import { bytesType, keyedTableEnd } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";

/**
 * The facts about tags that moved. They are stored by name, because a repository that disappears and comes back gets
 * another id.
 */
export const tagFactMigrations: Migrations = {
  "2026-12-01-tag-facts": {
    async up(db) {
      await db.schema
        .createTable("tag_fact")
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("tag", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("source", "text", (column) => column.notNull())
        .addColumn("digest", bytesType())
        .addColumn("before_at", "bigint")
        .addColumn("before_digest", bytesType())
        .addColumn("actor", "text")
        .addColumn("user_agent", "text")
        .addColumn("address", "text")
        .addColumn("deletion", "text")
        .addPrimaryKeyConstraint("tag_fact_key", ["registry", "repository", "tag", "at", "id"])
        .modifyEnd(keyedTableEnd())
        .execute();
      await db.schema.createIndex("tag_fact_by_time").on("tag_fact").column("at").execute();
    },
  },
};
