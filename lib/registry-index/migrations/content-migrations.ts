import "server-only";
import { bytesType } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";

export const contentMigrations: Migrations = {
  "2026-11-21-content": {
    async up(db) {
      await db.schema
        .createTable("content")
        .addColumn("digest", "text", (column) => column.primaryKey())
        .addColumn("media_type", "text", (column) => column.notNull())
        .addColumn("bytes", bytesType(), (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("blob_size")
        .addColumn("digest", "text", (column) => column.primaryKey())
        .addColumn("size_bytes", "bigint", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("blob_use")
        .addColumn("manifest", "text", (column) => column.notNull())
        .addColumn("blob", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("blob_use_key", ["blob", "manifest"])
        .execute();
    },
  },
};
