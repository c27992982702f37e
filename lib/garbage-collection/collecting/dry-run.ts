import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { formatBytes } from "@/lib/format/bytes";
import { counted } from "@/lib/format/count";
import type { CollectorReport } from "@/lib/garbage-collection/collector-output/parse-collector-output";
import { measureReclaimable, type Reclaimable } from "@/lib/garbage-collection/collector-output/reclaimable";
import { examineUntagged } from "./examine-untagged";
import { runCollector } from "./run-collector";
import type { SteppedContext } from "./run-context";

/** Does the collector's dry run and records what it would remove. Throws if that must not be removed. */
export async function lookAhead(
  context: SteppedContext,
): Promise<{ report: CollectorReport; reclaimable: Reclaimable }> {
  const { run, runner, log } = context;
  const removeUntagged = run.remove_untagged === 1;
  await context.enter("dry-run");
  const report = await runCollector(runner, context, { dryRun: true, removeUntagged });
  if (removeUntagged) {
    const danger = await examineUntagged(runner.connection, report);
    if (danger) throw new AppError(danger.code, danger.detail);
  }
  const { blobsMarked = 0, blobsEligible = 0, manifestsEligible = 0 } = report.summary ?? {};
  const reclaimable = await measureReclaimable(report.blobs, blobsEligible, runner.findSizes);
  const isKnown = reclaimable.sizes.size > 0 || reclaimable.unknownSizes === 0;
  await context.record({
    blobs_marked: blobsMarked,
    blobs_eligible: blobsEligible,
    manifests_eligible: manifestsEligible,
    reclaimable_bytes: isKnown ? reclaimable.bytes : null,
    unknown_sizes: reclaimable.unknownSizes,
  });
  const unknown =
    reclaimable.unknownSizes > 0 ? `, not counting ${counted(reclaimable.unknownSizes, "blob")} of unknown size` : "";
  const size = isKnown ? `${formatBytes(reclaimable.bytes)}${unknown}` : "how much that frees is not known";
  log.note(`${counted(blobsEligible, "blob")} can be removed: ${size}`);
  return { report, reclaimable };
}

/**
 * Does a run that only looks. The registry goes on accepting pushes: a dry run removes nothing, so it is no reason to
 * refuse them. A collection does its own dry run while pushes are refused.
 */
export async function dryRun(context: SteppedContext): Promise<void> {
  context.log.note("Dry run: nothing is removed. Uploads that are going on now may be counted as removable.");
  await lookAhead(context);
}
