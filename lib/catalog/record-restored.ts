import "server-only";
import { type Kysely, sql } from "kysely";
import { database } from "@/lib/db/database";
import { findBlobIds } from "./blob-ids";
import { inLists } from "./in-chunks";
import { announceToIndex } from "./index-announcements";
import type { IndexTables } from "./index-tables";
import { findRepository } from "./repository-store";

/** Notes that manifests are back in a repository, and has the tags looked at that name them again. */
export async function recordRestored(
  registry: string,
  repository: string,
  { digests, tags }: { digests: Iterable<string>; tags: string[] },
): Promise<void> {
  const known = await findRepository(registry, repository);
  if (known)
    await database<IndexTables>()
      .transaction()
      .execute(async (db) => {
        const ids = await findBlobIds(db as unknown as Kysely<unknown>, digests);
        for (const some of inLists(ids.values()))
          await db
            .deleteFrom("untagged")
            .where("repository_id", "=", known.id)
            .where("manifest_id", "in", some)
            .execute();
        await db
          .updateTable("repository")
          .set({ revision: sql<number>`revision + 1` })
          .where("id", "=", known.id)
          .execute();
      });
  if (tags.length > 0) announceToIndex("moved", { registry, repository, tags });
  announceToIndex("changed", { registry, repositories: [repository] });
}
