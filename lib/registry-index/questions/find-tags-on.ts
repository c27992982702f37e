import "server-only";
import { database } from "@/lib/db/database";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { digestBytes } from "@/lib/registry-index/tables/digest-bytes";

const mostTags = 500;

/** The tags of a repository that name the digest, as far as the index knows; at most 500, those of referrers left out. */
export async function findTagsOn(registry: string, repository: string, digest: string): Promise<string[]> {
  const rows = await database()
    .selectFrom("blob")
    .innerJoin("tag", "tag.manifest_id", "blob.id")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select("tag.name")
    .where("blob.digest", "=", digestBytes(digest))
    .where("repository.registry", "=", registry)
    .where("repository.name", "=", repository)
    // By its own fallback tag it is named too, where that lists no referrers.
    .where((eb) => eb.or([eb("tag.referrer", "=", 0), eb("tag.name", "=", fallbackTag(digest))]))
    .limit(mostTags)
    .execute();
  return rows.map((row) => row.name).sort();
}
