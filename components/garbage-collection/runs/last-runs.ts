import type { Run } from "@/lib/contract/garbage-collection";
import type { Storage } from "@/lib/contract/storage";
import { isProblem } from "@/lib/errors/problem";

export type LastRuns = {
  dryRun: Run | undefined;
  collection: Run | undefined;
  /** False if something was collected or became garbage since: the dry run's findings are then outdated. */
  isDryRunCurrent: boolean;
};

/**
 * Returns the last dry run and the last collection that went through, from runs sorted newest first. `garbageSince` is
 * when something last became garbage, for a plain collection and for one with untagged manifests, as far as known.
 */
export function lastOf(runs: readonly Run[], garbageSince?: Storage["garbageSince"]): LastRuns {
  const done = runs.filter((run) => run.state === "succeeded");
  const dryRun = done.find((run) => run.dryRun);
  // A run that failed after collecting has removed something all the same.
  const collection = runs.find((run) => !run.dryRun && (run.state === "succeeded" || run.reclaimedBytes !== null));
  const since = dryRun?.removeUntagged ? garbageSince?.untagged : garbageSince?.deleted;
  const isDryRunCurrent =
    dryRun !== undefined && dryRun.number > (collection?.number ?? 0) && (since ?? "") <= (dryRun.startedAt ?? "");
  return { dryRun, collection, isDryRunCurrent };
}

/** Returns the last collection or rehearsal if broken images kept it from starting, else undefined. */
export function stoppedByBroken(runs: readonly Run[]): Run | undefined {
  const last = runs.find((run) => !run.dryRun || run.rehearsal);
  return isProblem(last?.failure, "images-broken") ? last : undefined;
}
