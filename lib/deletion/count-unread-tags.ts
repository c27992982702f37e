import "server-only";
import type { ReadGraph } from "./read-graph";

/** How many tags can't be read, or name an index that lists something, at any depth, that can't be read. */
export function countUnreadTags({ tags, manifests, unread, unreadable }: ReadGraph): number {
  const unclear = new Set(unreadable);
  // Indexes are nested a few levels deep at most.
  for (let before = -1; before < unclear.size; ) {
    before = unclear.size;
    if (before === 0) break;
    for (const [digest, { children }] of manifests)
      if (children.some((child) => unclear.has(child))) unclear.add(digest);
  }
  return unread.size + [...tags.values()].filter((digest) => digest !== null && unclear.has(digest)).length;
}
