import "server-only";
import type { Runner, StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import type { RunLog } from "@/lib/garbage-collection/runs/open-run-log";
import { announceChange } from "@/lib/garbage-collection/runs/run-changes";
import { leaseLost } from "@/lib/garbage-collection/runs/run-ending";
import { type RunRow, updateRun } from "@/lib/garbage-collection/runs/runs-store";
import type { HeldLease } from "@/lib/jobs/hold-lease";

/** What the parts of one run share. */
export type RunContext<R extends Runner = Runner> = StepContext & {
  run: RunRow;
  runner: R;
  /** Records the run's current phase. */
  enter(phase: string): Promise<void>;
  record(numbers: Parameters<typeof updateRun>[1]): Promise<void>;
  /** Throws if, by the clock, this process may have lost the registry to another console. */
  requireHeld(): void;
};
export type SteppedContext = RunContext<SteppedRunner>;

export function runContext<R extends Runner>(
  run: RunRow,
  runner: R,
  step: { log: RunLog; signal: AbortSignal; dataDir: string },
  lease: Pick<HeldLease, "isHeld">,
): RunContext<R> {
  const record: RunContext["record"] = async (numbers) => {
    await updateRun(run.id, numbers);
    announceChange(run.id);
  };
  const requireHeld = () => {
    step.signal.throwIfAborted();
    if (!lease.isHeld()) throw leaseLost();
  };
  const enter = (phase: string) => {
    requireHeld();
    return record({ phase });
  };
  return { ...step, runId: run.id, run, runner, record, enter, requireHeld };
}
