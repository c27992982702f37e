import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inChunks, inLists } from "@/lib/registry-index/tables/in-chunks";
import { listedByNone } from "./listed-by-none";

/** A tag as the index has recorded it; `digest` is null if the tag was never read or names nothing. */
export type KnownTag = { tag: string; digest: string | null; seenAt: number; checkedAt: number; broken: boolean };

const chunk = 500;

/** Returns the given tags that the index has. */
export async function findKnownTags(repositoryId: number, tags: string[]): Promise<KnownTag[]> {
  const found: KnownTag[] = [];
  for (const some of inChunks(tags, chunk)) {
    const rows = await database()
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

/** Returns the digest that each tag of the repository names; null if the tag was never read or names nothing. */
export async function listKnownDigests(repositoryId: number): Promise<Map<string, string | null>> {
  const rows = await database()
    .selectFrom("tag")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .select(["tag.name", "blob.digest"])
    .where("tag.repository_id", "=", repositoryId)
    .execute();
  return new Map(rows.map(({ name, digest }) => [name, digest ? bytesDigest(digest) : null]));
}

/** Returns the digests of manifests, by their ids in the index. */
export async function findDigests(manifestIds: Iterable<number>): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const some of inLists(manifestIds)) {
    const rows = await database().selectFrom("blob").select(["id", "digest"]).where("id", "in", some).execute();
    for (const { id, digest } of rows) found.set(id, bytesDigest(digest));
  }
  return found;
}

/**
 * Returns the manifests of the repository that lost their tags and have not been deleted or collected since; with
 * `unneeded`, only those that no image index with a tag lists.
 */
export async function listUntaggedDigests(
  repositoryId: number,
  { unneeded = false }: { unneeded?: boolean } = {},
): Promise<string[]> {
  const rows = await database()
    .selectFrom("untagged")
    .innerJoin("blob", "blob.id", "untagged.manifest_id")
    .select("blob.digest")
    .where("untagged.repository_id", "=", repositoryId)
    .where("untagged.deleted", "=", 0)
    .$if(unneeded, (query) => query.where(listedByNone))
    .execute();
  return rows.map(({ digest }) => bytesDigest(digest));
}

/** Returns the kind and the subject of the given manifests that were read in full. */
export async function findDescribed(
  digests: Iterable<string>,
): Promise<Map<string, { kind: string; subject: string | null }>> {
  const found = new Map<string, { kind: string; subject: string | null }>();
  for (const some of inLists(digests)) {
    const rows = await database()
      .selectFrom("blob")
      .innerJoin("manifest", "manifest.blob_id", "blob.id")
      .select(["blob.digest", "manifest.kind", "manifest.subject"])
      .where("blob.digest", "in", some.map(digestBytes))
      .execute();
    for (const { digest, kind, subject } of rows) found.set(bytesDigest(digest), { kind, subject });
  }
  return found;
}

/** Returns true if everything that the tables show about the digest is known. */
export async function isDescribed(digest: string): Promise<boolean> {
  const row = await database()
    .selectFrom("blob")
    .innerJoin("manifest", "manifest.blob_id", "blob.id")
    .select("blob.id")
    .where("blob.digest", "=", digestBytes(digest))
    .where("manifest.complete", "=", 1)
    .executeTakeFirst();
  return row !== undefined;
}
