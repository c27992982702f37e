import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { findBlobIds } from "@/lib/registry-index/tables/blob-ids";
import { inSteps } from "@/lib/registry-index/tables/in-chunks";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { announceToIndex } from "./index-announcements";

/**
 * Records that manifests were deleted from a repository by their digests: the next collection removes what only they
 * need. Does nothing if the index has no record of them.
 */
export async function recordManifestsDeleted(
  registry: string,
  repository: string,
  digests: readonly string[],
): Promise<void> {
  const known = digests.length > 0 ? await findRepository(registry, repository) : null;
  if (!known) return;
  await database()
    .transaction()
    .execute(async (db) => {
      const ids = await findBlobIds(db, digests);
      await write(db, known.id, [...ids.values()]);
    });
  announceToIndex("changed", { registry, repositories: [repository] });
}

async function write(db: Database, repositoryId: number, manifests: number[]): Promise<void> {
  const since = Date.now();
  const rows = manifests.map((manifest_id) => ({
    repository_id: repositoryId,
    manifest_id,
    since,
    deleted: 1 as const,
  }));
  for (const some of inSteps(rows))
    await db
      .insertInto("untagged")
      .values(some)
      // A look that saw first that the tag had gone could not know why.
      .onConflict((conflict) => conflict.columns(["repository_id", "manifest_id"]).doUpdateSet({ deleted: 1 }))
      .execute();
  await db
    .updateTable("repository")
    .set({ revision: sql<number>`revision + 1` })
    .where("id", "=", repositoryId)
    .execute();
}
