import "server-only";
import { makeFinal } from "@/lib/deletion/make-final";
import { AppError } from "@/lib/errors/app-error";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { type CheckedImages, checkImages, findNewlyBroken } from "./check-images";
import { lookAhead } from "./dry-run";
import { findDamage } from "./find-damage";
import type { CollectorReport } from "./parse-collector-output";
import { whileReadOnly } from "./read-only-period";
import type { TagSnapshot } from "./read-tags";
import { measureReclaimed, type Reclaimable } from "./reclaimable";
import { runCollector } from "./run-collector";
import type { RunContext, SteppedContext } from "./run-context";
import { RunAborted } from "./run-ending";

/** What became of the collector: whether it may have removed something, and how it failed where it did. */
type Swept = { began: boolean; failure: unknown };

/** Refuses a collection that would remove a manifest which a tag points at, for whatever reason it isn't marked. */
function requireTagsKept(tags: TagSnapshot, report: CollectorReport): void {
  for (const [name, { digest }] of tags.answering) {
    if (!report.blobs.has(digest)) continue;
    throw new AppError(
      "collection-unsafe",
      `The collector would remove ${digest}, which the tag ${name} points at. Nothing was removed. Its storage may be damaged there; push the image again, then run again.`,
    );
  }
}

async function recordReclaimed(context: SteppedContext, { sizes }: Reclaimable, collected: CollectorReport | null) {
  const { findRemaining } = context.runner;
  const remaining = findRemaining && (await findRemaining([...sizes.keys()]));
  // Without a look at the storage, only a collector that went through is believed.
  if (!remaining && !collected) return;
  const removed = (digest: string) => (remaining ? !remaining.has(digest) : collected?.blobs.has(digest) === true);
  const isGone = (digest: string) => sizes.has(digest) && removed(digest);
  const bytes = measureReclaimed(sizes, isGone);
  await context.record({ reclaimed_bytes: bytes });
  context.log.note(`Freed ${formatBytes(bytes)}`);
  const final = await makeFinal(context.run.registry, context.run.id, isGone);
  if (final > 0) context.log.note(`${final} items of the trash can't be put back any more`);
  if (collected && remaining && remaining.size > 0)
    context.log.note(`${remaining.size} blobs that should be gone are still there`);
}

/** Looks ahead, refuses what would destroy images, and lets the collector work. */
async function sweep(context: SteppedContext, tags: TagSnapshot): Promise<Swept> {
  const { run, runner, log } = context;
  const { report, reclaimable } = await lookAhead(context);
  requireTagsKept(tags, report);
  if (run.rehearsal === 1) {
    log.note("A rehearsal: everything was done but the collection itself");
    return { began: false, failure: null };
  }
  const { blobsEligible = 0, manifestsEligible = 0 } = report.summary ?? {};
  if (blobsEligible + manifestsEligible === 0) {
    log.note("There is nothing to remove");
    await context.record({ reclaimed_bytes: 0 });
    return { began: false, failure: null };
  }
  await context.enter("collecting");
  const removeUntagged = run.remove_untagged === 1;
  const collected = await runCollector(runner, context, { dryRun: false, removeUntagged }).catch(
    (error: unknown) => error,
  );
  // What a shutdown leaves unchecked is checked by nobody in a hurry: the history says that it was interrupted.
  if (collected instanceof RunAborted && collected.reason !== "cancelled") throw collected;
  const failed = collected instanceof Error;
  await recordReclaimed(context, reclaimable, failed ? null : (collected as CollectorReport));
  const calm = { ...context, signal: new AbortController().signal };
  const unforgotten = await runner.forgetCached?.(calm).catch((error: unknown) => error);
  return { began: true, failure: failed ? collected : unforgotten };
}

/** Throws `images-damaged` where an image that was whole before isn't any more. */
export async function requireUndamaged(context: RunContext, before: CheckedImages, gone: string[]): Promise<void> {
  await context.record({ phase: "verifying" });
  const damaged = [...new Set([...gone, ...(await findNewlyBroken(context, before))])].sort();
  if (damaged.length === 0) {
    const whole = before.tags.answering.size + before.tags.silent.length - before.broken.length;
    return context.log.note(`All ${formatCount(whole)} images that were whole still are`);
  }
  context.log.note(`DAMAGED: ${damaged.length} tags no longer answer: ${damaged.slice(0, 50).join(", ")}`);
  throw new AppError(
    "images-damaged",
    `${damaged.length} tags answered before the collection and don't any more, such as ${damaged.slice(0, 3).join(", ")}. Push them again. The log names them.`,
  );
}

/**
 * Collects a registry, or rehearses that: make it refuse pushes, look at every image, look ahead, collect, make it
 * accept pushes, and look at every image again, as a restarted registry remembers nothing that isn't there.
 */
export async function collect(context: SteppedContext): Promise<void> {
  const { runner } = context;
  const { connection, stopsRegistry } = runner;
  const known = stopsRegistry ? await checkImages(context) : null;
  const { before, swept, gone } = await whileReadOnly(context, async () => {
    const before = known ?? (await checkImages(context));
    const swept = await sweep(context, before.tags);
    const wasReadOnly = !runner.allowWritable;
    const gone = swept.began && !stopsRegistry ? await findDamage(connection, before.tags, { wasReadOnly }) : [];
    return { before, swept, gone };
  });
  if (swept.began && stopsRegistry) gone.push(...(await findDamage(connection, before.tags, { wasReadOnly: false })));
  if (swept.began) await requireUndamaged(context, before, gone);
  if (swept.failure) throw swept.failure;
}
