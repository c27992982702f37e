import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/tables";

/** Updates the counts of a repository, and raises its revision so that readers see that it has changed. */
export async function updateCounts(
  db: Database,
  repositoryId: number,
  { recount }: { recount: boolean },
): Promise<void> {
  const tags = () =>
    db
      .selectFrom("tag")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("tag.repository_id", "=", repositoryId);
  await db
    .updateTable("repository")
    .set({
      revision: sql<number>`revision + 1`,
      unread_count: tags().where("tag.manifest_id", "is", null).where("tag.checked_at", "=", 0),
      ...(recount && { tag_count: tags().where("tag.referrer", "=", 0) }),
    })
    .where("id", "=", repositoryId)
    .execute();
}
