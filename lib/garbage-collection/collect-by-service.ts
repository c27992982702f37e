import "server-only";
import { checkImages } from "./check-images";
import { requireUndamaged } from "./collect";
import { findDamage } from "./find-damage";
import type { RunContext } from "./run-context";
import type { ServiceRunner } from "./runner";

/** Has a service collect the registry, and looks at every image before and after. Throws where it did not go through. */
export async function collectByService(context: RunContext<ServiceRunner>): Promise<void> {
  const { run, runner } = context;
  const before = await checkImages(context);
  await askService(context, run.dry_run === 1);
  if (run.dry_run === 1) return;
  const gone = await findDamage(runner.connection, before.tags, { wasReadOnly: false });
  await requireUndamaged(context, before, gone);
}

/** Has a service look ahead, or collect, and writes down what it says of it. */
export async function askService(context: RunContext<ServiceRunner>, dryRun: boolean): Promise<void> {
  await context.enter(dryRun ? "dry-run" : "collecting");
  const removeUntagged = context.run.remove_untagged === 1;
  const report = await context.runner.collect(context, { dryRun, removeUntagged });
  await context.record({
    blobs_eligible: report.blobsEligible,
    manifests_eligible: report.manifestsEligible,
    reclaimable_bytes: report.reclaimableBytes,
    reclaimed_bytes: report.reclaimedBytes,
  });
}
