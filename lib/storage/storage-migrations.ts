import "server-only";
import type { Kysely } from "kysely";
import { keyedTableEnd } from "@/lib/db/database";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";

/** Samples of what the registries hold, and database indexes that find the tags that came or moved last. */
export const storageMigrations: Migrations = {
  "2026-11-25-storage": {
    async up(db) {
      await createSamples(db);
      await db.schema.alterTable("indexed_registry").addColumn("first_swept_at", "bigint").execute();
      await (db as Kysely<{ indexed_registry: { first_swept_at: number | null; sweep_finished_at: number | null } }>)
        .updateTable("indexed_registry")
        .set((eb) => ({ first_swept_at: eb.ref("sweep_finished_at") }))
        .execute();
      await db.schema.createIndex("tag_by_arrival").on("tag").column("seen_at").execute();
      for (const column of ["pushed_at", "changed_at"])
        await db.schema
          .createIndex(`tag_by_${column}`)
          .on("tag")
          .column(column)
          .where(column as never, "is not", null)
          .execute();
    },
  },
};

async function createSamples(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("storage_sample")
    .addColumn("registry", "text", (column) => column.notNull())
    .addColumn("day", "integer", (column) => column.notNull())
    .addColumn("measured_at", "bigint", (column) => column.notNull())
    .addColumn("size_bytes", "bigint", (column) => column.notNull())
    .addColumn("reclaimable_bytes", "bigint", (column) => column.notNull())
    .addColumn("repositories", "integer", (column) => column.notNull())
    .addColumn("tags", "integer", (column) => column.notNull())
    .addColumn("complete", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("storage_sample_key", ["registry", "day"])
    .modifyEnd(keyedTableEnd())
    .execute();
}
