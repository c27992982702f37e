import "server-only";
import { randomUUID } from "node:crypto";
import type { Selectable, Updateable } from "kysely";
import type { Run } from "@/lib/contract/garbage-collection";
import { database } from "@/lib/db/database";
import type { ErrorCode } from "@/lib/errors/error-codes";
import type { Failure } from "@/lib/garbage-collection/collector-output/explain-failure";

type RunsTable = {
  id: string;
  number: number;
  registry: string;
  dry_run: 0 | 1;
  remove_untagged: 0 | 1;
  /** 1 for a dry run that goes through all the steps but the collection itself. */
  rehearsal: 0 | 1;
  /** 1 if it goes on although images are already broken. */
  accept_broken: 0 | 1;
  state: Run["state"];
  phase: string | null;
  started_at: number | null;
  finished_at: number | null;
  started_by: string;
  blobs_marked: number | null;
  blobs_eligible: number | null;
  manifests_eligible: number | null;
  reclaimable_bytes: number | null;
  reclaimed_bytes: number | null;
  unknown_sizes: number;
  failure_code: ErrorCode | null;
  failure_detail: string | null;
  /** 1 from before the registry is made read-only until it is seen to accept pushes again. */
  must_make_writable: 0 | 1;
  /** 1 from before blobs are removed until the cache that remembers them across a restart is emptied. */
  must_forget_cached: 0 | 1;
  /** The number of images that were incomplete; `collection_broken` names the first of them. */
  broken_count: number;
  /** The process that is or was working on it, and its data directory; null for runs of earlier versions. */
  owner: string | null;
  data_dir: string | null;
};

declare module "@/lib/db/tables" {
  interface Tables {
    collection_runs: RunsTable;
  }
}

export type RunRow = Selectable<RunsTable>;

/** Returns whether the run has left something in the registry to be repaired. */
export const leavesSomething = (run: RunRow): boolean => run.must_make_writable === 1 || run.must_forget_cached === 1;

const runs = () => database();
const unfinished = ["queued", "running"] as const;

export type NewRun = {
  registry: string;
  dryRun: boolean;
  removeUntagged: boolean;
  rehearsal?: boolean | undefined;
  acceptBroken?: boolean | undefined;
  startedBy: string;
  owner?: string;
  data_dir?: string | null;
};

