import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { AppError } from "@/lib/errors/app-error";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { resting, takeUp } from "./carrying-out/deletion-runner";
import { describeDeletion } from "./describe-deletion";
import { replanItems } from "./journal/deletion-item-store";
import { getDeletionRow, updateDeletion } from "./journal/deletion-store";
import type { DeletionRow } from "./journal/deletion-tables";

export type Steering = "pause" | "resume" | "cancel" | "retry";

/**
 * Has a deletion rest, go on, end before its end, or attempt again what failed. What is under way is finished first. Throws
 * `conflict` where that makes no sense in its state.
 */
export async function steerDeletion(actor: Actor | null, id: string, how: Steering): Promise<PlannedDeletion> {
  const { registry, repository, state } = await getDeletionRow(id);
  authorize(actor, "tag:delete", { registry, repository });
  if (!(await steer(id, how))) throw new AppError("conflict", `A deletion that is ${state} can't be asked to ${how}.`);
  await recordAudit({ actor, action: `tags:delete:${how}`, registry, repository, subject: id, outcome: "succeeded" });
  if (how === "resume" || how === "retry") void takeUp(id);
  announceToIndex("changed", { registry, repositories: [] });
  return describeDeletion(await getDeletionRow(id));
}

async function steer(id: string, how: Steering): Promise<boolean> {
  // From now on it goes on by itself after a crash, also where somebody waited for it at first.
  const goOn = { state: "queued" as const, resumes: 1 as const, wanted: null, problem: null, finished_at: null };
  if (how === "resume") return updateDeletion(id, ["paused", "cancelled"], goOn);
  if (how === "retry") {
    if (!over.includes((await getDeletionRow(id)).state)) return false;
    return (await replanItems(id, ["failed"])) > 0 && updateDeletion(id, over, goOn);
  }
  if (how === "pause") return updateDeletion(id, ["queued", "running"], { wanted: "pause" });
  return (
    (await updateDeletion(id, ["queued", "running"], { wanted: "cancel" })) ||
    updateDeletion(id, ["paused"], resting("cancel"))
  );
}

const over: DeletionRow["state"][] = ["paused", "cancelled", "done"];
