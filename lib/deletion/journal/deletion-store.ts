import "server-only";
import type { DeletionState } from "@/lib/contract/deletions";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { inSteps } from "@/lib/registry-index/tables/in-chunks";
import type { DeletionItemRow, DeletionRow } from "./deletion-tables";
import type { deletionsInSight } from "./deletions-in-sight";

const tables = () => database();
export const noDeletion = "This deletion does not exist, or its plan has expired.";
const keepPlansMs = 24 * 60 * 60_000;

/** Commits a plan with its items, and deletes plans that nobody has started within 24 hours. */
export async function insertDeletion(deletion: DeletionRow, items: DeletionItemRow[]): Promise<void> {
  await tables()
    .transaction()
    .execute(async (db) => {
      const stale = db
        .selectFrom("deletion")
        .select("id")
        .where("state", "=", "planned")
        .where("created_at", "<", Date.now() - keepPlansMs);
      await db.deleteFrom("deletion_item").where("deletion_id", "in", stale).execute();
      await db.deleteFrom("deletion").where("id", "in", stale).execute();
      await db.insertInto("deletion").values(deletion).execute();
      for (const some of inSteps(items)) await db.insertInto("deletion_item").values(some).execute();
    });
}

/** Returns a deletion. Throws `not-found`. */
export async function getDeletionRow(id: string): Promise<DeletionRow> {
  const row = await tables().selectFrom("deletion").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new AppError("not-found", noDeletion);
  return row;
}

/** Returns those of these deletions that exist, in any order. */
export async function findDeletionRows(ids: readonly string[]): Promise<DeletionRow[]> {
  if (ids.length === 0) return [];
  return tables().selectFrom("deletion").selectAll().where("id", "in", ids).execute();
}

/** Returns the deletions in one of these states, in the order in which they were created. */
export function listDeletionsIn(states: readonly DeletionState[]): Promise<DeletionRow[]> {
  return tables().selectFrom("deletion").selectAll().where("state", "in", states).orderBy("created_at").execute();
}

export type PageOfDeletions = {
  registry: string | undefined;
  states: readonly DeletionState[];
  /** What the reader may see; null for everything. */
  inSight: Awaited<ReturnType<typeof deletionsInSight>>;
  offset: number;
  limit: number;
};

/** Returns a page of the deletions in one of these states, the latest first, and their total number. */
export async function listDeletionRows({ registry, states, inSight, offset, limit }: PageOfDeletions) {
  let query = tables().selectFrom("deletion").where("state", "in", states);
  if (registry !== undefined) query = query.where("registry", "=", registry);
  if (inSight) query = query.where(inSight);
  const [rows, counted] = await Promise.all([
    query.selectAll().orderBy("created_at", "desc").orderBy("id").offset(offset).limit(limit).execute(),
    query.select(({ fn }) => fn.countAll().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(counted.total) };
}

/** Returns how many deletions are in each state, of all registries. */
export async function countDeletionsByState(): Promise<{ state: string; count: number }[]> {
  return database()
    .selectFrom("deletion")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
}
