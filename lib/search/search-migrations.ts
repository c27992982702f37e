import "server-only";
import { sql } from "kysely";
import { isPostgres, keyedTableEnd } from "@/lib/db/database";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";
import { labelKeptManifests } from "./label-kept-manifests";

/**
 * The tables by which tags, labels and annotations are found. Words are looked up by prefix in an ordinary database
 * index, which SQLite and PostgreSQL both have; tag names are few enough to be searched in memory.
 */
export const searchMigrations: Migrations = {
  "2026-11-24-search": {
    async up(db) {
      await createTagNames(db);
      await createLabels(db);
      await labelKeptManifests(db);
    },
  },
};

async function createTagNames(db: MigratingDatabase): Promise<void> {
  await db.schema.createIndex("tag_by_name").on("tag").column("name").execute();
  await db.schema
    .createTable("tag_name")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .execute();
  await sql`
    insert into tag_name (id, name)
    select row_number() over (order by name), name from (select distinct name from tag where referrer = 0) as names
  `.execute(db);
  await sql`insert into id_blocks (name, next) select 'tag_name', count(*) + 1 from tag_name`.execute(db);
  await db.schema.createIndex("tag_name_by_name").on("tag_name").column("name").unique().execute();
}

async function createLabels(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("label")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("manifest_id", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("label_word")
    // A prefix is a range of words only in byte order.
    .addColumn("word", isPostgres() ? sql`text collate "C"` : "text", (column) => column.notNull())
    .addColumn("label_id", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("label_word_key", ["word", "label_id"])
    .modifyEnd(keyedTableEnd())
    .execute();
  await db.schema
    .createTable("label_use")
    .addColumn("label_id", "integer", (column) => column.notNull())
    .addColumn("page", "integer", (column) => column.notNull())
    .addColumn("manifests", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("label_use_key", ["label_id", "page"])
    .modifyEnd(keyedTableEnd())
    .execute();
}
