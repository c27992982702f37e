import "server-only";
import type { HeldLease } from "@/lib/jobs/hold-lease";
import type { RunLog } from "./open-run-log";
import { announceChange } from "./run-changes";
import { leaseLost } from "./run-ending";
import type { Runner, StepContext, SteppedRunner } from "./runner";
import { type RunRow, updateRun } from "./runs-store";

/** What the parts of one run share. */
export type RunContext<R extends Runner = Runner> = StepContext & {
  run: RunRow;
  runner: R;
  /** Says what the run does now. */
  enter(phase: string): Promise<void>;
  record(numbers: Parameters<typeof updateRun>[1]): Promise<void>;
  /** Throws where this process may have lost the registry to another console, by the clock. */
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
