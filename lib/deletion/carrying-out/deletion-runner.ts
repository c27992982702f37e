import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import { keepTouched } from "@/lib/deletion/journal/keep-touched";
import { begin, yieldTo } from "@/lib/deletion/journal/transitions";
import { type HeldLease, holdLease } from "@/lib/jobs/hold-lease";
import { jobsById } from "@/lib/jobs/jobs-by-id";
import { deletionLease } from "@/lib/jobs/registry-turns";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { runDeletion } from "./run-deletion";

const jobs = () => jobsById("deletions", "a deletion could not continue");

const askAgainMs = 500;

/**
 * Makes this console carry out a deletion that is queued or running, after any work that it is already doing on it. One
 * deletion runs at a time in a registry; others wait for their turn. Returns when the deletion is over or paused.
 */
export const takeUp = (id: string): Promise<void> => jobs().start(id, () => perform(id));

async function perform(id: string): Promise<void> {
  const isStopping = () => jobs().stopping;
  const touched = keepTouched(id);
  let lease: HeldLease | null = null;
  try {
    lease = await waitForTurn(id, isStopping);
    if (lease && (await begin(id))) await runDeletion(id, { isStopping, isHeld: lease.isHeld });
  } finally {
    touched.end();
    await lease?.release();
  }
}

/** Returns null if the deletion was no longer wanted before its turn came. */
async function waitForTurn(id: string, isStopping: () => boolean): Promise<HeldLease | null> {
  for (;;) {
    const { registry, state, wanted } = await getDeletionRow(id);
    if (isStopping() || (state !== "queued" && state !== "running")) return null;
    // A queued deletion has nothing under way, so the request takes effect at once. If another console runs the
    // deletion, that console checks for the request itself.
    if (wanted && state === "queued") {
      await yieldTo(id, wanted);
      return null;
    }
    const lease = await holdLease(deletionLease(registry));
    if (lease) return lease;
    await wait(askAgainMs);
  }
}

/** Returns whether this console is working on the deletion or waiting for its turn. */
export const isAtWork = (id: string): boolean => jobs().has(id);

/** Waits until this console no longer works on the deletion, but at most `timeoutMs`. Throws nothing. */
export async function waitForDeletion(id: string, timeoutMs: number): Promise<void> {
  await withTimeLimit(timeoutMs, jobs().ended(id));
}
