import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { findBlobId } from "./blob-store";
import { announceToIndex } from "./index-announcements";
import type { IndexTables } from "./index-tables";
import { findRepository } from "./repository-store";

/**
 * Notes that a manifest was deleted from a repository by its digest: the next collection takes what only it needs. Does
 * nothing where the index knows nothing of it.
 */
export async function recordManifestDeleted(registry: string, repository: string, digest: string): Promise<void> {
  const [known, manifestId] = await Promise.all([findRepository(registry, repository), findBlobId(digest)]);
  if (!known || manifestId === null) return;
  await database<IndexTables>()
    .transaction()
    .execute(async (db) => {
      await db
        .insertInto("untagged")
        .values({ repository_id: known.id, manifest_id: manifestId, since: Date.now(), deleted: 1 })
        // Whoever saw first that its tag had gone could not tell why.
        .onConflict((conflict) => conflict.columns(["repository_id", "manifest_id"]).doUpdateSet({ deleted: 1 }))
        .execute();
      await db
        .updateTable("repository")
        .set({ revision: sql<number>`revision + 1` })
        .where("id", "=", known.id)
        .execute();
    });
  announceToIndex("changed", { registry, repositories: [repository] });
}
