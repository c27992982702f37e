import "server-only";
import type { SearchHit } from "@/lib/contract/search";

/** A hit and how well it matches: 0 is the very thing, from 5 on it merely has the word somewhere. */
export type Ranked<Hit extends SearchHit = SearchHit> = { match: number; hit: Hit };

/** All hits, the kind with the best one first; within a kind, and of equal kinds, in the order they are given in. */
export function arrangeHits(kinds: Ranked[][]): SearchHit[] {
  const best = (hits: Ranked[]) => hits.reduce((least, { match }) => Math.min(least, match), Number.POSITIVE_INFINITY);
  return kinds
    .map((hits) => ({ hits, best: best(hits) }))
    .sort((a, b) => a.best - b.best)
    .flatMap(({ hits }) => hits.map(({ hit }) => hit));
}
