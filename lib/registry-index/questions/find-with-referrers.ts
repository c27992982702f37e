import "server-only";
import { database } from "@/lib/db/database";
import { inLists } from "@/lib/registry-index/tables/in-chunks";

/** Returns which of the repositories, by their ids, have tags of signatures or other referrers. */
export async function findWithReferrers(ids: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const some of inLists(ids)) {
    const rows = await database()
      .selectFrom("tag")
      .select("repository_id")
      .distinct()
      .where("repository_id", "in", some)
      .where("referrer", "=", 1)
      .execute();
    for (const { repository_id } of rows) found.add(repository_id);
  }
  return found;
}
