import "server-only";
import { getConfig } from "@/lib/config/config";
import type { ItemProblem } from "@/lib/contract/problem";
import { embeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { AppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { getConnection } from "@/lib/registry/connection";
import { forgetCached } from "./collecting/forget-cached";
import { leaveReadOnly } from "./collecting/read-only-period";
import { findPushAnswer } from "./collecting/require-read-only";
import { findRunner } from "./find-runner";
import type { StepContext, SteppedRunner } from "./runner/runner";
import type { RunLog } from "./runs/open-run-log";
import { describeLost, mayStillCollect } from "./runs/run-owner";
import { leavesSomething, listOpenRuns, markForgotten, markWritable, type RunRow } from "./runs/runs-store";

// Counted in checks, one a minute. Nobody can push meanwhile.
const longestPause = 4;

/** For each run that could not be repaired: how many checks to skip before the next try, and how many after that. */
const pauses = () => processWide("runs-to-put-right", () => new Map<string, { left: number; next: number }>());

/** Returns whether that run is not to be tried again yet. Counts the checks. */
export function isPausing({ id }: RunRow): boolean {
  const pause = pauses().get(id);
  if (!pause || pause.left === 0) return false;
  pause.left -= 1;
  return true;
}

/**
 * Makes the registry accept pushes again, and empties the cache that remembers removed blobs, if the run has left that
 * undone. Returns why it could not; then it is tried again, less and less often. `signal` ends it, such as when another
 * console takes over.
 */
export async function repairRegistry(run: RunRow, log: RunLog, signal: AbortSignal): Promise<AppError | null> {
  try {
    const runner = findRunner(run.registry);
    if (runner?.by === "steps") await doWhatIsLeft(run, runner, { log, signal });
    else await settleWithoutSteps(run);
    pauses().delete(run.id);
    return null;
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError("internal", "The console failed. See its log.");
    const next = pauses().get(run.id)?.next ?? 0;
    pauses().set(run.id, { left: next, next: Math.min(2 * next + 1, longestPause) });
    log.note(`${whatIsLeft(run)}: ${known.detail} The console will try again`);
    logger().error({ err: error, registry: run.registry, run: run.id }, "the registry may have been left read-only");
    return known;
  }
}

async function doWhatIsLeft(run: RunRow, runner: SteppedRunner, { log, signal }: Pick<StepContext, "log" | "signal">) {
  const step = { runId: run.id, log, signal, dataDir: getConfig().dataDir };
  // This console started the embedded registry, and a first start, unlike a restart, always makes it writable.
  const isWritable = runner.kind === "managed" && !embeddedRegistry()?.readOnly;
  if (run.must_make_writable === 1)
    await leaveReadOnly(run.id, isWritable ? { ...runner, makeWritable: null } : runner, step);
  await forgetCached(run.registry, runner, step);
}

/**
 * If the configuration now has another way to collect, the console can't repair the registry, but somebody may have
 * done so.
 */
async function settleWithoutSteps({ id, registry, must_make_writable, must_forget_cached }: RunRow): Promise<void> {
  if (must_make_writable === 1) {
    if ((await findPushAnswer(getConnection(registry))) === "read-only")
      throw new AppError(
        "registry-read-only",
        "It refuses pushes, and the configuration no longer has a step that makes it writable.",
      );
    await markWritable(id);
  }
  if (must_forget_cached === 1) await markForgotten(registry);
}

const whatIsLeft = ({ must_make_writable }: RunRow) =>
  must_make_writable === 1 ? "The registry may still refuse pushes" : "The registry's cache is not emptied";

/** Makes the next check try the run again. */
export const tryNextTime = ({ id }: RunRow): boolean => pauses().delete(id);

/** Finds what a finished run has left to be repaired in the registry; null if nothing is left. */
export async function findLeftBehind(registry: string): Promise<ItemProblem | null> {
  const open = await listOpenRuns();
  const run = open.find((row) => row.registry === registry && row.finished_at !== null && leavesSomething(row));
  if (!run) return null;
  const isReadOnly = run.must_make_writable === 1;
  if (isReadOnly && mayStillCollect(run)) {
    const { type, detail } = describeLost(run);
    return { type, detail: `Run #${run.number}: ${detail}` };
  }
  const told = isReadOnly && run.failure_code === "registry-read-only" ? run.failure_detail : null;
  return problemOf(
    isReadOnly ? "registry-read-only" : "runner-unreachable",
    `Run #${run.number}: ${told ?? `${whatIsLeft(run)}; the console tries again every few minutes.`}`,
  );
}
