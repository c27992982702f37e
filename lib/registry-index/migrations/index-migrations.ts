import "server-only";
import { bytesType, keyedTableEnd } from "@/lib/db/database";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";
import { moveContent } from "./move-content";

/**
 * The content of the registries, as far as it was read. Everything with a digest is a `blob` and has a small number as
 * its id, because each is mentioned many times; `content` has the bytes of manifests and configs.
 */
export const indexMigrations: Migrations = {
  "2026-11-22-index": {
    async up(db) {
      await createContent(db);
      await createRepositories(db);
      await createTags(db);
      await moveContent(db);
      for (const table of ["blob_use", "blob_size", "content_by_digest"]) await db.schema.dropTable(table).execute();
    },
  },
};

async function createContent(db: MigratingDatabase): Promise<void> {
  await db.schema.alterTable("content").renameTo("content_by_digest").execute();
  await db.schema
    .createTable("id_blocks")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("next", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("blob")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("digest", bytesType(), (column) => column.notNull())
    .addColumn("size_bytes", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("blob_by_digest").on("blob").column("digest").unique().execute();
  await db.schema
    .createTable("content")
    .addColumn("blob_id", "integer", (column) => column.primaryKey())
    .addColumn("media_type", "text", (column) => column.notNull())
    .addColumn("base_id", "integer")
    .addColumn("bytes", bytesType(), (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("manifest")
    .addColumn("blob_id", "integer", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("artifact_type", "text")
    .addColumn("subject", "text")
    .addColumn("platforms", "text", (column) => column.notNull())
    .addColumn("size_bytes", "bigint")
    .addColumn("min_size_bytes", "bigint")
    .addColumn("created_at", "bigint")
    .addColumn("entries", "integer", (column) => column.notNull())
    .addColumn("complete", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("manifest_blob")
    .addColumn("manifest_id", "integer", (column) => column.notNull())
    .addColumn("blob_id", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("manifest_blob_key", ["manifest_id", "blob_id"])
    .modifyEnd(keyedTableEnd())
    .execute();
  await db.schema.createIndex("manifest_blob_by_blob").on("manifest_blob").column("blob_id").execute();
}

async function createRepositories(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("indexed_registry")
    .addColumn("registry", "text", (column) => column.primaryKey())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addColumn("catalog_at", "bigint")
    .addColumn("catalog_incomplete", "text")
    .addColumn("sweep_started_at", "bigint")
    .addColumn("sweep_finished_at", "bigint")
    .addColumn("sweeps", "integer", (column) => column.notNull())
    .addColumn("problem", "text")
    .addColumn("storage", "text")
    .execute();
  await db.schema
    .createTable("repository")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("registry", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("revision", "bigint", (column) => column.notNull())
    .addColumn("listed_at", "bigint")
    .addColumn("incomplete", "text")
    .addColumn("problem", "text")
    .addColumn("tag_count", "integer", (column) => column.notNull())
    .addColumn("unread_count", "integer", (column) => column.notNull())
    .addColumn("size_bytes", "bigint")
    .addColumn("unique_bytes", "bigint")
    .addColumn("reclaimable_bytes", "bigint")
    .addColumn("pushed_at", "bigint")
    .addColumn("pulled_at", "bigint")
    .addColumn("pull_count", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("repository_by_name").on("repository").columns(["registry", "name"]).unique().execute();
}

async function createTags(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("tag")
    .addColumn("repository_id", "integer", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("referrer", "integer", (column) => column.notNull())
    .addColumn("manifest_id", "integer")
    .addColumn("seen_at", "bigint", (column) => column.notNull())
    .addColumn("checked_at", "bigint", (column) => column.notNull())
    .addColumn("changed_at", "bigint")
    .addColumn("pushed_at", "bigint")
    .addColumn("pulled_at", "bigint")
    .addColumn("pull_count", "integer", (column) => column.notNull())
    .addColumn("problem", "text")
    .addPrimaryKeyConstraint("tag_key", ["repository_id", "name"])
    .modifyEnd(keyedTableEnd())
    .execute();
  await db.schema.createIndex("tag_by_manifest").on("tag").column("manifest_id").execute();
  await db.schema
    .createIndex("tag_unread")
    .on("tag")
    .columns(["repository_id", "checked_at"])
    .where("manifest_id" as never, "is", null)
    .execute();
  await db.schema
    .createTable("untagged")
    .addColumn("repository_id", "integer", (column) => column.notNull())
    .addColumn("manifest_id", "integer", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("deleted", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("untagged_key", ["repository_id", "manifest_id"])
    .modifyEnd(keyedTableEnd())
    .execute();
}
