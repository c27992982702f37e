import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";

/**
 * Returns what the index has of a tag: the digest (null before it was read), when it was last looked at (0 before the
 * first time) and when it was pushed. Returns null if the index doesn't have the tag.
 */
export async function findTagState(
  registry: string,
  repository: string,
  tag: string,
): Promise<{ digest: string | null; checkedAt: number; pushedAt: number | null } | null> {
  const row = await database()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .select(["blob.digest", "tag.checked_at", "tag.pushed_at"])
    .where("repository.registry", "=", registry)
    .where("repository.name", "=", repository)
    .where("tag.name", "=", tag)
    .executeTakeFirst();
  if (!row) return null;
  return { digest: row.digest && bytesDigest(row.digest), checkedAt: row.checked_at, pushedAt: row.pushed_at };
}
