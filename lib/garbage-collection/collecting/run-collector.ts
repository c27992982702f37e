import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { explainFailure } from "@/lib/garbage-collection/collector-output/explain-failure";
import {
  type CollectorReport,
  readCollectorOutput,
} from "@/lib/garbage-collection/collector-output/parse-collector-output";
import type { RunKind, StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";

/** Runs the registry's collector and returns its report. Throws if the collector did not do its work. */
export async function runCollector(
  runner: SteppedRunner,
  context: StepContext,
  kind: RunKind,
): Promise<CollectorReport> {
  const go = runner.prepare(kind);
  if (!go) throw new AppError("not-configured", "The configuration has no command for this kind of run.");
  const { report, push } = readCollectorOutput();
  const exitCode = await go(context, push);
  const failure = explainFailure(report, exitCode);
  if (failure) throw new AppError(failure.code, failure.detail);
  return report;
}
