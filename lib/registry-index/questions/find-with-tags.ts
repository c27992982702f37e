import "server-only";
import { database } from "@/lib/db/database";
import { inLists } from "@/lib/registry-index/tables/in-chunks";

/** Returns which of the repositories, by their ids in the index, have a tag of any kind, including a signature's. */
export async function findWithTags(repositoryIds: Iterable<number>): Promise<Set<number>> {
  const found = new Set<number>();
  for (const some of inLists(repositoryIds)) {
    const rows = await database()
      .selectFrom("tag")
      .select("repository_id")
      .distinct()
      .where("repository_id", "in", some)
      .execute();
    for (const row of rows) found.add(row.repository_id);
  }
  return found;
}
