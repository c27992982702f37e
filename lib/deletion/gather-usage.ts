import "server-only";
import { fallbackTag, parseReferrerTag, type ReferrerTag } from "@/lib/oci/referrer-tags";
import { findReferrers } from "@/lib/registry/find-referrers";
import type { RepositoryView, TagReading } from "./repository-view";

/** What else in a repository uses a digest. */
export type Usage = {
  tags: string[];
  /** Tags of the indexes that list it. */
  indexes: string[];
  /** Digests, or tags where only the tag is known, of what refers to it. */
  referrers: string[];
  /** False where more may refer to it than could be read. */
  referrersKnown: boolean;
};

/** Every tag of the repository with what it names: the ground on which a deletion is decided. */
export type Graph = {
  readings: Map<string, TagReading>;
  /** Tags that could not be read, or whose indexes list something that could not. */
  unreadTags: number;
  /** False where a tag could not be read or the list was cut: then nothing can be called unused. */
  complete: boolean;
};

/**
 * Reads the graph, every tag asked for at most `maxAgeMs` ago; with 0 names and tags are all asked for from now on.
 * Throws where the list of tags can't be had.
 */
export async function readGraph(view: RepositoryView, maxAgeMs: number): Promise<Graph> {
  await (maxAgeMs === 0 ? view.askNamesAnew() : view.refreshNames());
  await view.readAll(view.tags, maxAgeMs);
  const readings = new Map<string, TagReading>();
  let unreadTags = 0;
  for (const tag of view.tags) {
    const reading = view.find(tag);
    if (reading) readings.set(tag, reading);
    const dangling = reading?.digest === null && reading.problem?.type === "/problems/manifest-not-found";
    if (!reading?.details?.childrenKnown && !dangling) unreadTags++;
  }
  return { readings, unreadTags, complete: unreadTags === 0 && !view.truncated && view.refused === 0 };
}

/** What uses `digest` in the graph, the tag `except` left out. */
export function usageInGraph(graph: Graph, digest: string, except: ReadonlySet<string>): Usage {
  const usage: Usage = { tags: [], indexes: [], referrers: [], referrersKnown: true };
  const referrerTag = fallbackTag(digest);
  for (const [tag, reading] of graph.readings) {
    const referrer = parseReferrerTag(tag);
    if (referrer?.fallbackTag === referrerTag) usage.referrers.push(...referrersAt(tag, referrer, reading));
    if (except.has(tag)) continue;
    if (reading.digest === digest) usage.tags.push(tag);
    if (reading.details?.children.includes(digest)) usage.indexes.push(tag);
    if (reading.details?.subject === digest && reading.digest) usage.referrers.push(reading.digest);
  }
  return usage;
}

// A fallback tag is the list of the referrers, not one of them.
function referrersAt(tag: string, { suffix }: ReferrerTag, { digest, details }: TagReading): string[] {
  if (suffix === null && details) return details.children;
  return [digest ?? tag];
}

/** Adds the referrers that only the registry knows. Throws where it can't tell. */
export async function usageOf(
  view: RepositoryView,
  graph: Graph,
  digest: string,
  except: ReadonlySet<string>,
): Promise<Usage> {
  const usage = usageInGraph(graph, digest, except);
  const { descriptors, refused, truncated } = await findReferrers(view.connection, view.repository, digest);
  const referrers = new Set([...usage.referrers, ...descriptors.map((descriptor) => descriptor.digest)]);
  return { ...usage, referrers: [...referrers], referrersKnown: refused === 0 && !truncated };
}

/** True only where it is known that nothing uses it. */
export function isUnused({ tags, indexes, referrers, referrersKnown }: Usage): boolean {
  return referrersKnown && tags.length === 0 && indexes.length === 0 && referrers.length === 0;
}
