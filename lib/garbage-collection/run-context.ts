import "server-only";
import type { RunLog } from "./open-run-log";
import { announceChange } from "./run-changes";
import type { Runner, StepContext, SteppedRunner } from "./runner";
import { type RunRow, updateRun } from "./runs-store";

/** What the parts of one run share. */
export type RunContext<R extends Runner = Runner> = StepContext & {
  run: RunRow;
  runner: R;
  /** Says what the run does now. */
  enter(phase: string): Promise<void>;
  record(numbers: Parameters<typeof updateRun>[1]): Promise<void>;
};
export type SteppedContext = RunContext<SteppedRunner>;

export function runContext<R extends Runner>(
  run: RunRow,
  runner: R,
  step: { log: RunLog; signal: AbortSignal; dataDir: string },
): RunContext<R> {
  const record: RunContext["record"] = async (numbers) => {
    await updateRun(run.id, numbers);
    announceChange(run.id);
  };
  const enter = (phase: string) => {
    step.signal.throwIfAborted();
    return record({ phase });
  };
  return { ...step, runId: run.id, run, runner, record, enter };
}
