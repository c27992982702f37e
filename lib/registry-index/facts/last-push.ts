import "server-only";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";

// A push is told of before it is noticed: a change that was noticed later than this was another one.
const noticedWithinMs = 60_000;

type Times = Pick<IndexTables["tag"], "pushed_at" | "changed_at">;

/** Whether the index has seen no other push of the tag since the last one that the registry told of. */
export function isToldOf({ pushed_at, changed_at }: Times): boolean {
  return pushed_at !== null && pushed_at >= (changed_at ?? 0) - noticedWithinMs;
}

/**
 * When a tag was pushed last, as far as it is known: a move that the index saw itself is a push that the registry did not
 * tell of. Null where the registry has never told: what was there at the first look may be as old as can be.
 */
export function lastPushOf(tag: Times): number | null {
  return tag.pushed_at === null || isToldOf(tag) ? tag.pushed_at : tag.changed_at;
}
