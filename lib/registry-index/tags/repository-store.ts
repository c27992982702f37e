import "server-only";
import { type Selectable, sql } from "kysely";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { noteTagMoves } from "@/lib/registry-index/facts/note-tag-moves";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { takeIds } from "@/lib/registry-index/tables/next-ids";

export type RepositoryRow = Selectable<IndexTables["repository"]>;

const chunk = 500;
const index = () => database();

export async function findRepository(registry: string, name: string, db = index()): Promise<RepositoryRow | null> {
  const row = await db
    .selectFrom("repository")
    .selectAll()
    .where("registry", "=", registry)
    .where("name", "=", name)
    .executeTakeFirst();
  return row ?? null;
}

/** Adds the repositories that are new, and returns their number. */
export async function addRepositories(registry: string, names: string[]): Promise<number> {
  const known = await index().selectFrom("repository").select("name").where("registry", "=", registry).execute();
  const present = new Set(known.map((row) => row.name));
  const missing = names.filter((name) => !present.has(name));
  for (const some of inChunks(missing, chunk)) {
    await index()
      .transaction()
      .execute((db) => insertRepositories(db, registry, some));
  }
  return missing.length;
}

async function insertRepositories(db: Database, registry: string, names: string[]): Promise<void> {
  const first = await takeIds(db, "repository", names.length);
  await db
    .insertInto("repository")
    .values(names.map((name, at) => ({ ...unread, id: first + at, registry, name })))
    .onConflict((conflict) => conflict.columns(["registry", "name"]).doNothing())
    .execute();
}

const unread = {
  revision: 0,
  hidden: 0 as const,
  listed_at: null,
  incomplete: null,
  problem: null,
  tag_count: 0,
  unread_count: 0,
  size_bytes: null,
  unique_bytes: null,
  reclaimable_bytes: null,
  pushed_at: null,
  pulled_at: null,
  pull_count: 0,
};

/** Returns the repository's row and adds it if there is none; as part of `transaction`, if given. */
export async function ensureRepository(registry: string, name: string, transaction?: Database): Promise<RepositoryRow> {
  const known = await findRepository(registry, name, transaction);
  if (known) return known;
  if (transaction) await insertRepositories(transaction, registry, [name]);
  else await addRepositories(registry, [name]);
  return (await findRepository(registry, name, transaction)) as RepositoryRow;
}

// Noting more would block all other writers; the history of the remaining tags lacks its end.
const mostTagsNoted = 2_000;

/**
 * Removes a repository from the index. Call it only when the registry itself has said that there is no repository of
 * that name. The history records that its tags are gone; `at` is when the registry was asked.
 */
export async function removeRepository(id: number, at: number): Promise<void> {
  await database()
    .transaction()
    .execute(async (db) => {
      const tags = await db
        .selectFrom("tag")
        .select(["name", "manifest_id", "seen_at", "checked_at", "changed_at", "problem"])
        .where("repository_id", "=", id)
        .limit(mostTagsNoted)
        .execute();
      await noteTagMoves(
        db,
        id,
        tags.map(({ name, ...before }) => {
          return { tag: name, at: Math.max(at, before.checked_at), before, manifestId: null };
        }),
      );
      await db.deleteFrom("tag").where("repository_id", "=", id).execute();
      await db.deleteFrom("untagged").where("repository_id", "=", id).execute();
      await db.deleteFrom("repository").where("id", "=", id).execute();
    });
}

/** Records that the repository's list could not be read; what was recorded before stays. */
export async function recordListProblem(id: number, problem: { type: string; detail: string }): Promise<void> {
  await index()
    .updateTable("repository")
    .set({ problem: JSON.stringify(problem), revision: sql<number>`revision + 1` })
    .where("id", "=", id)
    .execute();
}

/** Sets whether the lists leave the repository out while it has no tags. Does nothing if the index doesn't have it. */
export async function hideWhileEmpty(registry: string, name: string, hidden: boolean): Promise<void> {
  await index()
    .updateTable("repository")
    .set({ hidden: hidden ? 1 : 0, revision: sql<number>`revision + 1` })
    .where("registry", "=", registry)
    .where("name", "=", name)
    .execute();
}
