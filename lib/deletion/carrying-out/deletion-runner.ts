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
    // The batch at hand is finished; the rest is for the next start.
    onShutdown(async () => {
      made.stopping = true;
      await Promise.all(made.active.values());
    });
    return made;
  });

const askAgainMs = 500;

/**
 * Has this console carry out a deletion that is queued or running, after what it is at with it already. One at a time goes on in
 * a registry: others wait for their turn. Returns when it is over, or rests.
 */
export function takeUp(id: string): Promise<void> {
  const { active } = runner();
  // One that is about to end may not see any more that it was asked to go on.
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

/** Null where it was not wanted any more before its turn came. */
async function waitForTurn(id: string, isStopping: () => boolean): Promise<HeldLease | null> {
  for (;;) {
    const { registry, state, wanted } = await getDeletionRow(id);
    if (isStopping() || (state !== "queued" && state !== "running")) return null;
    // With nothing under way, what is wanted is true at once; a running one of another console looks for itself.
    if (wanted && state === "queued") {
      await yieldTo(id, wanted);
      return null;
    }
    const lease = await holdLease(deletionLease(registry));
    if (lease) return lease;
    await wait(askAgainMs);
  }
}

/** Whether this console is at work on it, or waits for its turn. */
export function isAtWork(id: string): boolean {
  return runner().active.has(id);
}

/** Waits until this console is not at work on it any more, but at most so long; throws nothing. */
export async function waitForDeletion(id: string, timeoutMs: number): Promise<void> {
  const work = runner().active.get(id);
  if (work) await withTimeLimit(timeoutMs, work);
}
