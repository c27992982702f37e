import "server-only";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";
import { inChunks } from "./in-chunks";
import type { IndexTables } from "./index-tables";
import { addTagNames } from "./tag-names";
import { unreadTag } from "./unread-tag";
import { updateCounts } from "./update-counts";

// A statement of this size holds the write lock for a few milliseconds; others want to write between.
const chunk = 500;

/**
 * Writes the tags that a registry listed. Returns the names that are new, and those that are known and were not listed:
 * they stay until the registry says of each that there is no such tag.
 */
export async function writeTagList(
  repositoryId: number,
  tags: string[],
  { listedAt, incomplete }: { listedAt: number; incomplete: string | null },
): Promise<{ added: string[]; vanished: string[] }> {
  const db = database<IndexTables>();
  const rows = await db.selectFrom("tag").select("name").where("repository_id", "=", repositoryId).execute();
  const known = new Set(rows.map((row) => row.name));
  const added = tags.filter((tag) => !known.has(tag));
  for (const some of inChunks(added, chunk)) {
    await db.transaction().execute(async (transaction) => {
      await addTagNames(transaction as unknown as Kysely<unknown>, some);
      await transaction
        .insertInto("tag")
        .values(some.map((name) => unreadTag(repositoryId, name, listedAt)))
        .onConflict((conflict) => conflict.columns(["repository_id", "name"]).doNothing())
        .execute();
    });
  }
  for (const tag of tags) known.delete(tag);
  await db
    .updateTable("repository")
    .set({ listed_at: listedAt, incomplete, problem: null })
    .where("id", "=", repositoryId)
    .execute();
  if (added.length > 0) await updateCounts(db, repositoryId, { recount: true });
  return { added, vanished: [...known] };
}
