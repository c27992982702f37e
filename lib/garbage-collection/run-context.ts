import "server-only";
import type { RunLog } from "./open-run-log";
import { announceChange } from "./run-changes";
import type { Runner, StepContext } from "./runner";
import { type RunRow, updateRun } from "./runs-store";

/** What the parts of one run share. */
export type RunContext = StepContext & {
  run: RunRow;
  runner: Runner;
  /** Says what the run does now. */
  enter(phase: string): Promise<void>;
  record(numbers: Parameters<typeof updateRun>[1]): Promise<void>;
};

export function runContext(run: RunRow, runner: Runner, step: { log: RunLog; signal: AbortSignal; dataDir: string }) {
  const record: RunContext["record"] = async (numbers) => {
    await updateRun(run.id, numbers);
    announceChange(run.id);
  };
  const enter = (phase: string) => {
    step.signal.throwIfAborted();
    return record({ phase });
  };
  return { ...step, run, runner, record, enter } satisfies RunContext;
}
