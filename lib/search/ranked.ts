import "server-only";
import type { HitOf, SearchHit } from "@/lib/contract/search";

const mostBeside = 3;

/** A hit and how well it matches: 0 is an exact match, from 5 on it merely contains the word somewhere. */
export type Ranked<Hit extends SearchHit = SearchHit> = { match: number; hit: Hit };

type LabelRanked = Ranked<HitOf<"label">>;

/**
 * Returns the labels that are worth showing beside other hits: a few, and none whose only tag is shown already, such as
 * the label with its version.
 */
export function labelsBeside(labels: LabelRanked[], others: Ranked[]): LabelRanked[] {
  const shown = new Set(others.flatMap(({ hit }) => (hit.kind === "tag" ? placeOf(hit) : [])));
  const telling = labels.filter(({ hit }) => hit.tags !== 1 || hit.more || !shown.has(placeOf(hit)));
  return others.length === 0 ? telling : telling.slice(0, mostBeside);
}

function placeOf({ registry, repository, tag }: HitOf<"label" | "tag">): string {
  return `${registry}/${repository}:${tag}`;
}

/** Returns all hits, the kind with the best hit first; within a kind, and among equal kinds, in the given order. */
export function arrangeHits(kinds: Ranked[][]): SearchHit[] {
  const best = (hits: Ranked[]) => hits.reduce((least, { match }) => Math.min(least, match), Number.POSITIVE_INFINITY);
  return kinds
    .map((hits) => ({ hits, best: best(hits) }))
    .sort((a, b) => a.best - b.best)
    .flatMap(({ hits }) => hits.map(({ hit }) => hit));
}
