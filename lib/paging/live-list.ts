import "server-only";
import type { List } from "@/lib/contract/list";

type Rest = { total?: number; nextCursor?: string | null; checkedAt?: number };

/** Returns a list that was read just now, or at `checkedAt` (epoch milliseconds): all of it, unless `total` is more. */
export function liveList<T>(items: T[], { total = items.length, nextCursor = null, checkedAt }: Rest = {}): List<T> {
  const at = new Date(checkedAt ?? Date.now()).toISOString();
  return { items, total, nextCursor, freshness: { state: "live", checkedAt: at, read: total, expected: total } };
}
