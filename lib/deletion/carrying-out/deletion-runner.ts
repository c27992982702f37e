import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import { keepTouched } from "@/lib/deletion/journal/keep-touched";
import { begin, yieldTo } from "@/lib/deletion/journal/transitions";
import { type HeldLease, holdLease } from "@/lib/jobs/hold-lease";
import { deletionLease } from "@/lib/jobs/registry-turns";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { runDeletion } from "./run-deletion";

type Runner = { active: Map<string, Promise<void>>; stopping: boolean };

const runner = () =>
  processWide<Runner>("deletion-runner", () => {
    const made: Runner = { active: new Map(), stopping: false };
    // The current batch is finished; the rest waits for the next start.
    onShutdown(async () => {
      made.stopping = true;
      await Promise.all(made.active.values());
    });
    return made;
  });

const askAgainMs = 500;

/**
 * Makes this console carry out a deletion that is queued or running, after any work that it is already doing on it. One
 * deletion runs at a time in a registry; others wait for their turn. Returns when the deletion is over or paused.
 */
export function takeUp(id: string): Promise<void> {
  const { active } = runner();
  // A run that is about to end may miss the request to continue.
  const work = (active.get(id) ?? Promise.resolve())
    .then(() => perform(id))
    .catch((error: unknown) => logger().error({ err: error, deletion: id }, "a deletion could not go on"))
    .finally(() => active.get(id) === work && active.delete(id));
  active.set(id, work);
  return work;
}

async function perform(id: string): Promise<void> {
  const isStopping = () => runner().stopping;
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
export function isAtWork(id: string): boolean {
  return runner().active.has(id);
}

/** Waits until this console no longer works on the deletion, but at most `timeoutMs`. Throws nothing. */
export async function waitForDeletion(id: string, timeoutMs: number): Promise<void> {
  const work = runner().active.get(id);
  if (work) await withTimeLimit(timeoutMs, work);
}
