import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { showCommand } from "@/lib/garbage-collection/command/show-command";
import { runCommand } from "@/lib/jobs/run-command";
import type { StepContext } from "./runner";

export type StepOptions = {
  command: readonly string[];
  environment?: Record<string, string>;
  timeoutMs: number;
  onLine?: (line: string) => void;
};

/**
 * Runs one program of a run, with its output in the run's log, and returns its exit code. Throws `run-timeout` when
 * its time was up, `collector-failed` when it could not be started or was killed, and the signal's reason on cancel.
 */
export async function runStep(context: StepContext, options: StepOptions): Promise<number | null> {
  const { log, signal, dataDir } = context;
  log.note(`$ ${showCommand(options.command)}`);
  const { exitCode, endedBy, problem } = await runCommand({
    command: options.command,
    environment: options.environment ?? {},
    dataDir,
    signal,
    timeoutMs: options.timeoutMs,
    onLine: (_stream, line) => {
      log.output(line);
      options.onLine?.(line);
    },
  });
  if (endedBy === "cancel") throw signal.reason;
  const program = options.command[0] ?? "";
  if (endedBy === "timeout") {
    const minutes = Math.max(1, Math.round(options.timeoutMs / 60_000));
    throw new AppError(
      "run-timeout",
      `${program} was ended after ${minutes} min. If it only talks to another process, such as docker exec or kubectl exec, that one may still be at work.`,
    );
  }
  if (problem) throw new AppError("collector-failed", `${program} could not be run to its end. ${problem}`);
  return exitCode;
}

/** Runs a step before or after a collection. Throws `collector-failed` when it ends with another exit code than 0. */
export async function runHook(context: StepContext, options: StepOptions & { name: string }): Promise<void> {
  const exitCode = await runStep(context, options);
  if (exitCode !== 0)
    throw new AppError("collector-failed", `The step "${options.name}" ended with exit code ${exitCode}; see the log.`);
}
