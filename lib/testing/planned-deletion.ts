import type { PlanDeletion, PlannedDeletion } from "@/lib/contract/deletions";
import { planDeletionSchema } from "@/lib/contract/deletions";
import { takeUp } from "@/lib/deletion/deletion-runner";
import { planDeletion } from "@/lib/deletion/plan-deletion";
import { startDeletion } from "@/lib/deletion/start-deletion";
import { admin } from "./test-console";

export type ToPlan = Partial<Omit<PlanDeletion, "registry">>;

/** Plans to delete something of the repository `app`. */
export function planToDelete(body: ToPlan): Promise<PlannedDeletion> {
  return planDeletion(admin, planDeletionSchema.parse({ registry: "local", repository: "app", ...body }));
}

/** What somebody sends who has looked at the plan. */
export const asPlanned = ({ hash, tags, attachedTags }: PlannedDeletion) => ({ hash, tags: tags + attachedTags });

/** Plans it, carries it out, and waits until that is over. */
export async function deletePlanned(body: ToPlan): Promise<PlannedDeletion> {
  const plan = await planToDelete(body);
  const started = await startDeletion(admin, plan.id, asPlanned(plan));
  await takeUp(plan.id);
  return started;
}
