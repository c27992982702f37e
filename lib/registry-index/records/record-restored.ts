import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { addTagFacts, type TagFact } from "@/lib/registry-index/facts/tag-fact-store";
import { findBlobIds } from "@/lib/registry-index/tables/blob-ids";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { announceToIndex } from "./index-announcements";

type Restored = {
  /** The manifests that were found or put back. */
  digests: Iterable<string>;
  tags: readonly (Omit<TagFact, "userAgent" | "address"> & { tag: string })[];
};

/**
 * Records that manifests are back in a repository and that tags name them, and has those tags looked at. `also` is
 * written in the same transaction.
 */
export async function recordRestored(
  registry: string,
  repository: string,
  { digests, tags }: Restored,
  also: (db: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const known = await findRepository(registry, repository);
  await database()
    .transaction()
    .execute(async (db) => {
      if (known) await noteThere(db, known.id, digests);
      await addTagFacts(
        db,
        tags.map((fact) => ({ registry, repository, ...fact })),
      );
      await also(db);
    });
  const names = tags.map(({ tag }) => tag);
  if (names.length > 0) announceToIndex("moved", { registry, repository, tags: names });
  announceToIndex("changed", { registry, repositories: [repository] });
}

async function noteThere(db: Database, repositoryId: number, digests: Iterable<string>): Promise<void> {
  const all = [...(await findBlobIds(db, digests)).values()];
  const listed = await findListed(db, all);
  await forgetUntagged(
    db,
    repositoryId,
    all.filter((id) => listed.has(id)),
  );
  await notDeleted(
    db,
    repositoryId,
    all.filter((id) => !listed.has(id)),
  );
  await db
    .updateTable("repository")
    .set({ revision: sql<number>`revision + 1` })
    .where("id", "=", repositoryId)
    .execute();
}

async function forgetUntagged(db: Database, repositoryId: number, manifests: number[]): Promise<void> {
  for (const some of inLists(manifests))
    await db
      .deleteFrom("untagged")
      .where("repository_id", "=", repositoryId)
      .where("manifest_id", "in", some)
      .execute();
}

/** A manifest that no other one lists exists again, and is untagged until a look at a tag shows otherwise. */
async function notDeleted(db: Database, repositoryId: number, manifests: number[]): Promise<void> {
  for (const some of inLists(manifests))
    await db
      .updateTable("untagged")
      .set({ deleted: 0 })
      .where("repository_id", "=", repositoryId)
      .where("manifest_id", "in", some)
      .execute();
}

/** Returns which of the manifests another one of them lists. */
async function findListed(db: Database, ids: number[]): Promise<Set<number>> {
  const all = new Set(ids);
  const listed = new Set<number>();
  for (const some of inLists(ids)) {
    const rows = await db.selectFrom("manifest_blob").select("blob_id").where("manifest_id", "in", some).execute();
    for (const { blob_id } of rows) if (all.has(blob_id)) listed.add(blob_id);
  }
  return listed;
}
