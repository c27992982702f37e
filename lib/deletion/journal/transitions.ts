import "server-only";
import type { Updateable } from "kysely";
import type { DeletionState } from "@/lib/contract/deletions";
import type { ItemProblem } from "@/lib/contract/problem";
import { database } from "@/lib/db/database";
import { leaseOwner } from "@/lib/jobs/lease-owner";
import type { DeletionRow, DeletionTables } from "./deletion-tables";

// Every way from one state of a deletion to another. Each returns false, and changes nothing, where the deletion is in none
// of the states that the way begins in: another console, or somebody else, was first.
//
//   planned → queued → running → done | cancelled
//                 ↑        ↓
//                 └──── paused          (cancelled and done go on too, when somebody wants that)

const going = ["queued", "running"] as const;
export const overStates = ["paused", "cancelled", "done"] as const satisfies DeletionState[];

/** Somebody has looked at the plan and wants it carried out; `by` counts as whoever made it from now on. */
export function enqueue(id: string, by?: { username: string; userId: string }): Promise<boolean> {
  const maker = by && { created_by: by.username, created_by_id: by.userId };
  return move(id, ["planned"], { state: "queued", started_at: Date.now(), ...maker });
}

/** A plan of one tag is carried out at once, by this console, while somebody waits. */
export function beginAtOnce(id: string): Promise<boolean> {
  return move(id, ["planned"], { state: "running", started_at: Date.now(), owner: leaseOwner() });
}

/** A console is at work on it from now on. */
export function begin(id: string): Promise<boolean> {
  return move(id, going, { state: "running", problem: null });
}

/** It is still being worked on: nobody else takes it up meanwhile. */
export function touch(id: string): Promise<boolean> {
  return move(id, going, {});
}

/** It rests, for a reason or because somebody wanted that. */
export function rest(id: string, problem: ItemProblem | null): Promise<boolean> {
  return move(id, going, { state: "paused", wanted: null, problem: problem && JSON.stringify(problem) });
}

/** It is over. */
export function finish(id: string, state: "done" | "cancelled"): Promise<boolean> {
  return move(id, going, { state, wanted: null, problem: null, finished_at: Date.now() });
}

/** Whoever waited for it has their answer, and what is open of it is looked at from now on by any console. */
export function leaveOpen(id: string): Promise<boolean> {
  return move(id, ["running"], { owner: null });
}

/** Somebody wants it to rest or to end, and whoever is at work on it sees that at the next step. */
export function want(id: string, wanted: NonNullable<DeletionRow["wanted"]>): Promise<boolean> {
  return move(id, going, { wanted });
}

/** What is wanted of one that nobody is at work on is true at once. */
export function yieldTo(id: string, wanted: NonNullable<DeletionRow["wanted"]>): Promise<boolean> {
  const ended = wanted === "cancel" && { finished_at: Date.now() };
  return move(id, ["queued", "paused"], { state: wanted === "pause" ? "paused" : "cancelled", wanted: null, ...ended });
}

/** It goes on, and from now on by itself after a crash, also where somebody waited for it at first. */
export function resume(id: string, from: readonly DeletionState[] = ["paused", "cancelled"]): Promise<boolean> {
  return move(id, from, { state: "queued", resumes: 1, wanted: null, problem: null, finished_at: null });
}

async function move(
  id: string,
  from: readonly DeletionState[],
  changes: Updateable<DeletionTables["deletion"]>,
): Promise<boolean> {
  const { numUpdatedRows } = await database()
    .updateTable("deletion")
    .set({ touched_at: Date.now(), ...changes })
    .where("id", "=", id)
    .where("state", "in", from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
