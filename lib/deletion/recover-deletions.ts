import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { deletedWith, requireGone } from "./carry-out";
import { inTurn } from "./in-turn";
import { type Intent, isOpen, listOpenIntents, settleIntent } from "./intent-store";
import { recordGone } from "./record-gone";
import { removeUnusedChildren } from "./remove-unused-children";
import { repositoryView } from "./repository-view";

const retryMs = 60_000;

type Ending = { detail: string } & ({ state: "skipped" } | { state: "done"; deleted: string[] });

/**
 * Settles the deletions that a crash or an outage cut off: finds out from the registry how far each came, removes a
 * placeholder that was left on a tag, and records it. Returns how many could not be settled, the registry being out
 * of reach; they stay for the next call.
 */
export async function recoverDeletions(): Promise<number> {
  let open = 0;
  for (const intent of await listOpenIntents()) {
    try {
      await inTurn(intent.registry, intent.repository, () => settle(intent));
    } catch (error) {
      if (!isAppError(error)) throw error;
      open++;
      logger().warn({ err: error, intent: intent.id }, "a deletion that was cut off could not be settled yet");
    }
  }
  return open;
}

/** Tries again in a minute, and on, until nothing is left to settle. */
export function recoverSoon(): void {
  const schedule = processWide<{ timer: NodeJS.Timeout | null }>("deletion-recovery", () => ({ timer: null }));
  if (schedule.timer) return;
  schedule.timer = setTimeout(() => {
    schedule.timer = null;
    recoverDeletions().then(
      (open) => open > 0 && recoverSoon(),
      (error) => logger().error({ err: error }, "deletions that were cut off could not be settled"),
    );
  }, retryMs);
  // A console that stops leaves the rest to its next start.
  schedule.timer.unref();
}

async function settle(intent: Intent): Promise<void> {
  if (!(await isOpen(intent.id))) return;
  const connection = getConnection(intent.registry);
  const found = await findManifestDigest(connection, intent.repository, intent.tag);
  const ending = await finish(connection, intent, found?.digest ?? null);
  if (ending.state === "done") await recordGone(intent, ending.deleted);
  await settleIntent(intent.id, ending.state, ending.detail);
  await recordAudit({
    actor: systemActor,
    action: "tag:delete",
    registry: intent.registry,
    repository: intent.repository,
    subject: `${intent.tag}@${intent.digest}`,
    outcome: ending.state === "done" ? "succeeded" : "failed",
    detail: `${ending.detail} Begun by ${intent.actor}.`,
  });
  repositoryView(connection, intent.repository).forget();
}

async function finish(connection: RegistryConnection, intent: Intent, now: string | null): Promise<Ending> {
  if (intent.placeholder) {
    // Unique to this intent, so deleting it can take nothing but the tag it stands on.
    await deleteManifest(connection, intent.repository, intent.placeholder);
    if (now === intent.placeholder) {
      await requireGone(connection, intent.repository, intent.tag);
      return {
        state: "done",
        deleted: [],
        detail: "Cut off between the two steps; the placeholder was removed later.",
      };
    }
  }
  if (now === intent.digest)
    return { state: "skipped", detail: "Cut off before the registry was changed; the tag is still there." };
  if (now !== null) return { state: "skipped", detail: "Cut off; the tag names another image by now and was left." };
  const deleted = deletedWith(intent, await removeUnusedChildren(connection, intent));
  return { state: "done", deleted, detail: "Cut off after the registry had removed the tag." };
}
