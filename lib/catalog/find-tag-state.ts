import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest } from "./digest-bytes";
import type { IndexTables } from "./index-tables";

/** What the index has of a tag: the digest, null before it was read, and when it was pushed; null without the tag. */
export async function findTagState(
  registry: string,
  repository: string,
  tag: string,
): Promise<{ digest: string | null; pushedAt: number | null } | null> {
  const row = await database<IndexTables>()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .select(["blob.digest", "tag.pushed_at"])
    .where("repository.registry", "=", registry)
    .where("repository.name", "=", repository)
    .where("tag.name", "=", tag)
    .executeTakeFirst();
  return row ? { digest: row.digest && bytesDigest(row.digest), pushedAt: row.pushed_at } : null;
}
