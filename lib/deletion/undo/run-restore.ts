import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import type { DeletionRow, JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { AppError, failureOf, isAppError } from "@/lib/errors/app-error";
import { isProblem, problemOf, toProblem } from "@/lib/errors/problem";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { type HeldLease, holdLease, isLeaseHeld } from "@/lib/jobs/hold-lease";
import { inTurn } from "@/lib/jobs/in-turn";
import { jobsById } from "@/lib/jobs/jobs-by-id";
import { logger } from "@/lib/logging/logger";
import { isIndexType } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { NotSent } from "@/lib/registry/not-sent";
import { findContents } from "@/lib/registry-index/contents/content-store";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { recordRestored } from "@/lib/registry-index/records/record-restored";
import { PutBack } from "./put-back";
import { listRestoring, nextToRestore, type RestoreEnding, settleRestored, stopRestoring } from "./restore-store";

const jobs = () => jobsById("restores", "a deletion could not be undone");

const itemsAtOnce = 64;
const requestsAtOnce = 8;
const askAgainMs = 500;

/** The lease of the console that restores what a deletion removed. */
const restoreLease = (deletionId: string) => `restore:${deletionId}`;

/**
 * Restores the items of a deletion that are to be restored; returns when that is over. Restoring twice changes nothing.
 */
export const takeUpRestore = (id: string): Promise<void> => jobs().start(id, () => perform(id));

// The person who asked for it may have continued in another way since.
const tooOldMs = 5 * 60_000;

/** Resumes restores that a crash cut off a few minutes ago at most. Earlier ones end, and must be requested again. */
export async function recoverRestores(): Promise<void> {
  for (const { id, touched_at } of await listRestoring()) {
    if (jobs().has(id) || (await isLeaseHeld(restoreLease(id)))) continue;
    if (Date.now() - touched_at < tooOldMs) void takeUpRestore(id);
    else await stopRestoring(id, cutOff);
  }
}

const cutOff = problemOf(
  "plan-expired",
  "Restoring it was interrupted some time ago. Check the tag, and restore it again if needed.",
);

async function perform(id: string): Promise<void> {
  const lease = await waitForTurn(id);
  try {
    if (lease) await putAllBack(id, lease.isHeld);
  } finally {
    await lease?.release();
  }
}

/** Returns null if another console has restored everything. */
async function waitForTurn(id: string): Promise<HeldLease | null> {
  while (!jobs().stopping && (await nextToRestore(id, 1)).length > 0) {
    const lease = await holdLease(restoreLease(id));
    if (lease) return lease;
    await wait(askAgainMs);
  }
  return null;
}

async function putAllBack(id: string, isHeld: () => boolean): Promise<void> {
  const deletion = await getDeletionRow(id);
  const { registry, repository } = deletion;
  // Kept for all batches: what was found to exist is not looked for again.
  const putBack = new PutBack(getConnection(registry), repository, isHeld);
  const tries = new Map<number, number>();
  while (isHeld() && !jobs().stopping) {
    const items = await nextToRestore(id, itemsAtOnce);
    if (items.length === 0) return;
    const endings = await inTurn(registry, repository, () => putSomeBack(putBack, deletion, items)).catch(
      (error: unknown) => items.map(({ at }): RestoreEnding => ({ at, problem: problemOfError(error) })),
    );
    await settleRestored(id, endings.filter(isOver(tries)));
    announceToIndex("changed", { registry, repositories: [] });
  }
}

// If a registry, or this machine, was too slow once, the next try may succeed.
const mostTries = 5;

const isOver = (tries: Map<number, number>) => (ending: RestoreEnding) => {
  const count = (tries.get(ending.at) ?? 0) + 1;
  tries.set(ending.at, count);
  return count >= mostTries || !isProblem(ending.problem, "registry-timeout");
};

async function putSomeBack(
  putBack: PutBack,
  { id: deletion, registry, repository }: DeletionRow,
  items: JournalItem[],
): Promise<RestoreEnding[]> {
  const endings: RestoreEnding[] = [];
  const tags: Parameters<typeof recordRestored>[2]["tags"][number][] = [];
  const attempt = async ({ at, tag, digest, restored_by: actor }: JournalItem) => {
    try {
      if (digest === null)
        throw new AppError("conflict", "This tag pointed to a missing manifest, so it can't be restored.");
      await (tag === null ? putBack.manifest(digest) : putBack.tag(tag, digest));
      if (tag !== null) tags.push({ tag, at: Date.now(), digest, source: "restore", actor, deletion });
      endings.push({ at, problem: null });
    } catch (error) {
      if (!(error instanceof NotSent)) endings.push({ at, problem: problemOfError(error) });
    }
  };
  for (const turn of await inTurns(putBack, items))
    await forEachAtOnce(turn, requestsAtOnce, async (group) => {
      for (const item of group) await attempt(item);
    });
  await recordRestored(registry, repository, { digests: putBack.takePresent(), tags });
  return endings;
}

/**
 * Returns the items in an order in which they can be restored; the items of a group follow one after the other. CNCF
 * Distribution rewrites a manifest's link for each of its tags: a request for the manifest at that moment, by another
 * tag or for an index that lists it, finds none. So manifests come first, then tags (those on one digest in one group),
 * and indexes last.
 */
async function inTurns(putBack: PutBack, items: JournalItem[]): Promise<JournalItem[][][]> {
  const byDigest = [...Map.groupBy(items, (item) => item.digest).values()];
  const manifests = byDigest.map((group) => group.filter((item) => item.tag === null));
  const tags = byDigest.map((group) => group.filter((item) => item.tag !== null));
  const digests = byDigest.flatMap(([item]) => item?.digest ?? []);
  await forEachAtOnce(digests, requestsAtOnce, (digest) => putBack.manifest(digest).catch(() => undefined));
  const isIndex = await findIndexes(digests);
  const ofIndexes = (group: JournalItem[]) => isIndex.has(group[0]?.digest ?? "");
  return [manifests, tags.filter((group) => !ofIndexes(group)), [tags.filter(ofIndexes).flat()]];
}

async function findIndexes(digests: string[]): Promise<Set<string>> {
  const contents = await findContents(digests);
  return new Set([...contents].flatMap(([digest, { mediaType }]) => (isIndexType(mediaType) ? digest : [])));
}

function problemOfError(error: unknown): NonNullable<RestoreEnding["problem"]> {
  if (!isAppError(error)) logger().error({ err: error }, "an item of a deletion could not be put back");
  return toProblem(failureOf(error));
}
