import type { SetName } from "@/bench/data-set/sets";

/** The bound that a value has to keep; null for a figure without a goal. */
export type Goal = { atMost: number } | { atLeast: number } | null;

export type Figure = {
  set: SetName;
  name: string;
  /** Null if it could not be measured; `detail` then says why. */
  value: number | null;
  goal: Goal;
  /** What the value was calculated from. */
  detail: string;
};

/** Returns whether a figure meets its goal; null without a goal or a value. */
export function reachesGoal({ value, goal }: Pick<Figure, "value" | "goal">): boolean | null {
  if (goal === null || value === null) return null;
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** Thrown for a figure that this version of the console has no API for. */
export class NotAvailable extends Error {}
