import "server-only";
import type { Database } from "@/lib/db/tables";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import type { Sighting, TagPlace } from "./tag-fact-store";

type Times = Pick<IndexTables["tag"], "seen_at" | "checked_at" | "changed_at" | "problem">;

/**
 * Returns a time at which the tag certainly named the digest that the index has for it, before `before` if it did so
 * then; null if no such time is known. A look that failed or found a problem proves nothing.
 */
function lastSeenAt(
  { seen_at, checked_at, changed_at, problem }: Times,
  before = Number.POSITIVE_INFINITY,
): number | null {
  if (problem !== null) return changed_at ?? seen_at;
  return checked_at < before ? checked_at : changed_at;
}

/**
 * Returns what the index last saw the tag name before that time, as part of the transaction; undefined if it never
 * looked. A tag that was missing from a complete list of the repository did not exist then.
 */
export async function findLastSighting(db: Database, place: TagPlace, before: number): Promise<Sighting | undefined> {
  const repository = await db
    .selectFrom("repository")
    .select(["id", "listed_at", "incomplete"])
    .where("registry", "=", place.registry)
    .where("name", "=", place.repository)
    .executeTakeFirst();
  if (!repository) return undefined;
  const tag = await db
    .selectFrom("tag")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .select(["tag.seen_at", "tag.checked_at", "tag.changed_at", "tag.problem", "blob.digest"])
    .where("tag.repository_id", "=", repository.id)
    .where("tag.name", "=", place.tag)
    .executeTakeFirst();
  if (tag) return tag.digest === null ? undefined : sightingOf(tag, bytesDigest(tag.digest), before);
  const { listed_at, incomplete } = repository;
  return listed_at === null || incomplete !== null ? undefined : { at: listed_at, digest: null };
}

/** Returns that the tag named the digest, at a time when it certainly did; undefined if no such time is known. */
export function sightingOf(tag: Times, digest: string, before?: number): Sighting | undefined {
  const at = lastSeenAt(tag, before);
  return at === null ? undefined : { at, digest };
}