/** Adds a queued run under the next number. */
export async function insertRun(run: NewRun): Promise<RunRow> {
  return runs()
    .insertInto("collection_runs")
    .values(({ selectFrom, fn, lit }) => ({
      id: randomUUID(),
      number: selectFrom("collection_runs").select(({ eb }) =>
        eb(fn.coalesce(fn.max("number"), lit(0)), "+", lit(1)).as("next"),
      ),
      registry: run.registry,
      dry_run: run.dryRun ? 1 : 0,
      remove_untagged: run.removeUntagged ? 1 : 0,
      rehearsal: run.rehearsal ? 1 : 0,
      accept_broken: run.acceptBroken ? 1 : 0,
      state: "queued",
      phase: null,
      started_at: null,
      finished_at: null,
      started_by: run.startedBy,
      blobs_marked: null,
      blobs_eligible: null,
      manifests_eligible: null,
      reclaimable_bytes: null,
      reclaimed_bytes: null,
      unknown_sizes: 0,
      failure_code: null,
      failure_detail: null,
      must_make_writable: 0,
      must_forget_cached: 0,
      broken_count: 0,
      owner: run.owner ?? null,
      data_dir: run.data_dir ?? null,
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a run that is not over; for a run that is over, changes nothing and returns false. */
export async function updateRun(id: string, changes: Updateable<RunsTable>): Promise<boolean> {
  const { numUpdatedRows } = await runs()
    .updateTable("collection_runs")
    .set(changes)
    .where("id", "=", id)
    .where("state", "in", unfinished)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a run; a run that is over stays as it is. */
export async function finishRun(
  id: string,
  outcome: { state: "succeeded" | "failed" | "cancelled"; failure: Failure | null },
): Promise<void> {
  await updateRun(id, {
    state: outcome.state,
    phase: null,
    finished_at: Date.now(),
    failure_code: outcome.failure?.code ?? null,
    failure_detail: outcome.failure?.detail ?? null,
  });
}

/** Records that the registry accepts pushes again, even for a run that is over. */
export async function markWritable(id: string): Promise<void> {
  await runs().updateTable("collection_runs").set({ must_make_writable: 0 }).where("id", "=", id).execute();
}

/** Returns whether a run of the registry has removed blobs that a cache may still remember. */
export async function mustForgetCached(registry: string): Promise<boolean> {
  const query = runs().selectFrom("collection_runs").select("id").where("registry", "=", registry);
  return (await query.where("must_forget_cached", "=", 1).limit(1).executeTakeFirst()) !== undefined;
}

/** Records that no cache remembers removed blobs any more. */
export async function markForgotten(registry: string): Promise<void> {
  const update = runs().updateTable("collection_runs").set({ must_forget_cached: 0 });
  await update.where("registry", "=", registry).where("must_forget_cached", "=", 1).execute();
}

export async function findRun(id: string): Promise<RunRow | undefined> {
  return runs().selectFrom("collection_runs").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Lists the runs that are queued or running, and those that left a registry read-only or its cache not emptied. */
export async function listOpenRuns(): Promise<RunRow[]> {
  return runs()
    .selectFrom("collection_runs")
    .selectAll()
    .where((eb) =>
      eb.or([eb("state", "in", unfinished), eb("must_make_writable", "=", 1), eb("must_forget_cached", "=", 1)]),
    )
    .orderBy("number")
    .execute();
}

/** Lists one page of runs, the newest first, with numbers below `beforeNumber`. */
export async function listRunRows(page: {
  /** Null for all. */
  registries: string[] | null;
  beforeNumber: number | null;
  limit: number;
}): Promise<{ rows: RunRow[]; total: number }> {
  const { registries, beforeNumber, limit } = page;
  const all = runs()
    .selectFrom("collection_runs")
    .$if(registries !== null, (query) => query.where("registry", "in", [...(registries ?? []), ""]));
  const rows = await all
    .$if(beforeNumber !== null, (query) => query.where("number", "<", beforeNumber ?? 0))
    .selectAll()
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  const { total } = await all.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

type CheckedRun = Pick<RunRow, "id" | "started_at" | "finished_at" | "broken_count">;

/** Finds the last run that checked every part of every image of the registry, whatever the outcome. */
export async function findLastChecked(registry: string): Promise<CheckedRun | null> {
  const row = await runs()
    .selectFrom("collection_runs")
    .select(["id", "started_at", "finished_at", "broken_count"])
    .where("registry", "=", registry)
    .where("state", "in", ["succeeded", "failed"])
    .where((eb) =>
      eb.or([
        eb("failure_code", "in", ["images-broken", "images-damaged"]),
        // A plain dry run checks none.
        eb.and([eb("state", "=", "succeeded"), eb.or([eb("dry_run", "=", 0), eb("rehearsal", "=", 1)])]),
      ]),
    )
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Finds when the last successful collections of the registry began: any one, and one that removed untagged manifests.
 */
export async function findLastCollections(
  registry: string,
): Promise<{ collectedAt: number | null; untaggedRemovedAt: number | null }> {
  const rows = await runs()
    .selectFrom("collection_runs")
    .select((eb) => ["remove_untagged", eb.fn.max("started_at").as("at")])
    .where("registry", "=", registry)
    .where("state", "=", "succeeded")
    .where("dry_run", "=", 0)
    .groupBy("remove_untagged")
    .execute();
  const untaggedRemovedAt = rows.find((row) => row.remove_untagged === 1)?.at ?? null;
  const plainAt = rows.find((row) => row.remove_untagged === 0)?.at ?? null;
  const collectedAt = plainAt === null ? untaggedRemovedAt : Math.max(plainAt, untaggedRemovedAt ?? 0);
  return { collectedAt, untaggedRemovedAt };
}

/** Returns how many collections, dry runs apart, are in each state of each registry, and when the last of them ended. */
export async function countRunsByState(): Promise<
  { registry: string; state: string; count: number; finishedAt: number | null }[]
> {
  return database()
    .selectFrom("collection_runs")
    .select(({ fn }) => [
      "registry",
      "state",
      fn.countAll<number>().as("count"),
      fn.max("finished_at").as("finishedAt"),
    ])
    .where("dry_run", "=", 0)
    .groupBy(["registry", "state"])
    .execute();
}
