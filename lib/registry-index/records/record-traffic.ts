import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "@/lib/db/tables";
import { addTagNames } from "@/lib/registry-index/labels/tag-names";
import { findBlobIds } from "@/lib/registry-index/tables/blob-ids";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { ensureRepository } from "@/lib/registry-index/tags/repository-store";
import { unreadTag } from "@/lib/registry-index/tags/unread-tag";
import { updateCounts } from "@/lib/registry-index/tags/update-counts";

type Traffic = { registry: string; repository: string; tag: string | null; at: number };
type Recorded = { addedTag: boolean };

const mostParents = 500;

/**
 * Records, as part of the transaction, that a manifest was pushed; times never move back. The manifest that the tag
 * names is read from the registry instead of trusting the report. A repository or tag that the index doesn't have yet
 * is added as unread.
 */
export async function recordPush(db: Database, { registry, repository, tag, at }: Traffic): Promise<Recorded> {
  const { id } = await ensureRepository(registry, repository, db);
  const addedTag = tag !== null && (await upsertTag(db, { ...unreadTag(id, tag, Date.now()), pushed_at: at }));
  await touchRepository(db, id, { pushed_at: laterThan("pushed_at", at) });
  return { addedTag };
}

/**
 * Records, as part of the transaction, that a manifest was pulled. A pull by digest counts for every tag that names the
 * digest: clients such as containerd ask for a tag's digest and pull that. A client pulls the children of an image
 * index after the index: that is no pull of its own, but the tags of that index are in use.
 */
export async function recordPull(
  db: Database,
  { registry, repository, tag, digest, at }: Traffic & { digest: string | null },
): Promise<Recorded> {
  const { id } = await ensureRepository(registry, repository, db);
  const row = tag === null ? null : { ...unreadTag(id, tag, Date.now()), pulled_at: at, pull_count: 1 };
  const addedTag = row !== null && (await upsertTag(db, row));
  const isPart = row === null && digest !== null && (await pullDigest(db, id, digest, at)).isPart;
  // As in the lists, a signature is part of its image: reading it is no pull of the repository.
  const pulls = isPart || row?.referrer ? 0 : 1;
  await touchRepository(db, id, {
    pulled_at: laterThan("pulled_at", at),
    pull_count: sql<number>`pull_count + ${pulls}`,
  });
  return { addedTag };
}

/**
 * Counts the pull for the tags that name the digest. `isPart`: no tag names it, only an image index with a tag lists
 * it.
 */
async function pullDigest(
  db: Database,
  repositoryId: number,
  digest: string,
  at: number,
): Promise<{ isPart: boolean }> {
  const manifest = (await findBlobIds(db, [digest])).get(digest);
  if (manifest === undefined) return { isPart: false };
  const tags = db.updateTable("tag").where("repository_id", "=", repositoryId);
  const pulled_at = laterThan("pulled_at", at);
  const own = await tags
    .set({ pulled_at, pull_count: sql<number>`pull_count + 1` })
    .where("manifest_id", "=", manifest)
    .executeTakeFirst();
  const parents = await db
    .selectFrom("manifest_blob")
    .select("manifest_id")
    .where("blob_id", "=", manifest)
    .limit(mostParents)
    .execute();
  if (parents.length === 0) return { isPart: false };
  const ofParents = await tags
    .set({ pulled_at })
    .where(
      "manifest_id",
      "in",
      parents.map((row) => row.manifest_id),
    )
    .executeTakeFirst();
  return { isPart: own.numUpdatedRows === 0n && ofParents.numUpdatedRows > 0n };
}

/** Returns true if the index didn't have the tag. */
async function upsertTag(db: Database, row: IndexTables["tag"]): Promise<boolean> {
  const known = await db
    .selectFrom("tag")
    .select("name")
    .where("repository_id", "=", row.repository_id)
    .where("name", "=", row.name)
    .executeTakeFirst();
  if (!known) await addTagNames(db, [row.name]);
  await db
    .insertInto("tag")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["repository_id", "name"]).doUpdateSet({
        pushed_at: laterOfBoth("pushed_at"),
        pulled_at: laterOfBoth("pulled_at"),
        pull_count: sql<number>`tag.pull_count + excluded.pull_count`,
      }),
    )
    .execute();
  if (!known) await updateCounts(db, row.repository_id, { recount: true });
  return !known;
}

async function touchRepository(
  db: Database,
  id: number,
  change: Partial<Record<"pushed_at" | "pulled_at" | "pull_count", RawBuilder<number>>>,
): Promise<void> {
  await db
    .updateTable("repository")
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where("id", "=", id)
    .execute();
}

type Time = "pushed_at" | "pulled_at";

// SQLite and PostgreSQL share no function for the later of two times, one of which may be null.
function laterThan(column: Time, at: number): RawBuilder<number> {
  const known = sql.ref<number>(column);
  return sql<number>`case when coalesce(${known}, 0) < ${at} then ${at} else ${known} end`;
}

function laterOfBoth(column: Time): RawBuilder<number> {
  const [known, given] = [sql.ref<number>(`tag.${column}`), sql.ref<number>(`excluded.${column}`)];
  return sql<number>`case when coalesce(${known}, 0) < ${given} then ${given} else ${known} end`;
}
