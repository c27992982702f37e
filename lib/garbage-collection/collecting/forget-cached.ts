import "server-only";
import type { StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { markForgotten, mustForgetCached } from "@/lib/garbage-collection/runs/runs-store";

/**
 * Empties the cache that remembers removed blobs if a run of the registry, this one or an interrupted one, has left
 * that undone. Throws `runner-unreachable`; the next run, and the next check after it, try again.
 */
export async function forgetCached(registry: string, runner: SteppedRunner, step: StepContext): Promise<void> {
  if (!runner.forgetCached || !(await mustForgetCached(registry))) return;
  await runner.forgetCached(step);
  await markForgotten(registry);
}
