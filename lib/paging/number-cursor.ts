import "server-only";
import type { List } from "@/lib/contract/list";
import { AppError } from "@/lib/errors/app-error";
import { liveList } from "./live-list";

/** Which page is wanted: the one that begins at a cursor, or else at an offset. */
export type Page = { cursor?: string | undefined; offset?: number | undefined; limit: number };

/** Parses a cursor that is a number of at least `least`. Throws `invalid-request` if it isn't one of ours. */
export function parseCursor(cursor: string, least = 0): number {
  if (!/^\d{1,9}$/.test(cursor) || Number(cursor) < least)
    throw new AppError("invalid-request", "The cursor does not belong to this list.");
  return Number(cursor);
}

/** Returns where a page begins, in a list whose cursors are offsets. Throws `invalid-request` for an invalid cursor. */
export function offsetOf({ cursor, offset = 0 }: Page): number {
  return cursor === undefined ? offset : parseCursor(cursor);
}

/** Returns a page of a list whose cursors are offsets, read from the database just now. */
export function pageFrom<T>(items: T[], total: number, page: Page): List<T> {
  const end = offsetOf(page) + items.length;
  return liveList(items, { total, nextCursor: end < total && items.length > 0 ? String(end) : null });
}
