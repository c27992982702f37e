import "server-only";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { attachedTo } from "./attached-to";
import { inRemovalOrder } from "./removal-order";
import type { RepositoryGraph } from "./repository-graph";

export type RemovalRequest = {
  tags: Iterable<string>;
  /** Manifests by digest, such as untagged ones. */
  manifests?: Iterable<string> | undefined;
  /** Whether what is attached to an image is deleted with it. */
  withReferrers: boolean;
  /** Returns whether a tag stays, whatever is asked for. If left out, no tag is protected. */
  isProtected?: (tag: string) => boolean;
};

export type Removal = {
  /** The tags asked for that exist. */
  tags: Set<string>;
  /** Tags of signatures and the like, which are deleted with what they are attached to. */
  attachedTags: Set<string>;
  /** Manifests that nothing uses once the tags are gone: each before what it lists or is attached to. */
  unused: string[];
};

/**
 * Plans what a removal deletes. A manifest that a remaining tag, index or subject reaches is never unused. A manifest
 * that is not part of what was asked for stays, and so does everything that it reaches. If the graph is not complete,
 * nothing is unused.
 */
export function planRemoval(graph: RepositoryGraph, request: RemovalRequest): Removal {
  const { isProtected = () => false } = request;
  const tags = new Set([...request.tags].filter((tag) => graph.tags.has(tag) && !isProtected(tag)));
  if (!graph.complete) return { tags, attachedTags: new Set(), unused: [] };
  const relations = relate(graph);
  const starts = [...[...tags].flatMap((tag) => graph.tags.get(tag) ?? []), ...(request.manifests ?? [])];
  const candidates = belongings(graph, relations, starts, request.withReferrers);
  const attachedTo = (digests: Iterable<string>) =>
    new Set(
      request.withReferrers
        ? [...digests].flatMap((digest) => relations.attachedTags(digest)).filter((tag) => !isProtected(tag))
        : [],
    );
  // A kept manifest keeps what is attached to it, whose tags then keep what they name: repeats until nothing more is
  // kept.
  for (let attachedTags = attachedTo(candidates); ; ) {
    const removed = (tag: string) => tags.has(tag) || attachedTags.has(tag);
    const kept = reach(graph, relations, rootsOf(graph, relations, candidates, removed));
    const unused = [...candidates].filter((digest) => !kept.has(digest));
    const attached = attachedTo(unused);
    if (attached.size < attachedTags.size) attachedTags = attached;
    else {
      for (const tag of tags) attachedTags.delete(tag);
      return { tags, attachedTags, unused: inRemovalOrder(graph, unused) };
    }
  }
}

type Relations = {
  /** The manifests that name this digest as their subject. */
  referrers(digest: string): readonly string[];
  /** The tags under which clients keep what is attached to this digest. */
  attachedTags(digest: string): readonly string[];
  /** The manifests that such a tag is attached to. */
  subjectsOfTag(tag: string): readonly string[];
};

function relate(graph: RepositoryGraph): Relations {
  const { tags, manifests } = graph;
  const subjectTag = new Map([...tags.keys()].map((tag) => [tag, attachedTo(graph, tag) ?? ""]));
  const referrers = Map.groupBy(manifests.keys(), (digest) => manifests.get(digest)?.subject ?? "");
  const attached = Map.groupBy(tags.keys(), (tag) => subjectTag.get(tag) ?? "");
  const subjects = Map.groupBy(manifests.keys(), fallbackTag);
  return {
    referrers: (digest) => referrers.get(digest) ?? [],
    attachedTags: (digest) => attached.get(fallbackTag(digest)) ?? [],
    subjectsOfTag: (tag) => subjects.get(subjectTag.get(tag) ?? "") ?? [],
  };
}

/**
 * Returns all that may be deleted with these manifests: what they list and, with `withReferrers`, what is attached to
 * any of it.
 */
function belongings(
  { tags, manifests }: RepositoryGraph,
  relations: Relations,
  starts: Iterable<string>,
  withReferrers: boolean,
): Set<string> {
  return follow(starts, manifests, (digest) => [
    ...(manifests.get(digest)?.children ?? []),
    ...(withReferrers ? relations.referrers(digest) : []),
    ...(withReferrers ? relations.attachedTags(digest).flatMap((tag) => tags.get(tag) ?? []) : []),
  ]);
}

/**
 * Returns what certainly stays: what a remaining tag names or is attached to, and every manifest that is no candidate.
 */
function rootsOf(
  { tags, manifests }: RepositoryGraph,
  relations: Relations,
  candidates: ReadonlySet<string>,
  removed: (tag: string) => boolean,
): string[] {
  const roots = [...manifests.keys()].filter((digest) => !candidates.has(digest));
  for (const [tag, digest] of tags) {
    if (removed(tag)) continue;
    if (digest !== null) roots.push(digest);
    roots.push(...relations.subjectsOfTag(tag));
  }
  return roots;
}

/**
 * Returns what stays with these: what they list or mention, what they are attached to, and what is attached to them.
 */
function reach({ manifests }: RepositoryGraph, relations: Relations, roots: Iterable<string>): Set<string> {
  return follow(roots, manifests, (digest) => {
    const { children = [], subject = null, mentions = [] } = manifests.get(digest) ?? {};
    return [...children, ...mentions, ...(subject === null ? [] : [subject]), ...relations.referrers(digest)];
  });
}

function follow(
  starts: Iterable<string>,
  manifests: RepositoryGraph["manifests"],
  next: (digest: string) => readonly string[],
): Set<string> {
  const found = new Set<string>();
  const waiting = [...starts];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    if (found.has(digest) || !manifests.has(digest)) continue;
    found.add(digest);
    waiting.push(...next(digest));
  }
  return found;
}
