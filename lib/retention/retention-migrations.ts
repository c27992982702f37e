import "server-only";
import { bytesType } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";

export const retentionMigrations: Migrations = {
  "2026-11-29-policies": {
    async up(db) {
      await db.schema
        .createTable("policy")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("spec", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("changed_at", "bigint", (column) => column.notNull())
        .addColumn("changed_by", "text", (column) => column.notNull())
        .addColumn("ran_at", "bigint")
        .execute();
      await db.schema
        .createTable("policy_preview")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("policy_id", "text")
        .addColumn("rules_hash", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("deletes", bytesType(), (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex("policy_preview_latest")
        .on("policy_preview")
        .columns(["policy_id", "created_at"])
        .execute();
      await db.schema
        .createTable("policy_run")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("policy_id", "text", (column) => column.notNull())
        .addColumn("policy_name", "text", (column) => column.notNull())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("started_at", "bigint", (column) => column.notNull())
        .addColumn("finished_at", "bigint")
        .addColumn("started_by", "text", (column) => column.notNull())
        .addColumn("deletes", "integer", (column) => column.notNull())
        .addColumn("deletions", "text", (column) => column.notNull())
        .addColumn("problem", "text")
        .addColumn("owner", "text", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("policy_run_latest").on("policy_run").column("started_at").execute();
      await db.schema
        .createTable("protection")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("repositories", "text", (column) => column.notNull())
        .addColumn("tags", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("created_by", "text", (column) => column.notNull())
        .execute();
    },
  },
};
