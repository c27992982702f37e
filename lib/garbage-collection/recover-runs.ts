import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { getConfig } from "@/lib/config/config";
import { holdLease, leaseDurationMs } from "@/lib/jobs/hold-lease";
import { endLeftoverChildren } from "@/lib/jobs/process-ledger";
import { repeat } from "@/lib/jobs/repeat";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { activeRuns } from "./collecting/active-runs";
import { isPausing, repairRegistry } from "./repair-registry";
import { openRunLog } from "./runs/open-run-log";
import { describeLost, mayStillCollect } from "./runs/run-owner";
import { findRun, finishRun, leavesSomething, listOpenRuns, type RunRow } from "./runs/runs-store";
import { leaseName } from "./start-run";

async function recoverRun(run: RunRow, signal: AbortSignal): Promise<void> {
  const log = await openRunLog(run.id);
  const wasUnfinished = run.finished_at === null;
  const phase = run.phase ?? "waiting";
  const isLost = run.must_make_writable === 1 && mayStillCollect(run);
  if (wasUnfinished) {
    const ended = `The console ended while this run was at "${phase}"`;
    log.note(isLost ? describeLost(run).detail : `${ended}; this is what the next start found`);
    await log.flush();
    const detail = isLost ? describeLost(run).detail : `${ended}. ${advice(phase)}`;
    const code = isLost ? "registry-read-only" : "run-interrupted";
    await finishRun(run.id, { state: "failed", failure: { code, detail } });
    const { registry, id, number } = run;
    await recordAudit({
      actor: systemActor,
      action: "garbage-collection:run",
      registry,
      subject: id,
      outcome: "failed",
      detail: { number, failure: code, phase },
    });
  }
  if (leavesSomething(run) && !isLost) await repairRegistry(run, log, signal);
  await log.flush();
}

const afterRemoving = new Set(["collecting", "verifying", "restarting-writable", "cancelling"]);

function advice(phase: string): string {
  const again = "Start it again to remove the rest.";
  return afterRemoving.has(phase) ? `The images were not checked afterwards. ${again}` : again;
}

/** A registry that could not be made writable, as its runner was unreachable, must not wait for the next start. */
function keepLooking(): void {
  processWide("run-recovery", () => repeat(leaseDurationMs, "runs could not be recovered", recoverOpenRuns));
}

async function recoverOpenRuns(): Promise<void> {
  for (const run of await listOpenRuns()) {
    // A run that goes on in this process needs no recovery, whatever became of its lease.
    const active = activeRuns().get(run.id);
    if ((active && run.finished_at === null) || isPausing(run)) continue;
    // The run is known to be lost: nothing is done unless somebody asks for it.
    if (run.finished_at !== null && mayStillCollect(run)) continue;
    await active?.done;
    const lease = await holdLease(leaseName(run.registry));
    if (!lease) continue;
    try {
      // The run may have finished between the two reads.
      const now = await findRun(run.id);
      if (now && (now.finished_at === null || leavesSomething(now))) await recoverRun(now, lease.lost);
    } catch (error) {
      logger().error({ err: error, registry: run.registry, run: run.id }, "a run could not be recovered");
    } finally {
      await lease.release();
    }
  }
}

/**
 * Repairs what a console that ended in the middle of a run has left: ends its collector, marks its runs as failed, and
 * makes its registries writable. Leaves runs that another console still works on to that console. Call it at start,
 * after the embedded registry answers. It checks again every minute, less often after a failure.
 */
export async function recoverRuns(): Promise<void> {
  await endLeftoverChildren(getConfig().dataDir);
  await recoverOpenRuns();
  keepLooking();
}
