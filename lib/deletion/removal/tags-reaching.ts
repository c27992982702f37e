import "server-only";
import type { RepositoryGraph } from "./repository-graph";

/** Returns the tags that name one of these digests, or an index that lists one at any depth. */
export function tagsReaching({ tags, manifests }: RepositoryGraph, digests: ReadonlySet<string>): string[] {
  if (digests.size === 0) return [];
  const reaching = new Set(digests);
  // Indexes are nested a few levels deep at most.
  for (let before = -1; before < reaching.size; ) {
    before = reaching.size;
    for (const [digest, { children }] of manifests)
      if (children.some((child) => reaching.has(child))) reaching.add(digest);
  }
  return [...tags].flatMap(([tag, digest]) => (digest !== null && reaching.has(digest) ? tag : []));
}
