import "server-only";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";

async function createRuns(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("collection_runs")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("number", "integer", (column) => column.notNull().unique())
    .addColumn("registry", "text", (column) => column.notNull())
    .addColumn("dry_run", "integer", (column) => column.notNull())
    .addColumn("remove_untagged", "integer", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("phase", "text")
    .addColumn("started_at", "bigint")
    .addColumn("finished_at", "bigint")
    .addColumn("started_by", "text", (column) => column.notNull())
    .addColumn("blobs_marked", "integer")
    .addColumn("blobs_eligible", "integer")
    .addColumn("manifests_eligible", "integer")
    .addColumn("reclaimable_bytes", "bigint")
    .addColumn("reclaimed_bytes", "bigint")
    .addColumn("unknown_sizes", "integer", (column) => column.notNull())
    .addColumn("failure_code", "text")
    .addColumn("failure_detail", "text")
    .addColumn("must_make_writable", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("collection_runs_registry")
    .on("collection_runs")
    .columns(["registry", "number"])
    .execute();
}

async function createLog(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("collection_log")
    .addColumn("run_id", "text", (column) => column.notNull().references("collection_runs.id").onDelete("cascade"))
    .addColumn("part", "integer", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("collection_log_key", ["run_id", "part"])
    .execute();
}

async function createBroken(db: MigratingDatabase): Promise<void> {
  for (const name of ["rehearsal", "accept_broken"])
    await db.schema
      .alterTable("collection_runs")
      .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  await db.schema
    .createTable("collection_broken")
    .addColumn("run_id", "text", (column) => column.notNull().references("collection_runs.id").onDelete("cascade"))
    .addColumn("repository", "text", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("digest", "text")
    .addColumn("detail", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("collection_broken_key", ["run_id", "repository", "tag"])
    .execute();
}

async function createSchedules(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("collection_schedule")
    .addColumn("registry", "text", (column) => column.notNull().primaryKey())
    .addColumn("cron", "text", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("remove_untagged", "integer", (column) => column.notNull())
    .addColumn("changed_at", "bigint", (column) => column.notNull())
    .addColumn("changed_by", "text", (column) => column.notNull())
    .addColumn("ran_at", "bigint")
    .execute();
}

async function addFollowUp(db: MigratingDatabase): Promise<void> {
  for (const name of ["must_forget_cached", "broken_count"])
    await db.schema
      .alterTable("collection_runs")
      .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
      .execute();
}

async function addOwner(db: MigratingDatabase): Promise<void> {
  for (const name of ["owner", "data_dir"])
    await db.schema.alterTable("collection_runs").addColumn(name, "text").execute();
}

export const garbageCollectionMigrations: Migrations = {
  "2026-11-21-collection-runs": {
    async up(db) {
      await createRuns(db);
      await createLog(db);
    },
  },
  "2026-12-03-collection-checks": { up: createBroken },
  "2026-12-04-collection-schedules": { up: createSchedules },
  "2026-12-06-collection-follow-up": { up: addFollowUp },
  "2026-12-09-owners-of-runs": { up: addOwner },
};
