import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { explainFailure } from "./explain-failure";
import { type CollectorReport, readCollectorOutput } from "./parse-collector-output";
import { runStep } from "./run-step";
import type { Runner, StepContext } from "./runner";

/** Runs the registry's collector and returns what it reported. Throws when it did not do its work. */
export async function runCollector(
  runner: Runner,
  context: StepContext,
  options: { dryRun: boolean; removeUntagged: boolean },
): Promise<CollectorReport> {
  const command = runner.command(options);
  if (!command) throw new AppError("not-configured", "The configuration has no command for this kind of run.");
  const { report, push } = readCollectorOutput();
  const exitCode = await runStep(context, {
    command,
    environment: runner.environment,
    timeoutMs: runner.timeoutMs,
    onLine: push,
  });
  const failure = explainFailure(report, exitCode);
  if (failure) throw new AppError(failure.code, failure.detail);
  return report;
}
