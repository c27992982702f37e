import "server-only";
import { database } from "@/lib/db/database";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { digestBytes } from "@/lib/registry-index/tables/digest-bytes";

const mostTags = 500;

/**
 * Returns the tags of a repository that name the digest, as far as the index has recorded them; at most 500, without
 * those of referrers.
 */
export async function findTagsOn(registry: string, repository: string, digest: string): Promise<string[]> {
  const rows = await database()
    .selectFrom("blob")
    .innerJoin("tag", "tag.manifest_id", "blob.id")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select("tag.name")
    .where("blob.digest", "=", digestBytes(digest))
    .where("repository.registry", "=", registry)
    .where("repository.name", "=", repository)
    // A manifest's own fallback tag counts too if it names that manifest instead of a list of referrers.
    .where((eb) => eb.or([eb("tag.referrer", "=", 0), eb("tag.name", "=", fallbackTag(digest))]))
    .limit(mostTags)
    .execute();
  return rows.map((row) => row.name).sort();
}
