import "server-only";
import type { Kysely } from "kysely";
import { keyedTableEnd } from "@/lib/db/database";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";
import type { DeletionTables } from "./deletion-tables";

export const deletionMigrations: Migrations = {
  "2026-11-21-deletion": {
    async up(db) {
      await db.schema
        .createTable("deletion_intent")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("registry", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("tag", "text", (column) => column.notNull())
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("children", "text", (column) => column.notNull())
        .addColumn("placeholder", "text")
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("detail", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("updated_at", "bigint", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("deletion_intent_state").on("deletion_intent").column("state").execute();
    },
  },
  "2026-11-27-planned-deletions": {
    async up(db) {
      await createDeletions(db);
      await createItems(db);
      await moveIntents(db);
      await db.schema.dropTable("deletion_intent").execute();
    },
  },
  "2026-11-30-steered-deletions": {
    async up(db) {
      await db.schema
        .alterTable("deletion")
        .addColumn("hide_name", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createIndex("deletion_item_open")
        .on("deletion_item")
        .columns(["deletion_id", "at"])
        .where("state" as never, "=", "intended")
        .execute();
    },
  },
  "2026-12-07-deletion-count": {
    async up(db) {
      await db.schema
        .createTable("deletion_count")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("count", "bigint", (column) => column.notNull())
        .addColumn("folder", "text")
        .execute();
    },
  },
  "2026-12-01-restored-by": {
    async up(db) {
      await db.schema.alterTable("deletion_item").addColumn("restored_by", "text").execute();
    },
  },
};

async function createDeletions(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("deletion")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("registry", "text", (column) => column.notNull())
    .addColumn("repository", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_by_id", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("started_at", "bigint")
    .addColumn("touched_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addColumn("resumes", "integer", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("wanted", "text")
    .addColumn("problem", "text")
    .addColumn("with_referrers", "integer", (column) => column.notNull())
    .addColumn("remove_manifests", "integer", (column) => column.notNull())
    .addColumn("whole_repository", "integer", (column) => column.notNull())
    .addColumn("summary", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("deletion_by_state").on("deletion").columns(["state", "created_at"]).execute();
}

async function createItems(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("deletion_item")
    .addColumn("deletion_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .addColumn("repository", "text", (column) => column.notNull())
    .addColumn("tag", "text")
    .addColumn("digest", "text")
    .addColumn("method", "text", (column) => column.notNull())
    .addColumn("asked", "integer", (column) => column.notNull())
    .addColumn("kept_for", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("code", "text")
    .addColumn("detail", "text")
    .addColumn("placeholder", "text")
    .addColumn("ended_at", "bigint")
    .addColumn("restoring", "integer", (column) => column.notNull())
    .addColumn("restored_at", "bigint")
    .addColumn("restore_problem", "text")
    .addColumn("final_run", "text")
    .addPrimaryKeyConstraint("deletion_item_key", ["deletion_id", "at"])
    .modifyEnd(keyedTableEnd())
    .execute();
  await db.schema
    .createIndex("deletion_item_in_trash")
    .on("deletion_item")
    .columns(["ended_at", "deletion_id", "at"])
    .where("state" as never, "=", "done")
    .execute();
}

type EarlierTables = {
  deletion: Omit<DeletionTables["deletion"], "hide_name">;
  deletion_item: Omit<DeletionTables["deletion_item"], "restored_by">;
  deletion_intent: {
    id: string;
    registry: string;
    repository: string;
    tag: string;
    digest: string;
    method: "tag" | "untag" | "manifest";
    placeholder: string | null;
    actor: string;
    state: "intended" | "done" | "failed" | "skipped";
    detail: string | null;
    created_at: number;
    updated_at: number;
  };
};

/** Turns each deletion that an earlier version made, or was about to make, into a deletion of one tag. */
async function moveIntents(db: MigratingDatabase): Promise<void> {
  const tables = db as Kysely<EarlierTables>;
  const rows = await tables.selectFrom("deletion_intent").selectAll().execute();
  for (const { id, registry, repository, tag, digest, method, placeholder, actor, state, detail, ...times } of rows) {
    const open = state === "intended";
    await tables
      .insertInto("deletion")
      .values({
        id,
        registry,
        repository,
        hash: "",
        created_at: times.created_at,
        created_by: actor,
        created_by_id: "",
        state: open ? "running" : "done",
        started_at: times.created_at,
        touched_at: times.updated_at,
        expires_at: times.created_at,
        finished_at: open ? null : times.updated_at,
        wanted: null,
        problem: null,
        with_referrers: 0,
        remove_manifests: 1,
        whole_repository: 0,
        resumes: 0,
        owner: null,
        summary: "{}",
      })
      .execute();
    await tables
      .insertInto("deletion_item")
      .values({
        deletion_id: id,
        at: 0,
        repository,
        tag,
        digest,
        method,
        asked: 1,
        kept_for: null,
        placeholder,
        state,
        code: null,
        detail,
        ended_at: open ? null : times.updated_at,
        restoring: 0,
        restored_at: null,
        restore_problem: null,
        final_run: null,
      })
      .execute();
  }
}
