import "server-only";
import { database } from "@/lib/db/database";
import type { Sighting, TagPlace } from "@/lib/registry-index/facts/tag-fact-store";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

export type Latest = {
  /** Whether the index has the tag. */
  known: boolean;
  /** The digest that the tag names, as far as the index has read it. */
  digest: string | null;
  /** What the last look at the tag showed; null if there was none, or it failed. */
  sighting: Sighting | null;
  checkedAt: number | null;
  /** The time since which the index has the tag. */
  knownSince: number | null;
};

/**
 * Returns what the index has recorded about the tag. `lastFactAt` is the time of the latest known fact about its moves.
 */
export async function findLatestSighting(place: TagPlace, lastFactAt: number): Promise<Latest> {
  const repository = await findRepository(place.registry, place.repository);
  const none = { known: false, digest: null, sighting: null, checkedAt: null, knownSince: null };
  if (!repository) return none;
  const tag = await database()
    .selectFrom("tag")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .select(["tag.seen_at", "tag.checked_at", "tag.problem", "blob.digest"])
    .where("tag.repository_id", "=", repository.id)
    .where("tag.name", "=", place.tag)
    .executeTakeFirst();
  const { listed_at, incomplete } = repository;
  if (!tag) {
    // A complete list without the tag is a look too; a list older than the last fact says nothing about later changes.
    const isLook = listed_at !== null && incomplete === null && listed_at > lastFactAt;
    return { ...none, checkedAt: listed_at, sighting: isLook ? { at: listed_at, digest: null } : null };
  }
  const digest = tag.digest && bytesDigest(tag.digest);
  const { seen_at, checked_at, problem } = tag;
  // A tag that was found anew after its last known fact has existed since then.
  const at = seen_at > lastFactAt ? seen_at : checked_at;
  const sighting = digest === null || problem !== null ? null : { at, digest };
  return { known: true, digest, sighting, checkedAt: checked_at || null, knownSince: seen_at };
}
