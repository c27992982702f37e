import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";
import { holdLease, leaseDurationMs } from "@/lib/jobs/hold-lease";
import { endLeftoverChildren } from "@/lib/jobs/process-ledger";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { activeRuns } from "./active-runs";
import { findRunner } from "./find-runner";
import { forgetCached } from "./forget-cached";
import { openRunLog, type RunLog } from "./open-run-log";
import { leaveReadOnly } from "./read-only-period";
import { findRun, finishRun, listOpenRuns, type RunRow } from "./runs-store";
import { leaseName } from "./start-run";

const longestPause = 60;

/** How many looks are still let pass before a run is tried again that could not be put right, and how many the next time. */
const pauses = () => processWide("runs-to-put-right", () => new Map<string, { left: number; next: number }>());

function isPausing({ id }: RunRow): boolean {
  const pause = pauses().get(id);
  if (!pause || pause.left === 0) return false;
  pause.left -= 1;
  return true;
}

async function putRight(run: RunRow, log: RunLog): Promise<void> {
  try {
    const runner = findRunner(run.registry);
    if (!runner) throw new AppError("not-configured", "The configuration names no garbage collector any more.");
    if (runner.by === "service") return;
    const step = { runId: run.id, log, signal: new AbortController().signal, dataDir: getConfig().dataDir };
    // The embedded registry was started anew with this console, and every start is a writable one.
    const atWork = runner.kind === "managed" ? { ...runner, makeWritable: null } : runner;
    if (run.must_make_writable === 1) await leaveReadOnly(run.id, atWork, step);
    await forgetCached(run.registry, runner, step);
    pauses().delete(run.id);
  } catch (error) {
    const detail = error instanceof AppError ? error.detail : "The console failed; see its log.";
    const next = pauses().get(run.id)?.next ?? 0;
    pauses().set(run.id, { left: next, next: Math.min(2 * next + 1, longestPause) });
    const what =
      run.must_make_writable === 1 ? "The registry may still refuse pushes" : "The registry's cache is not emptied";
    log.note(`${what}: ${detail} The console will try again`);
    logger().error({ err: error, registry: run.registry, run: run.id }, "the registry may have been left read-only");
  }
}

async function recoverRun(run: RunRow): Promise<void> {
  const log = await openRunLog(run.id);
  const wasUnfinished = run.finished_at === null;
  const phase = run.phase ?? "waiting";
  if (wasUnfinished) {
    log.note(`The console ended while this run was at "${phase}"; this is what the next start found`);
    await log.flush();
    const detail = `The console ended while this run was at "${phase}". ${advice(phase)}`;
    await finishRun(run.id, { state: "failed", failure: { code: "run-interrupted", detail } });
    const { registry, id, number } = run;
    await recordAudit({
      ...{ actor: systemActor, action: "garbage-collection:run", registry, subject: id, outcome: "failed" },
      detail: { number, failure: "run-interrupted", phase },
    });
  }
  if (isLeftOpen(run)) await putRight(run, log);
  await log.flush();
}

const isLeftOpen = (run: RunRow) => run.must_make_writable === 1 || run.must_forget_cached === 1;

const afterRemoving = new Set(["collecting", "verifying", "restarting-writable", "cancelling"]);

function advice(phase: string): string {
  const again = "Start it again: what it has not removed is still removable.";
  return afterRemoving.has(phase) ? `The images were not looked at afterwards. ${again}` : again;
}

/** A registry that could not be made writable, as what does it was out of reach, must not wait for the next start. */
function keepLooking(): void {
  processWide("run-recovery", () => {
    const timer = setInterval(() => {
      recoverOpenRuns().catch((error: unknown) => logger().error({ err: error }, "runs could not be recovered"));
    }, leaseDurationMs).unref();
    return onShutdown(() => clearInterval(timer));
  });
}

async function recoverOpenRuns(): Promise<void> {
  for (const run of await listOpenRuns()) {
    // What goes on here is nobody's to recover, whatever became of its lease.
    const active = activeRuns().get(run.id);
    if ((active && run.finished_at === null) || isPausing(run)) continue;
    await active?.done;
    const lease = await holdLease(leaseName(run.registry));
    if (!lease) continue;
    try {
      // It may have come to its end between the two looks.
      const now = await findRun(run.id);
      if (now && (now.finished_at === null || isLeftOpen(now))) await recoverRun(now);
    } catch (error) {
      logger().error({ err: error, registry: run.registry, run: run.id }, "a run could not be recovered");
    } finally {
      await lease.release();
    }
  }
}

/**
 * Puts right what a console that ended in the middle of a run has left: ends its collector, marks its runs as failed,
 * and makes its registries writable. Runs of another console that is still at work are left to it. Call it at start,
 * after the embedded registry answers. It goes on looking every minute, less often where it has failed.
 */
export async function recoverRuns(): Promise<void> {
  await endLeftoverChildren(getConfig().dataDir);
  await recoverOpenRuns();
  keepLooking();
}
