import "server-only";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";

// The registry reports a push before the index notices it. A change that was noticed later than this was another push.
const noticedWithinMs = 60_000;

type Times = Pick<IndexTables["tag"], "pushed_at" | "changed_at">;

/** Returns true if the index has seen no other push of the tag since the last one that the registry reported. */
export function isToldOf({ pushed_at, changed_at }: Times): boolean {
  return pushed_at !== null && pushed_at >= (changed_at ?? 0) - noticedWithinMs;
}

/**
 * Returns when a tag was last pushed, as far as it is known: a move that the index saw itself is a push that the
 * registry did not report. Null if the registry has never reported a push: what existed at the first look may be of any
 * age.
 */
export function lastPushOf(tag: Times): number | null {
  return tag.pushed_at === null || isToldOf(tag) ? tag.pushed_at : tag.changed_at;
}
