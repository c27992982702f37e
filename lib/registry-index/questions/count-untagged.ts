import "server-only";
import { database } from "@/lib/db/database";
import { listedByNone } from "./listed-by-none";

/**
 * Counts, for each repository, the manifests that no tag names any more and no image index with a tag lists; the
 * highest count comes first.
 */
export async function countUntagged(registry: string): Promise<{ repository: string; count: number }[]> {
  const rows = await database()
    .selectFrom("untagged")
    .innerJoin("repository", "repository.id", "untagged.repository_id")
    .select((eb) => ["repository.name as repository", eb.fn.countAll().as("count")])
    .where("repository.registry", "=", registry)
    .where("untagged.deleted", "=", 0)
    .where(listedByNone)
    .groupBy("repository.name")
    .execute();
  const counted = rows.map(({ repository, count }) => ({ repository, count: Number(count) }));
  return counted.sort((a, b) => b.count - a.count || (a.repository < b.repository ? -1 : 1));
}
