import "server-only";
import { makeFinal } from "@/lib/deletion/undo/make-final";
import { counted } from "@/lib/format/count";
import { measureReclaimable } from "@/lib/garbage-collection/collector-output/reclaimable";
import { findDamage } from "@/lib/garbage-collection/images/find-damage";
import type { ServiceReport, ServiceRunner } from "@/lib/garbage-collection/runner/runner";
import { outcomeOf, RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { checkImages } from "./check-images";
import { requireUndamaged } from "./require-undamaged";
import type { RunContext } from "./run-context";

/**
 * Has a service collect the registry, and checks every image before and after, even if the service failed or was
 * cancelled: it may have removed something all the same.
 */
export async function collectByService(context: RunContext<ServiceRunner>): Promise<void> {
  const { run, runner, log } = context;
  const before = await checkImages(context);
  const [report, failure] = await askService(context, run.dry_run === 1).then(
    (value) => [value, null] as const,
    (error: unknown) => [null, { error }] as const,
  );
  const leaves = failure?.error instanceof RunAborted && failure.error.reason !== "cancelled";
  if (run.dry_run === 1 || leaves) {
    if (failure) throw failure.error;
    return;
  }
  if (report) {
    const final = await makeFinal(run.registry, run.id, (digest) => report.removed.has(digest));
    if (final > 0) log.note(`${counted(final, "item")} of the trash can't be put back any more`);
  }
  if (failure) log.note(`The service: ${outcomeOf(failure.error).failure?.detail ?? "the run was cancelled"}`);
  const gone = await findDamage(runner.connection, before.tags, { wasReadOnly: false });
  await requireUndamaged(context, before, gone);
  if (failure) throw failure.error;
}

/** Has a service do a dry run or a collection, and records what it reports. */
export async function askService(context: RunContext<ServiceRunner>, dryRun: boolean): Promise<ServiceReport> {
  await context.enter(dryRun ? "dry-run" : "collecting");
  const removeUntagged = context.run.remove_untagged === 1;
  const report = await context.runner.collect(context, { dryRun, removeUntagged });
  const said = { reclaimable_bytes: report.reclaimableBytes, reclaimed_bytes: report.reclaimedBytes };
  const isSaid = (dryRun ? report.reclaimableBytes : report.reclaimedBytes) !== null;
  await context.record({
    blobs_eligible: report.blobsEligible,
    manifests_eligible: report.manifestsEligible,
    ...(isSaid ? said : await measure(report, dryRun)),
  });
  return report;
}

/** Measures the blobs that the service named, if it reports no bytes itself. */
async function measure({ removed, blobsEligible }: ServiceReport, dryRun: boolean) {
  const findSizes = (digests: readonly string[]) => findBlobSizes([...digests]);
  const { bytes, sizes, unknownSizes } = await measureReclaimable(removed, blobsEligible ?? 0, findSizes);
  const known = sizes.size > 0 || blobsEligible === 0 ? bytes : null;
  return {
    reclaimable_bytes: dryRun ? known : null,
    reclaimed_bytes: dryRun ? null : known,
    unknown_sizes: unknownSizes,
  };
}
