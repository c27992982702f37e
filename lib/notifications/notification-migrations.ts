import "server-only";
import { bytesType, keyedTableEnd } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";

/** The tables of reported events: pushes, pulls and deletes by others than the console. */
export const notificationMigrations: Migrations = {
  "2026-11-26-notifications": {
    async up(db) {
      await db.schema
        .createTable("registry_event")
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("received_at", "bigint", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("action", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("tag", "text")
        .addColumn("digest", bytesType())
        .addColumn("media_type", "text")
        .addColumn("method", "text")
        .addColumn("actor", "text")
        .addColumn("user_agent", "text")
        .addColumn("address", "text")
        .addColumn("request_id", "text")
        .addPrimaryKeyConstraint("registry_event_key", ["registry", "id"])
        .modifyEnd(keyedTableEnd())
        .execute();
      await db.schema
        .createIndex("registry_event_by_arrival")
        .on("registry_event")
        .columns(["registry", "received_at"])
        .execute();
      await db.schema
        .createTable("notifying_registry")
        .addColumn("registry", "text", (column) => column.primaryKey())
        .addColumn("heard_at", "bigint", (column) => column.notNull())
        .execute();
    },
  },
  "2026-11-29-pulls-heard": {
    async up(db) {
      for (const column of ["pulls_since", "pull_heard_at"])
        await db.schema.alterTable("notifying_registry").addColumn(column, "bigint").execute();
    },
  },
  "2026-12-08-silences-of-registries": {
    async up(db) {
      const times = ["pull_at", "listening_at", "away_from", "away_until", "away_held", "late_at"] as const;
      for (const column of times)
        await db.schema.alterTable("notifying_registry").addColumn(column, "bigint").execute();
      for (const column of ["silences", "secret_mark"])
        await db.schema.alterTable("notifying_registry").addColumn(column, "text").execute();
    },
  },
};
