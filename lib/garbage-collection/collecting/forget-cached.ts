import "server-only";
import type { StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { markForgotten, mustForgetCached } from "@/lib/garbage-collection/runs/runs-store";

/**
 * Empties what remembers removed blobs, where a run of the registry has left that to be done: this one, or one that was
 * cut off. Throws `runner-unreachable`; the next run and the next look after it try again.
 */
export async function forgetCached(registry: string, runner: SteppedRunner, step: StepContext): Promise<void> {
  if (!runner.forgetCached || !(await mustForgetCached(registry))) return;
  await runner.forgetCached(step);
  await markForgotten(registry);
}
