import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { getConfig } from "@/lib/config/config";
import type { Runner } from "@/lib/garbage-collection/runner/runner";
import { openRunLog, type RunLog } from "@/lib/garbage-collection/runs/open-run-log";
import { announceChange } from "@/lib/garbage-collection/runs/run-changes";
import { leaseLost, type Outcome, outcomeOf, RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { pruneLogs } from "@/lib/garbage-collection/runs/run-log-store";
import { finishRun, type RunRow, updateRun } from "@/lib/garbage-collection/runs/runs-store";
import type { HeldLease } from "@/lib/jobs/hold-lease";
import { claimRegistry } from "@/lib/jobs/registry-turns";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { activeRuns } from "./active-runs";
import { collect } from "./collect";
import { askService, collectByService } from "./collect-by-service";
import { dryRun } from "./dry-run";
import { runContext } from "./run-context";

type Work = { run: RunRow; runner: Runner; lease: HeldLease; actor: Actor };

async function work({ run, runner, lease }: Work, log: RunLog, signal: AbortSignal): Promise<Outcome> {
  try {
    await updateRun(run.id, { state: "running", started_at: Date.now() });
    const step = { log, signal, dataDir: getConfig().dataDir };
    const onlyLooks = run.dry_run === 1 && run.rehearsal === 0;
    if (runner.by === "service") {
      const context = runContext(run, runner, step, lease);
      await (onlyLooks ? askService(context, true) : claimRegistry(run.registry, () => collectByService(context)));
    } else {
      const context = runContext(run, runner, step, lease);
      await (onlyLooks ? dryRun(context) : claimRegistry(run.registry, () => collect(context)));
    }
    return { state: "succeeded", failure: null };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.failure?.code === "internal") logger().error({ err: error, run: run.id }, "garbage collection failed");
    return outcome;
  }
}

const lastLine = ({ state, failure }: Outcome) => (failure ? `FAILED: ${failure.detail}` : `The run has ${state}`);

async function settle({ run, lease, actor }: Work, log: RunLog, outcome: Outcome): Promise<void> {
  log.note(outcome.state === "cancelled" ? "The run was cancelled" : lastLine(outcome));
  await log.flush();
  await finishRun(run.id, outcome);
  announceChange(run.id);
  // The threads that keep the index forget what was collected; they read in the history which runs succeeded.
  announceToIndex("changed", { registry: run.registry, repositories: run.dry_run === 0 ? null : [] });
  if (run.dry_run === 0) announceToIndex("collected", { registry: run.registry });
  await lease.release();
  await recordAudit({
    actor,
    action: "garbage-collection:run",
    registry: run.registry,
    subject: run.id,
    outcome: outcome.state === "succeeded" ? "succeeded" : "failed",
    detail: { number: run.number, state: outcome.state, failure: outcome.failure },
  });
  await pruneLogs();
}

async function execute(job: Work, abort: AbortController): Promise<void> {
  const log = await openRunLog(job.run.id);
  const lost = () => abort.abort(leaseLost());
  job.lease.lost.addEventListener("abort", lost);
  try {
    await settle(job, log, await work(job, log, abort.signal));
  } catch (error) {
    // The next start finds the unfinished run and repairs it.
    logger().error({ err: error, run: job.run.id }, "the end of a garbage collection could not be written down");
  } finally {
    job.lease.lost.removeEventListener("abort", lost);
    // Also if the end could not be recorded: a lease that is renewed for ever would refuse every further run.
    await job.lease.release().catch(() => undefined);
  }
}

/**
 * Begins the run and returns at once. The run ends by itself, when it is cancelled, or when the process is asked to
 * stop.
 */
export function beginRun(job: Work): void {
  announceToIndex("changed", { registry: job.run.registry, repositories: [] });
  const abort = new AbortController();
  const done = execute(job, abort);
  activeRuns().set(job.run.id, { abort, done });
  const forget = onShutdown(async () => {
    abort.abort(new RunAborted("shutdown", "The console was stopped during this run."));
    await done;
  });
  void done.finally(() => {
    forget();
    activeRuns().delete(job.run.id);
  });
}
