import "server-only";
import { type Selectable, sql } from "kysely";
import { database } from "@/lib/db/database";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";

export type IndexedRegistry = Selectable<IndexTables["indexed_registry"]>;
type Change = Partial<Omit<IndexTables["indexed_registry"], "registry" | "revision">>;

const index = () => database();

const unread = {
  revision: 0,
  catalog_at: null,
  catalog_incomplete: null,
  sweep_started_at: null,
  sweep_finished_at: null,
  first_swept_at: null,
  sweeps: 0,
  problem: null,
  storage: null,
};

/** Returns how far the index of a registry has progressed; null before its first sweep. */
export async function findIndexedRegistry(registry: string): Promise<IndexedRegistry | null> {
  const row = await index()
    .selectFrom("indexed_registry")
    .selectAll()
    .where("registry", "=", registry)
    .executeTakeFirst();
  return row ?? null;
}

export async function updateIndexedRegistry(registry: string, change: Change): Promise<void> {
  await index()
    .insertInto("indexed_registry")
    .values({ ...unread, ...change, registry })
    .onConflict((conflict) =>
      conflict.column("registry").doUpdateSet({ ...change, revision: sql<number>`indexed_registry.revision + 1` }),
    )
    .execute();
}

/** Records that the registry answers, if it is recorded that it doesn't. */
export async function clearRegistryProblem(registry: string): Promise<void> {
  await index()
    .updateTable("indexed_registry")
    .set({ problem: null, revision: sql<number>`revision + 1` })
    .where("registry", "=", registry)
    .where("problem", "is not", null)
    .execute();
}

/** Records the end of a sweep and counts it. A `reachable` registry has no problem any more. */
export async function finishSweep(registry: string, at: number, reachable: boolean): Promise<void> {
  await index()
    .updateTable("indexed_registry")
    .set((eb) => ({
      sweep_finished_at: at,
      first_swept_at: eb.fn.coalesce("first_swept_at", eb.val(at)),
      sweeps: sql<number>`sweeps + 1`,
      ...(reachable && { problem: null }),
      revision: sql<number>`revision + 1`,
    }))
    .where("registry", "=", registry)
    .execute();
}

/** Makes every registry due for a sweep of all it has, for an index that may be older than the last ones. */
export async function forgetSweeps(): Promise<void> {
  await index()
    .updateTable("indexed_registry")
    .set({ sweep_started_at: null, sweep_finished_at: null, revision: sql<number>`revision + 1` })
    .execute();
}
