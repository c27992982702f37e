import "server-only";
import { keyedTableEnd } from "@/lib/db/database";
import type { Migrations } from "@/lib/db/migrate";

/**
 * Build caches are image indexes whose children are layers: the table distinguishes these from manifests that could not
 * be read.
 */
export const childBlobMigrations: Migrations = {
  "2026-12-07-child-blobs": {
    async up(db) {
      await db.schema
        .createTable("child_blob")
        .addColumn("manifest_id", "integer", (column) => column.notNull())
        .addColumn("blob_id", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("child_blob_key", ["manifest_id", "blob_id"])
        .modifyEnd(keyedTableEnd())
        .execute();
    },
  },
};
