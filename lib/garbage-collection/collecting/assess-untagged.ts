import "server-only";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import type { Failure } from "@/lib/garbage-collection/collector-output/explain-failure";
import { snapshotTags } from "@/lib/garbage-collection/images/snapshot-tags";
import { findUntaggedDanger } from "@/lib/garbage-collection/images/untagged-safety";
import type { Runner, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import { outcomeOf } from "@/lib/garbage-collection/runs/run-ending";
import { processWide } from "@/lib/process/process-wide";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { examineUntagged } from "./examine-untagged";
import { runCollector } from "./run-collector";

type Assessment = { at: number; answer: Promise<Failure | null> };

const goodForMs = 60_000;
const timeoutMs = 5 * 60_000;
const assessments = () => processWide("untagged-assessments", () => new Map<string, Assessment>());

async function assess(runner: SteppedRunner): Promise<Failure | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { kind } = await getCapabilities(runner.connection, {});
  const danger = findUntaggedDanger(kind, await snapshotTags(runner.connection, signal));
  if (danger || !runner.canLookUnasked) return danger;
  const silent = { note: () => {}, output: () => {}, flush: async () => {} };
  const context = { runId: "", log: silent, signal, dataDir: getConfig().dataDir };
  const report = await runCollector(runner, context, { dryRun: true, removeUntagged: true });
  return examineUntagged(runner.connection, report);
}

/**
 * Returns why removing untagged manifests must not be offered for that registry now, or null. The answer is kept for a
 * minute, as it takes reading every tag; a run looks again. What can't be read counts as dangerous.
 */
export function assessUntagged(runner: Runner): Promise<Failure | null> {
  // A service knows what it keeps, so what it removes is its own decision.
  if (runner.by === "service") return Promise.resolve(null);
  const { name } = runner.connection.config;
  const known = assessments().get(name);
  if (known && performance.now() - known.at < goodForMs) return known.answer;
  const answer = assess(runner).catch((error: unknown): Failure => {
    assessments().delete(name);
    const detail = error instanceof AppError ? error.detail : (outcomeOf(error).failure?.detail ?? "");
    return { code: "remove-untagged-unsafe", detail: `It is unknown what is in use there. ${detail}` };
  });
  assessments().set(name, { at: performance.now(), answer });
  return answer;
}
