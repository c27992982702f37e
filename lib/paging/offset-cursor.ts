import "server-only";
import type { List } from "@/lib/contract/list";
import { AppError } from "@/lib/errors/app-error";

type Page = { cursor?: string | undefined; offset?: number | undefined; limit: number };

/** Returns where a page begins, in a list whose cursor is an offset. Throws `invalid-request` for any other cursor. */
export function offsetOf({ cursor, offset = 0 }: Page): number {
  if (cursor === undefined) return offset;
  if (!/^\d{1,9}$/.test(cursor)) throw new AppError("invalid-request", "The cursor does not belong to this list.");
  return Number(cursor);
}

/** Returns a page of a list that was just read from the database. */
export function pageFrom<T>(items: T[], total: number, page: Page): List<T> {
  const end = offsetOf(page) + items.length;
  return {
    items,
    total,
    nextCursor: end < total && items.length > 0 ? String(end) : null,
    freshness: { state: "live", checkedAt: new Date().toISOString(), read: total, expected: total },
  };
}
