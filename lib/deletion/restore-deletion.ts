import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PlannedDeletion, Restore } from "@/lib/contract/deletions";
import { AppError } from "@/lib/errors/app-error";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { describeDeletion } from "./describe-deletion";
import { listItems } from "./journal/deletion-item-store";
import { getDeletionRow, noDeletion } from "./journal/deletion-store";
import { chooseRestored } from "./undo/choose-restored";
import { wantRestored } from "./undo/restore-store";
import { takeUpRestore } from "./undo/run-restore";

// People who undo a small deletion see it restored in the answer.
const answerAfterMs = 2_000;

/**
 * Restores what a deletion removed: all of it, or these items with what belongs to them. The answer waits for two
 * seconds at most. Throws `conflict` if there is nothing to restore, and while the deletion is in progress.
 */
export async function restoreDeletion(actor: Actor | null, id: string, body: Restore): Promise<PlannedDeletion> {
  const { registry, repository, state } = await getDeletionRow(id);
  authorize(actor, "tag:restore", { registry, repository, absent: noDeletion });
  if (state === "queued" || state === "running")
    throw new AppError("conflict", "The deletion is still in progress. Pause or cancel it first.");
  // A tag that named nothing left nothing that could be restored.
  const gone = (await listItems(id, { state: "done" })).filter(
    ({ restored_at, digest }) => restored_at === null && digest !== null,
  );
  const asked = new Set(body.items ?? gone.map((item) => item.at));
  const chosen = await chooseRestored(gone, asked);
  if (chosen.length === 0) throw new AppError("conflict", "There is nothing to restore.");
  await wantRestored(id, chosen, actor.username);
  await recordAudit({
    actor,
    action: "tags:restore",
    registry,
    repository,
    subject: id,
    outcome: "started",
    detail: { items: chosen.length },
  });
  await withTimeLimit(answerAfterMs, takeUpRestore(id));
  return describeDeletion(await getDeletionRow(id));
}
