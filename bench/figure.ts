import type { SetName } from "@/bench/data-set/sets";

/** Which side of a number a value has to be on; null for what is told without a goal. */
export type Goal = { atMost: number } | { atLeast: number } | null;

export type Figure = {
  set: SetName;
  name: string;
  /** Null where it could not be measured; `detail` says why then. */
  value: number | null;
  goal: Goal;
  /** What the value was made of. */
  detail: string;
};

/** Whether a figure is where its goal wants it; null where there is nothing to say. */
export function reachesGoal({ value, goal }: Pick<Figure, "value" | "goal">): boolean | null {
  if (goal === null || value === null) return null;
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** A figure that this version of the console has no API for. */
export class NotAvailable extends Error {}
