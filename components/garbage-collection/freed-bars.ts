import type { Run } from "@/lib/contract/garbage-collection";

export type FreedBar = { id: string; number: number; at: string; bytes: number; heightPercent: number };

const mostBars = 40;
/** What a collection that freed something is at least, so that it can be seen. */
const leastPercent = 2;

/** The last collections that say what they freed, the oldest first, each as high as its part of the largest. */
export function freedBars(runs: readonly Run[]): FreedBar[] {
  const freed = runs
    .filter((run) => !run.dryRun && run.reclaimedBytes !== null && run.startedAt !== null)
    .slice(0, mostBars)
    .toReversed();
  const largest = Math.max(1, ...freed.map(({ reclaimedBytes }) => reclaimedBytes ?? 0));
  return freed.map(({ id, number, startedAt, reclaimedBytes }) => {
    const bytes = reclaimedBytes ?? 0;
    const heightPercent = bytes === 0 ? 0 : Math.max(leastPercent, (bytes / largest) * 100);
    return { id, number, at: startedAt ?? "", bytes, heightPercent };
  });
}
