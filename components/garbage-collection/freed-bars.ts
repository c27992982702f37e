import type { Run } from "@/lib/contract/garbage-collection";

export type FreedBar = { id: string; number: number; at: string; bytes: number; heightPercent: number };

const mostBars = 40;
/** The least height of a collection that freed something, so that its bar is visible. */
const leastPercent = 2;

/**
 * Returns the last collections that report what they freed, oldest first, each with its height relative to the largest.
 */
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
