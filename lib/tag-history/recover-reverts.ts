import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { inTurn } from "@/lib/jobs/in-turn";
import { isOwnerGone } from "@/lib/jobs/lease-owner";
import { repeat } from "@/lib/jobs/repeat";
import { logger } from "@/lib/logging/logger";
import { getConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import type { TagPlace } from "@/lib/registry-index/facts/tag-fact-store";
import { recordFailed, recordReverted } from "./record-reverted";
import { closeRevert, listOpenReverts, type TagRevertRow } from "./tag-revert-store";

const everyMs = 60_000;
// Longer than a request to a registry may take.
const underWayMs = 2 * everyMs;

/**
 * Asks the registry for the outcome of reverts that a crash or a lost answer left open, and records it. Reverts whose
 * registry can't be asked stay for the next call.
 */
export async function recoverReverts(): Promise<void> {
  for (const revert of (await listOpenReverts()).filter(isCutOff)) {
    try {
      await inTurn(revert.registry, revert.repository, () => settle(revert));
    } catch (error) {
      // Nobody can find out the outcome any more.
      if (isAppError(error, "registry-not-found")) await closeRevert(revert.id);
      logger().warn({ err: error, tag: revert.tag }, "a revert that was cut off could not be settled yet");
    }
  }
}

/**
 * Does what `recoverReverts` does, for one tag, and for callers that may revert it now, so that nobody else is working
 * on it. Call it before another revert of the tag: afterwards nobody could tell which of the two took effect. Throws if
 * the registry can't be asked.
 */
export async function settleReverts({ registry, repository, tag }: TagPlace): Promise<void> {
  const ofTag = (open: TagRevertRow) =>
    open.registry === registry && open.repository === repository && open.tag === tag;
  for (const revert of (await listOpenReverts()).filter(ofTag)) await settle(revert);
}

const isCutOff = ({ owner, created_at }: TagRevertRow) => isOwnerGone(owner) || created_at < Date.now() - underWayMs;

async function settle({ id }: TagRevertRow): Promise<void> {
  // The process that began it may have finished it meanwhile.
  const revert = (await listOpenReverts()).find((open) => open.id === id);
  if (!revert) return;
  const now = await findManifestDigest(getConnection(revert.registry), revert.repository, revert.tag);
  if (now?.digest === revert.to_digest) return recordReverted(revert, []);
  await recordFailed(revert);
}

/** Looks every minute, from now on, for reverts that were cut off, in this console or in one that is gone. */
export function keepRecoveringReverts(): void {
  repeat(everyMs, "reverts that were cut off could not be settled", recoverReverts);
}
