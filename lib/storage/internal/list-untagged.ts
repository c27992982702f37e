import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { runsOfIds } from "./runs-of-ids";

const pageSize = 2_000;

/** By repository, the manifests that it left behind; true for a manifest that was deleted by its digest. */
export type UntaggedByRepository = Map<number, Map<number, boolean>>;

/** Lists the manifests that these repositories left behind. `ids` are in ascending order. */
export async function listUntagged(ids: readonly number[]): Promise<UntaggedByRepository> {
  const found: UntaggedByRepository = new Map();
  for (const [first, last] of runsOfIds(ids)) {
    let after = { repositoryId: first, manifestId: -1 };
    for (;;) {
      const rows = await readPage(after, last);
      for (const { repositoryId, manifestId, deleted } of rows) {
        const own = found.get(repositoryId) ?? new Map<number, boolean>();
        found.set(repositoryId, own.set(manifestId, deleted === 1));
      }
      const end = rows.at(-1);
      if (rows.length < pageSize || !end) break;
      after = end;
      await pause();
    }
  }
  return found;
}

function readPage(after: { repositoryId: number; manifestId: number }, last: number) {
  return database()
    .selectFrom("untagged")
    .select(["repository_id as repositoryId", "manifest_id as manifestId", "deleted"])
    .where(sql<boolean>`(repository_id, manifest_id) > (${after.repositoryId}, ${after.manifestId})`)
    .where("repository_id", "<=", last)
    .orderBy("repository_id")
    .orderBy("manifest_id")
    .limit(pageSize)
    .execute();
}
