import type { Run } from "@/lib/contract/garbage-collection";
import type { Storage } from "@/lib/contract/storage";
import { isProblem } from "@/lib/errors/problem";

export type LastRuns = {
  dryRun: Run | undefined;
  collection: Run | undefined;
  /** False where something was collected since, or became garbage: what the dry run found is not what is there. */
  isDryRunCurrent: boolean;
};

/**
 * The last dry run and the last collection that went through, of runs with the newest first; `garbageSince`: when something
 * last became garbage, for a plain collection and with untagged manifests, as far as is known.
 */
export function lastOf(runs: readonly Run[], garbageSince?: Storage["garbageSince"]): LastRuns {
  const done = runs.filter((run) => run.state === "succeeded");
  const dryRun = done.find((run) => run.dryRun);
  // One that failed later has removed something all the same.
  const collection = runs.find((run) => !run.dryRun && (run.state === "succeeded" || run.reclaimedBytes !== null));
  const since = dryRun?.removeUntagged ? garbageSince?.untagged : garbageSince?.deleted;
  const isDryRunCurrent =
    dryRun !== undefined && dryRun.number > (collection?.number ?? 0) && (since ?? "") <= (dryRun.startedAt ?? "");
  return { dryRun, collection, isDryRunCurrent };
}

/** The last run, where it did not begin because of images that are not whole, and what it was. */
export function stoppedByBroken(runs: readonly Run[]): Run | undefined {
  const last = runs.find((run) => !run.dryRun || run.rehearsal);
  return isProblem(last?.failure, "images-broken") ? last : undefined;
}
