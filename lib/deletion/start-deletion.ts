import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PlannedDeletion, StartDeletion } from "@/lib/contract/deletions";
import { AppError } from "@/lib/errors/app-error";
import { takeUp, waitForDeletion } from "./carrying-out/deletion-runner";
import { describeDeletion } from "./describe-deletion";
import { getDeletionRow, noDeletion } from "./journal/deletion-store";
import { parseSummary } from "./journal/deletion-summary";
import type { DeletionRow } from "./journal/deletion-tables";
import { enqueue } from "./journal/transitions";

// People who delete a few tags see them gone in the answer.
const answerAfterMs = 2_000;

/**
 * Carries out exactly what was planned. The answer waits for two seconds at most. Throws `conflict` if the hash or the
 * number of tags is not the plan's, or the plan was started before, and `plan-expired` if the plan is older than 15
 * minutes.
 */
export async function startDeletion(actor: Actor | null, id: string, body: StartDeletion): Promise<PlannedDeletion> {
  const plan = await getDeletionRow(id);
  const { registry, repository } = plan;
  authorize(actor, "tag:delete", { registry, repository, absent: noDeletion });
  requireSame(plan, body);
  if (!(await enqueue(id, actor))) throw new AppError("conflict", "This plan has already been started.");
  const { tags, attachedTags, manifests } = parseSummary(plan.summary);
  await recordAudit({
    actor,
    action: "tags:delete",
    registry,
    repository,
    subject: id,
    outcome: "started",
    detail: { hash: plan.hash, tags, attachedTags, manifests },
  });
  void takeUp(id);
  await waitForDeletion(id, answerAfterMs);
  return describeDeletion(await getDeletionRow(id));
}

function requireSame(plan: DeletionRow, body: StartDeletion): void {
  const { tags, attachedTags, blockedBy } = parseSummary(plan.summary);
  if (plan.state !== "planned") throw new AppError("conflict", "This plan has already been started.");
  if (plan.hash !== body.hash || tags + attachedTags !== body.tags)
    throw new AppError("conflict", "This is not what was planned. Nothing was deleted. Check the plan again.");
  if (plan.expires_at < Date.now())
    throw new AppError("plan-expired", "The plan is older than 15 minutes. Make a new one.");
  if (blockedBy) throw new AppError("conflict", blockedBy.detail);
}
