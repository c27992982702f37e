import type { TagList } from "@/lib/contract/tags";
import { isUnread } from "./tag-pages";

/** How far the reading of a page's details has come, and when it last came further. */
export type TagDetailsProgress = { read: number; unread: number; done: boolean; movedAtMs: number };

/** After this long without a new detail the reading counts as stuck. */
export const stuckAfterMs = 12_000;

/** The progress after one more answer. */
export function tagDetailsProgress(page: TagList, before: TagDetailsProgress | undefined, nowMs: number) {
  const read = page.freshness.read;
  const unread = page.items.filter(isUnread).length;
  const moved = before === undefined || read !== before.read || unread !== before.unread;
  return {
    read,
    unread,
    done: page.freshness.state !== "partial",
    movedAtMs: moved ? nowMs : before.movedAtMs,
  } satisfies TagDetailsProgress;
}

/** Whether asking again makes sense: something is missing and something has come lately. */
export function isReading(progress: TagDetailsProgress, nowMs: number): boolean {
  return !progress.done && nowMs - progress.movedAtMs < stuckAfterMs;
}

/** How long to wait before asking again: hardly while details come in, longer the longer none did. */
export function pauseMs(progress: TagDetailsProgress, nowMs: number): number {
  return Math.min(2_000, 250 + (nowMs - progress.movedAtMs) / 2);
}
