import "server-only";
import type { DeletionItem } from "@/lib/contract/deletions";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import { attachedTo } from "./attached-to";
import type { Removal } from "./plan-removal";
import type { RepositoryGraph } from "./repository-graph";

export type KeptFor = NonNullable<DeletionItem["keptFor"]>;

/**
 * Returns a function that reports what else uses a manifest once these tags are gone: other tags, the indexes that list
 * it (by tag, or by digest if they have no tag), and what is attached to it.
 */
export function explainKept(graph: RepositoryGraph, removal: Removal): (digest: string) => KeptFor {
  const going = new Set(removal.unused);
  const tags = new Map<string, string[]>();
  const attached = new Map<string, string[]>();
  for (const [tag, digest] of graph.tags) {
    if (removal.tags.has(tag) || removal.attachedTags.has(tag)) continue;
    if (digest !== null) add(tags, digest, tag);
    const subject = attachedTo(graph, tag);
    if (subject !== null && digest !== null)
      for (const one of parseReferrerTag(tag)?.suffix ? [digest] : childrenOf(graph, digest))
        add(attached, subject, one);
  }
  const parents = new Map<string, string[]>();
  const referrers = new Map<string, string[]>();
  for (const [digest, { children, subject, mentions = [] }] of graph.manifests) {
    if (going.has(digest)) continue;
    for (const child of [...children, ...mentions]) add(parents, child, digest);
    if (subject !== null) add(referrers, subject, digest);
  }
  const named = (digest: string) => tags.get(digest) ?? [digest];
  return (digest) => ({
    tags: tags.get(digest) ?? [],
    indexes: [...new Set((parents.get(digest) ?? []).flatMap(named))],
    referrers: [...new Set([...(referrers.get(digest) ?? []), ...(attached.get(fallbackTag(digest)) ?? [])])],
  });
}

const childrenOf = (graph: RepositoryGraph, digest: string) => graph.manifests.get(digest)?.children ?? [];

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
