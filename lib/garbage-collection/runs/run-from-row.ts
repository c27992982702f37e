import "server-only";
import type { Run } from "@/lib/contract/garbage-collection";
import { problemOf } from "@/lib/errors/problem";
import { isoTime } from "@/lib/format/iso-time";
import type { RunRow } from "./runs-store";

/** Returns a run as the API shows it. */
export function runFromRow(row: RunRow): Run {
  return {
    id: row.id,
    number: row.number,
    registry: row.registry,
    dryRun: row.dry_run === 1,
    removeUntagged: row.remove_untagged === 1,
    rehearsal: row.rehearsal === 1,
    acceptBroken: row.accept_broken === 1,
    state: row.state,
    phase: row.phase,
    startedAt: isoTime(row.started_at),
    finishedAt: isoTime(row.finished_at),
    startedBy: row.started_by,
    blobsMarked: row.blobs_marked,
    blobsEligible: row.blobs_eligible,
    manifestsEligible: row.manifests_eligible,
    reclaimableBytes: row.reclaimable_bytes,
    reclaimedBytes: row.reclaimed_bytes,
    unknownSizes: row.unknown_sizes,
    failure: row.failure_code === null ? null : problemOf(row.failure_code, row.failure_detail ?? ""),
  };
}
