import "server-only";
import { makeFinal } from "@/lib/deletion/make-final";
import { AppError } from "@/lib/errors/app-error";
import { formatBytes } from "@/lib/format/bytes";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { lookAhead } from "./dry-run";
import { findDamage } from "./find-damage";
import type { CollectorReport } from "./parse-collector-output";
import { readTags, type TagSnapshot } from "./read-tags";
import { measureReclaimed, type Reclaimable } from "./reclaimable";
import { runCollector } from "./run-collector";
import type { RunContext } from "./run-context";
import { RunAborted } from "./run-ending";
import { findUntaggedDanger } from "./untagged-safety";

/** Reads every tag, for comparing afterwards, and refuses what would destroy images. */
async function checkTags(context: RunContext): Promise<TagSnapshot> {
  const { run, runner, log, signal } = context;
  await context.enter("checking");
  const tags = await readTags(runner.connection, signal);
  log.note(`${tags.repositories} repositories, ${tags.answering.size} tags answer`);
  if (tags.silent.length > 0) log.note(`${tags.silent.length} do not: ${tags.silent.slice(0, 10).join(", ")}`);
  if (!tags.complete) log.note("These are not all: the registry does not list everything to the console");
  if (run.remove_untagged === 1) {
    const { kind } = await getCapabilities(runner.connection, { refresh: true });
    const danger = findUntaggedDanger(kind, tags);
    if (danger) throw new AppError(danger.code, danger.detail);
  }
  return tags;
}

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

async function recordReclaimed(context: RunContext, { sizes }: Reclaimable, collected: CollectorReport | null) {
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

async function requireUndamaged(context: RunContext, tags: TagSnapshot): Promise<void> {
  const damaged = await findDamage(context.runner.connection, tags, { wasReadOnly: !context.runner.allowWritable });
  if (damaged.length === 0) return context.log.note(`All ${tags.answering.size} tags still answer`);
  context.log.note(`DAMAGED: ${damaged.length} tags no longer answer: ${damaged.slice(0, 50).join(", ")}`);
  throw new AppError(
    "images-damaged",
    `${damaged.length} tags answered before the collection and don't any more, such as ${damaged.slice(0, 3).join(", ")}. Push them again. The log names them.`,
  );
}

/** Collects a registry that refuses pushes now: look at the tags, look ahead, collect, look at the tags again. */
export async function collect(context: RunContext): Promise<void> {
  const tags = await checkTags(context);
  const { report, reclaimable } = await lookAhead(context);
  requireTagsKept(tags, report);
  const { blobsEligible = 0, manifestsEligible = 0 } = report.summary ?? {};
  if (blobsEligible + manifestsEligible === 0) {
    context.log.note("There is nothing to remove");
    return context.record({ reclaimed_bytes: 0 });
  }
  await context.enter("collecting");
  const removeUntagged = context.run.remove_untagged === 1;
  const collected = await runCollector(context.runner, context, { dryRun: false, removeUntagged }).catch(
    (error: unknown) => error,
  );
  // What a shutdown leaves unchecked is checked by nobody in a hurry: the history says that it was interrupted.
  if (collected instanceof RunAborted && collected.reason !== "cancelled") throw collected;
  const failed = collected instanceof Error;
  await context.record({ phase: "verifying" });
  await recordReclaimed(context, reclaimable, failed ? null : (collected as CollectorReport));
  await requireUndamaged(context, tags);
  if (failed) throw collected;
}
