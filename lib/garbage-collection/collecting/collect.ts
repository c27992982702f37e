import "server-only";
import { makeFinal } from "@/lib/deletion/undo/make-final";
import { AppError } from "@/lib/errors/app-error";
import { formatBytes } from "@/lib/format/bytes";
import { counted } from "@/lib/format/count";
import type { CollectorReport } from "@/lib/garbage-collection/collector-output/parse-collector-output";
import { measureReclaimed, type Reclaimable } from "@/lib/garbage-collection/collector-output/reclaimable";
import { findDamage } from "@/lib/garbage-collection/images/find-damage";
import type { TagSnapshot } from "@/lib/garbage-collection/images/snapshot-tags";
import { RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { type CheckedImages, checkImages } from "./check-images";
import { lookAhead } from "./dry-run";
import { forgetCached } from "./forget-cached";
import { requireClosed, whileReadOnly } from "./read-only-period";
import { requireSafe } from "./require-safe";
import { requireUndamaged } from "./require-undamaged";
import { runCollector } from "./run-collector";
import type { SteppedContext } from "./run-context";

/** The outcome of the collector: whether it may have removed something, and its failure if there was one. */
type Swept = { began: boolean; failure: unknown };

async function recordReclaimed(
  context: SteppedContext,
  { sizes, unknownSizes }: Reclaimable,
  collected: CollectorReport | null,
) {
  const { findRemaining } = context.runner;
  const remaining = findRemaining && (await findRemaining([...sizes.keys()]));
  // Without a look at the storage, only a collector that succeeded is believed.
  if (!remaining && !collected) return;
  const removed = (digest: string) => (remaining ? !remaining.has(digest) : collected?.blobs.has(digest) === true);
  const isGone = (digest: string) => sizes.has(digest) && removed(digest);
  const bytes = measureReclaimed(sizes, isGone);
  const isKnown = sizes.size > 0 || unknownSizes === 0;
  await context.record({ reclaimed_bytes: isKnown ? bytes : null });
  const least = unknownSizes > 0 ? "at least " : "";
  context.log.note(isKnown ? `Freed ${least}${formatBytes(bytes)}` : "How much that freed is not known");
  const final = await makeFinal(context.run.registry, context.run.id, isGone);
  if (final > 0) context.log.note(`${counted(final, "item")} of the trash can't be put back any more`);
  if (collected && remaining && remaining.size > 0)
    context.log.note(
      `${counted(remaining.size, "blob that should be gone is", "blobs that should be gone are")} still there`,
    );
}

/** Does a dry run, refuses a collection that would destroy images, and runs the collector. */
async function sweep(context: SteppedContext, tags: TagSnapshot): Promise<Swept> {
  const { run, runner, log } = context;
  const { report, reclaimable } = await lookAhead(context);
  requireSafe(tags, report);
  if (run.rehearsal === 1) {
    await runner.forgetCached?.(context);
    log.note("A rehearsal: everything was done but the collection itself");
    return { began: false, failure: null };
  }
  const { blobsEligible = 0, manifestsEligible = 0 } = report.summary ?? {};
  if (blobsEligible + manifestsEligible === 0) {
    log.note("There is nothing to remove");
    await context.record({ reclaimed_bytes: 0 });
    return { began: false, failure: null };
  }
  // Looking at everything may have taken hours, in which something else may have restarted the registry.
  await requireClosed(runner);
  await context.enter("collecting");
  await context.record({ must_forget_cached: runner.forgetCached ? 1 : 0 });
  context.requireHeld();
  const removeUntagged = run.remove_untagged === 1;
  const collected = await runCollector(runner, context, { dryRun: false, removeUntagged }).catch(
    (error: unknown) => error,
  );
  // A shutdown leaves no time for checks: the history records that the run was interrupted.
  if (collected instanceof RunAborted && collected.reason !== "cancelled") throw collected;
  const failed = collected instanceof Error;
  const calm = { ...context, signal: new AbortController().signal };
  const failures = await allFailures(log, [
    () => requireClosed(runner),
    () => recordReclaimed(context, reclaimable, failed ? null : (collected as CollectorReport)),
    () => forgetCached(run.registry, runner, calm),
  ]);
  return { began: true, failure: failed ? collected : failures[0] };
}

/** Runs every step, even if one fails: what was removed is checked in any case. */
async function allFailures(log: SteppedContext["log"], steps: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const step of steps)
    await step().catch((error: unknown) => {
      failures.push(error);
      log.note(`Afterwards: ${error instanceof AppError ? error.detail : "the console failed"}`);
    });
  return failures;
}

/**
 * Collects a registry, or rehearses that: makes it refuse pushes, checks every image, does a dry run, collects, makes
 * it accept pushes, and checks every image again, because a restarted registry no longer answers from its cache for
 * what is gone.
 */
export async function collect(context: SteppedContext): Promise<void> {
  const { run, runner, log } = context;
  const { connection, stopsRegistry } = runner;
  await forgetCached(run.registry, runner, context);
  const known = stopsRegistry ? await checkImages(context) : null;
  const gone: string[] = [];
  const lookAtTags = async (before: CheckedImages, swept: Swept, wasReadOnly: boolean) => {
    const look = async () => gone.push(...(await findDamage(connection, before.tags, { wasReadOnly })));
    const [failure] = await allFailures(log, [look]);
    swept.failure ??= failure;
  };
  const { before, swept } = await whileReadOnly(context, async () => {
    const before = known ?? (await checkImages(context));
    const swept = await sweep(context, before.tags);
    if (swept.began && !stopsRegistry) await lookAtTags(before, swept, !runner.allowWritable);
    return { before, swept };
  });
  if (swept.began && stopsRegistry) await lookAtTags(before, swept, false);
  if (swept.began && !runner.makeWritable && !runner.allowWritable)
    log.note("The registry was not restarted: its cache may still contain what was removed");
  if (swept.began) await requireUndamaged(context, before, gone);
  if (swept.failure) throw swept.failure;
}
