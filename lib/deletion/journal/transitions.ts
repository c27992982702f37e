import "server-only";
import type { Updateable } from "kysely";
import type { DeletionState } from "@/lib/contract/deletions";
import type { ItemProblem } from "@/lib/contract/problem";
import { database } from "@/lib/db/database";
import { leaseOwner } from "@/lib/jobs/lease-owner";
import type { DeletionRow, DeletionTables } from "./deletion-tables";

// All transitions between the states of a deletion. Each returns false, and changes nothing, if the deletion is in none
// of the states that the transition starts from: another console or person was first.
//
//   planned → queued → running → done | cancelled
//                 ↑        ↓
//                 └──── paused          (cancelled and done also resume, on request)

const going = ["queued", "running"] as const;
export const overStates = ["paused", "cancelled", "done"] as const satisfies DeletionState[];

/** Queues a plan that somebody has reviewed and wants carried out; from now on `by` counts as its creator. */
export function enqueue(id: string, by?: { username: string; userId: string }): Promise<boolean> {
  const maker = by && { created_by: by.username, created_by_id: by.userId };
  return move(id, ["planned"], { state: "queued", started_at: Date.now(), ...maker });
}

/** Starts a plan of one tag at once, on this console, while somebody waits. */
export function beginAtOnce(id: string): Promise<boolean> {
  return move(id, ["planned"], { state: "running", started_at: Date.now(), owner: leaseOwner() });
}

/** Marks the deletion as running: a console works on it from now on. */
export function begin(id: string): Promise<boolean> {
  return move(id, going, { state: "running", problem: null });
}

/** Marks the deletion as still being worked on, so that nobody else takes it up. */
export function touch(id: string): Promise<boolean> {
  return move(id, going, {});
}

/** Pauses the deletion, for a reason or on request. */
export function rest(id: string, problem: ItemProblem | null): Promise<boolean> {
  return move(id, going, { state: "paused", wanted: null, problem: problem && JSON.stringify(problem) });
}

/** Ends the deletion. */
export function finish(id: string, state: "done" | "cancelled"): Promise<boolean> {
  return move(id, going, { state, wanted: null, problem: null, finished_at: Date.now() });
}

/**
 * Removes the deletion's owner: the person who waited has an answer, and from now on any console looks at its open
 * items.
 */
export function leaveOpen(id: string): Promise<boolean> {
  return move(id, ["running"], { owner: null });
}

/** Requests that the deletion pauses or ends. The console at work sees that at its next step. */
export function want(id: string, wanted: NonNullable<DeletionRow["wanted"]>): Promise<boolean> {
  return move(id, going, { wanted });
}

/** Applies a request at once to a deletion that no console is working on. */
export function yieldTo(id: string, wanted: NonNullable<DeletionRow["wanted"]>): Promise<boolean> {
  const ended = wanted === "cancel" && { finished_at: Date.now() };
  return move(id, ["queued", "paused"], { state: wanted === "pause" ? "paused" : "cancelled", wanted: null, ...ended });
}

/**
 * Resumes the deletion. From now on it also resumes by itself after a crash, even if somebody waited for it at first.
 */
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
