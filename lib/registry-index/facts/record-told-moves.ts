import "server-only";
import type { Database } from "@/lib/db/tables";
import { digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { findLastSighting, sightingOf } from "./last-sighting";
import { addTagFacts, findNewestFact, type Origin, type TagFact, type TagPlace } from "./tag-fact-store";

type Told = Origin & { registry: string; repository: string; at: number };

const mostTags = 500;

/**
 * Records, as part of the transaction, that the registry reported a push of the tag, or its delete (`digest` null).
 * Call it before the report changes the index. A report that repeats the previous one is ignored.
 */
export async function recordToldMove(db: Database, told: Told & { tag: string; digest: string | null }): Promise<void> {
  const place: TagPlace = { registry: told.registry, repository: told.repository, tag: told.tag };
  const newest = await findNewestFact(db, place);
  if (newest && newest.source !== "look" && newest.digest === told.digest && newest.at <= told.at) return;
  const seen = await findLastSighting(db, place, told.at);
  // A list without the tag says nothing about what happened after that list.
  const before = seen?.digest === null && newest && newest.at >= seen.at ? undefined : seen;
  await addTagFacts(db, [{ ...told, source: told.digest === null ? "delete" : "push", before }]);
}

/**
 * Records that the registry reported the delete of a manifest, as the delete of each tag that names it in the index.
 */
export async function recordToldDelete(db: Database, told: Told & { digest: string }): Promise<void> {
  const { digest, ...fact } = told;
  const tags = await db
    .selectFrom("blob")
    .innerJoin("tag", "tag.manifest_id", "blob.id")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["tag.name", "tag.seen_at", "tag.checked_at", "tag.changed_at", "tag.problem"])
    .where("blob.digest", "=", digestBytes(digest))
    .where("repository.registry", "=", told.registry)
    .where("repository.name", "=", told.repository)
    .limit(mostTags)
    .execute();
  const gone: (TagPlace & TagFact)[] = [];
  for (const tag of tags) {
    const place = { registry: told.registry, repository: told.repository, tag: tag.name };
    const newest = await findNewestFact(db, place);
    // The tag was moved away before, and the index has not looked since.
    if (newest && newest.at <= told.at && newest.digest !== digest && newest.source !== "look") continue;
    gone.push({ ...fact, ...place, source: "delete", digest: null, before: sightingOf(tag, digest, told.at) });
  }
  await addTagFacts(db, gone);
}
