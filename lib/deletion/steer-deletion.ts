import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { AppError } from "@/lib/errors/app-error";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { takeUp } from "./carrying-out/deletion-runner";
import { describeDeletion } from "./describe-deletion";
import { replanItems } from "./journal/deletion-item-store";
import { getDeletionRow, noDeletion } from "./journal/deletion-store";
import type { DeletionRow } from "./journal/deletion-tables";
import { overStates, resume, want, yieldTo } from "./journal/transitions";

export type Steering = "pause" | "resume" | "cancel" | "retry";

/**
 * Pauses, resumes or cancels a deletion, or retries what failed. Work that is under way is finished first. Throws
 * `conflict` if that makes no sense in the deletion's state.
 */
export async function steerDeletion(actor: Actor | null, id: string, how: Steering): Promise<PlannedDeletion> {
  const deletion = await getDeletionRow(id);
  const { registry, repository, state } = deletion;
  authorize(actor, "tag:delete", { registry, repository, absent: noDeletion });
  if (!(await steer(deletion, how)))
    throw new AppError("conflict", `A deletion that is ${state} can't be asked to ${how}.`);
  await recordAudit({ actor, action: `tags:delete:${how}`, registry, repository, subject: id, outcome: "succeeded" });
  if (how === "resume" || how === "retry") void takeUp(id);
  announceToIndex("changed", { registry, repositories: [] });
  return describeDeletion(await getDeletionRow(id));
}

async function steer({ id, state }: DeletionRow, how: Steering): Promise<boolean> {
  if (how === "resume") return resume(id);
  if (how === "retry") {
    const isOver = overStates.some((over) => over === state);
    return isOver && (await replanItems(id, ["failed"])) > 0 && resume(id, overStates);
  }
  if (how === "pause") return want(id, "pause");
  return (await want(id, "cancel")) || yieldTo(id, "cancel");
}
