import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { counted, formatCount } from "@/lib/format/count";
import { recordBroken } from "@/lib/garbage-collection/images/broken-store";
import { type BrokenImage, findBroken } from "@/lib/garbage-collection/images/find-broken";
import { type SilentTag, snapshotTags, type TagSnapshot } from "@/lib/garbage-collection/images/snapshot-tags";
import { findUntaggedDanger } from "@/lib/garbage-collection/images/untagged-safety";
import { RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import type { RunContext } from "./run-context";

/** The state of the registry's images before a collection. */
export type CheckedImages = {
  tags: TagSnapshot;
  broken: BrokenImage[];
  /** Build caches that already lacked layers. */
  caches: BrokenImage[];
  /** How many images were checked and are complete. */
  whole: number;
};

const namedInLog = 20;

/**
 * Checks every part of every tag's image, for comparison afterwards. Throws `images-broken` if an image is incomplete
 * and the run does not accept broken images, and `remove-untagged-unsafe` if removing untagged manifests would destroy
 * images.
 */
export async function checkImages(context: RunContext): Promise<CheckedImages> {
  const { run, runner, log, signal } = context;
  await context.enter("checking");
  const tags = await snapshotTags(runner.connection, signal);
  log.note(`${counted(tags.repositories, "repository", "repositories")}, ${counted(tags.answering.size, "tag")} read`);
  if (!tags.complete) log.note("These are not all: the registry does not list everything to the console");
  if (runner.by === "steps" && run.remove_untagged === 1) {
    const { kind } = await getCapabilities(runner.connection, { refresh: true });
    const danger = findUntaggedDanger(kind, tags);
    if (danger) throw new AppError(danger.code, danger.detail);
  }
  const found = await findBroken(runner.connection, tags.answering.values(), { signal });
  const broken = [...tags.silent.filter(isBroken).map(asBroken), ...found.images];
  const unread = tags.silent.length + found.images.length - broken.length;
  if (unread > 0) log.note(`${formatCount(unread)} can only be read by older clients, and were not looked at`);
  noteCaches(context, found.caches);
  const whole = tags.answering.size - found.images.length;
  if (broken.length === 0) log.note(`Every part of ${counted(whole, "image")} answers`);
  else await refuseBroken(context, broken);
  return { tags, broken, caches: found.caches, whole };
}

// An image that only old clients can read is not broken: its registry's collector reads it.
const isBroken = ({ code }: SilentTag) => code !== "manifest-unsupported";
const asBroken = ({ repository, tag }: SilentTag): BrokenImage => ({
  repository,
  tag,
  digest: null,
  detail: "Its manifest can't be read.",
});

function noteCaches({ log }: RunContext, caches: BrokenImage[]): void {
  if (caches.length === 0) return;
  log.note(`${counted(caches.length, "build cache is", "build caches are")} not complete, and no image needs them:`);
  for (const { repository, tag, detail } of caches.slice(0, namedInLog)) log.note(`  ${repository}:${tag}: ${detail}`);
}

async function refuseBroken(context: RunContext, broken: BrokenImage[]): Promise<void> {
  const { run, log } = context;
  await recordBroken(run.id, broken);
  log.note(`${counted(broken.length, "image is", "images are")} broken already:`);
  for (const { repository, tag, detail } of broken.slice(0, namedInLog)) log.note(`  ${repository}:${tag}: ${detail}`);
  if (run.accept_broken === 1) return log.note("The run goes on, as was asked for");
  const [first] = broken;
  throw new AppError(
    "images-broken",
    `${broken.length === 1 ? "An image is" : `${formatCount(broken.length)} images are`} not whole, such as ${first?.repository}:${first?.tag}. ${first?.detail} A collection may remove what is left of them. Nothing was removed. Push them again, delete their tags, or collect all the same.`,
  );
}

/**
 * Returns the tags (`repository:tag`) whose image was complete before and no longer is, though the tag still names it,
 * and the tags of build caches that newly lack layers.
 */
export async function findNewlyBroken(
  context: RunContext,
  before: CheckedImages,
): Promise<{ damaged: string[]; caches: string[] }> {
  const { connection } = context.runner;
  const signal = unlessCancelled(context.signal);
  const known = new Set([...before.broken, ...before.caches].map(({ repository, tag }) => `${repository}:${tag}`));
  const whole = [...before.tags.answering].filter(([name]) => !known.has(name)).map(([, tagged]) => tagged);
  const damaged: string[] = [];
  const { images, caches } = await findBroken(connection, whole, { signal });
  for (const { repository, tag, digest } of images) {
    const now = await findManifestDigest(connection, repository, tag, { signal });
    if (now?.digest === digest) damaged.push(`${repository}:${tag}`);
  }
  return { damaged, caches: caches.map(({ repository, tag }) => `${repository}:${tag}`) };
}

/**
 * After a cancellation people want all the more to know what is left; a console that stops can't wait for the check.
 */
function unlessCancelled(signal: AbortSignal): AbortSignal {
  const stop = new AbortController();
  signal.addEventListener("abort", () => {
    if (!(signal.reason instanceof RunAborted && signal.reason.reason === "cancelled")) stop.abort(signal.reason);
  });
  return stop.signal;
}
