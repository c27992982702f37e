import type { PlanDeletion, PlannedDeletion, Restore } from "@/lib/contract/deletions";
import { planDeletionSchema } from "@/lib/contract/deletions";
import { takeUp } from "@/lib/deletion/carrying-out/deletion-runner";
import { getDeletion } from "@/lib/deletion/list-deletions";
import { planDeletion } from "@/lib/deletion/plan-deletion";
import { restoreDeletion } from "@/lib/deletion/restore-deletion";
import { startDeletion } from "@/lib/deletion/start-deletion";
import { takeUpRestore } from "@/lib/deletion/undo/run-restore";
import { admin } from "./test-console";

export type ToPlan = Partial<Omit<PlanDeletion, "registry">>;

/** Plans a deletion in the repository `app`. */
export function planToDelete(body: ToPlan): Promise<PlannedDeletion> {
  return planDeletion(admin, planDeletionSchema.parse({ registry: "local", repository: "app", ...body }));
}

/** Returns the body with which a user who has seen the plan starts it. */
export const asPlanned = ({ hash, tags, attachedTags }: PlannedDeletion) => ({ hash, tags: tags + attachedTags });

/** Carries a plan out, and returns the deletion as it ended. */
export async function carryOutPlanned(plan: PlannedDeletion): Promise<PlannedDeletion> {
  await startDeletion(admin, plan.id, asPlanned(plan));
  await takeUp(plan.id);
  return getDeletion(admin, plan.id);
}

/** Plans a deletion, carries it out, and returns it as it ended. */
export async function deletePlanned(body: ToPlan): Promise<PlannedDeletion> {
  return carryOutPlanned(await planToDelete(body));
}

/** Restores what a deletion removed, or some of it, and returns the deletion as it ended. */
export async function restorePlanned(id: string, body: Restore = {}): Promise<PlannedDeletion> {
  await restoreDeletion(admin, id, body);
  await takeUpRestore(id);
  return getDeletion(admin, id);
}
