import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest, digestBytes } from "./digest-bytes";
import { inChunks } from "./in-chunks";
import type { IndexTables } from "./index-tables";

/** A tag as the index knows it; `digest` is null where it was never read, or names nothing. */
export type KnownTag = { tag: string; digest: string | null; seenAt: number; checkedAt: number; broken: boolean };

const chunk = 500;

/** Those of the tags that the index has. */
export async function findKnownTags(repositoryId: number, tags: string[]): Promise<KnownTag[]> {
  const found: KnownTag[] = [];
  for (const some of inChunks(tags, chunk)) {
    const rows = await database<IndexTables>()
      .selectFrom("tag")
      .leftJoin("blob", "blob.id", "tag.manifest_id")
      .select(["tag.name", "blob.digest", "tag.seen_at", "tag.checked_at", "tag.problem"])
      .where("repository_id", "=", repositoryId)
      .where("tag.name", "in", some)
      .execute();
    for (const row of rows) {
      const digest = row.digest ? bytesDigest(row.digest) : null;
      const { name: tag, seen_at: seenAt, checked_at: checkedAt } = row;
      found.push({ tag, digest, seenAt, checkedAt, broken: row.problem !== null });
    }
  }
  return found;
}

/** True where everything that the tables show of the digest is known. */
export async function isDescribed(digest: string): Promise<boolean> {
  const row = await database<IndexTables>()
    .selectFrom("blob")
    .innerJoin("manifest", "manifest.blob_id", "blob.id")
    .select("blob.id")
    .where("blob.digest", "=", digestBytes(digest))
    .where("manifest.complete", "=", 1)
    .executeTakeFirst();
  return row !== undefined;
}
