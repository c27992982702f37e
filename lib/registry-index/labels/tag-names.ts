import "server-only";
import type { Database } from "@/lib/db/tables";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { inChunks, inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";
import { takeIds } from "@/lib/registry-index/tables/next-ids";

const chunk = 500;

/** Adds the names to the search, except those of referrers. Call it before tags of these names are written. */
export async function addTagNames(db: Database, names: string[]): Promise<void> {
  const fresh = new Set(names.filter((name) => !parseReferrerTag(name)));
  for (const some of inLists([...fresh])) {
    const rows = await db.selectFrom("tag_name").select("name").where("name", "in", some).execute();
    for (const { name } of rows) fresh.delete(name);
  }
  if (fresh.size === 0) return;
  const first = await takeIds(db, "tag_name", fresh.size);
  for (const some of inSteps([...fresh].map((name, at) => ({ id: first + at, name })))) {
    await db
      .insertInto("tag_name")
      .values(some)
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute();
  }
}

/** Removes names that no tag has any more; returns how many. */
export async function forgetUnusedTagNames(db: Database): Promise<number> {
  const isUnused = db
    .selectFrom("tag_name")
    .select("tag_name.id")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("tag").select("tag.name").whereRef("tag.name", "=", "tag_name.name"))),
    );
  let forgotten = 0;
  for (const some of inChunks(await isUnused.execute(), chunk)) {
    const ids = some.map(({ id }) => id);
    const { numDeletedRows } = await db
      .deleteFrom("tag_name")
      .where("id", "in", ids)
      .where("id", "in", isUnused.where("tag_name.id", "in", ids))
      .executeTakeFirst();
    forgotten += Number(numDeletedRows);
  }
  return forgotten;
}
