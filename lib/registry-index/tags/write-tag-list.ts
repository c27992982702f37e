import "server-only";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { repositoryOf } from "@/lib/registry-index/facts/repository-of";
import { findGoneSince } from "@/lib/registry-index/facts/tag-fact-store";
import { addTagNames } from "@/lib/registry-index/labels/tag-names";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { unreadTag } from "./unread-tag";
import { updateCounts } from "./update-counts";

// A statement of this size holds the write lock for a few milliseconds; other writers need their turn in between.
const chunk = 500;

/**
 * Writes the tags that a registry listed when it was asked at `listedAt`. Returns the names that are new, and the known
 * names that were not listed: their tags stay until the registry says of each that there is no such tag.
 */
export async function writeTagList(
  repositoryId: number,
  tags: string[],
  { listedAt, incomplete }: { listedAt: number; incomplete: string | null },
): Promise<{ added: string[]; vanished: string[] }> {
  const db = database();
  const rows = await db.selectFrom("tag").select("name").where("repository_id", "=", repositoryId).execute();
  const known = new Set(rows.map((row) => row.name));
  const added: string[] = [];
  const unknown = tags.filter((tag) => !known.has(tag));
  for (const some of inChunks(unknown, chunk))
    added.push(
      ...(await database()
        .transaction()
        .execute((transaction) => addTags(transaction, repositoryId, some, listedAt))),
    );
  for (const tag of tags) known.delete(tag);
  await db
    .updateTable("repository")
    .set({ listed_at: listedAt, incomplete, problem: null })
    .where("id", "=", repositoryId)
    .execute();
  if (added.length > 0) await updateCounts(db, repositoryId, { recount: true });
  return { added, vanished: [...known] };
}

/** Adds tags that were listed at that time, except those that are known to have gone since; returns the added names. */
async function addTags(db: Database, repositoryId: number, tags: string[], listedAt: number): Promise<string[]> {
  const place = await repositoryOf(db, repositoryId);
  if (!place) return [];
  const gone = await findGoneSince(db, place, tags, listedAt);
  const there = tags.filter((tag) => !gone.has(tag));
  if (there.length === 0) return [];
  await addTagNames(db, there);
  await db
    .insertInto("tag")
    .values(there.map((name) => unreadTag(repositoryId, name, listedAt)))
    .onConflict((conflict) => conflict.columns(["repository_id", "name"]).doNothing())
    .execute();
  return there;
}
