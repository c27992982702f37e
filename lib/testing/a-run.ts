import type { Run } from "@/lib/contract/garbage-collection";

/** A collection of `local` that succeeded and, apart from the given changes, reports no numbers. */
export function aRun(changes: Partial<Run> & Pick<Run, "number">): Run {
  return {
    id: String(changes.number),
    registry: "local",
    dryRun: false,
    removeUntagged: false,
    rehearsal: false,
    acceptBroken: false,
    state: "succeeded",
    phase: null,
    startedAt: "2026-11-21T10:00:00Z",
    finishedAt: null,
    startedBy: "ann",
    blobsMarked: null,
    blobsEligible: null,
    manifestsEligible: null,
    reclaimableBytes: null,
    reclaimedBytes: null,
    unknownSizes: 0,
    failure: null,
    ...changes,
  };
}
