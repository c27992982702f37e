import type { DeletionItem, PlannedDeletion } from "@/lib/contract/deletions";

/** Returns whether everything that the deletion deleted is restored. */
export const isAllBack = ({ counts }: Pick<PlannedDeletion, "counts">) =>
  counts.restored > 0 && counts.restored === counts.done;

/** Returns the colour of a deletion's state. */
export function stateTone({ state, counts }: Pick<PlannedDeletion, "state" | "counts">) {
  if (state === "paused") return "amber" as const;
  if (state === "done") return counts.failed > 0 ? ("amber" as const) : ("green" as const);
  return state === "queued" || state === "running" ? ("accent" as const) : ("neutral" as const);
}

export type ItemState = DeletionItem["state"] | "restored" | "final";

/** Returns the state of an item, including whether it was restored or made final since. */
export function itemState({ state, restoredAt, finalRun }: DeletionItem): ItemState {
  if (restoredAt) return "restored";
  return state === "done" && finalRun ? "final" : state;
}
