import type { DeletionItem, PlannedDeletion } from "@/lib/contract/deletions";

/** Whether everything that it deleted is there again. */
export const isAllBack = ({ counts }: Pick<PlannedDeletion, "counts">) =>
  counts.restored > 0 && counts.restored === counts.done;

/** The colour of a deletion's state. */
export function stateTone({ state, counts }: Pick<PlannedDeletion, "state" | "counts">) {
  if (state === "paused") return "amber" as const;
  if (state === "done") return counts.failed > 0 ? ("amber" as const) : ("green" as const);
  return state === "queued" || state === "running" ? ("accent" as const) : ("neutral" as const);
}

export type ItemState = DeletionItem["state"] | "restored" | "final";

/** What became of an item, put back or made final since. */
export function itemState({ state, restoredAt, finalRun }: DeletionItem): ItemState {
  if (restoredAt) return "restored";
  return state === "done" && finalRun ? "final" : state;
}
