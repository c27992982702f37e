import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Run, StartRun } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { type HeldLease, holdLease } from "@/lib/jobs/hold-lease";
import { activeRuns } from "./collecting/active-runs";
import { assessUntagged } from "./collecting/assess-untagged";
import { beginRun } from "./collecting/execute-run";
import { requireReadOnly } from "./collecting/require-read-only";
import { findRunner } from "./find-runner";
import { offers, type Runner } from "./runner/runner";
import { runFromRow } from "./runs/run-from-row";
import { describeLost, mayStillCollect, runOwner } from "./runs/run-owner";
import { findRun, insertRun, listOpenRuns } from "./runs/runs-store";

/** Returns the name of the lease that a run holds: there are never two runs on one registry. */
export const leaseName = (registry: string) => `garbage-collection:${registry}`;

function requireRunner(body: StartRun): Runner {
  const { registry, dryRun, rehearsal = false, removeUntagged = false } = body;
  if (rehearsal && !dryRun) throw new AppError("invalid-request", "A rehearsal is a dry run: `dryRun` must be true.");
  const runner = findRunner(registry);
  if (!runner) throw new AppError("not-configured", `No garbage collector is configured for the registry ${registry}.`);
  if (!offers(runner, { dryRun, removeUntagged }))
    throw new AppError("not-configured", "The configuration has no way to do this kind of run here.");
  if ((!dryRun || rehearsal) && runner.connection.config.readOnly)
    throw new AppError("console-read-only", "The configuration does not allow this console to change the registry.");
  return runner;
}

async function refuseUnsafe(runner: Runner, body: StartRun): Promise<void> {
  const { dryRun, removeUntagged } = body;
  const danger = removeUntagged ? await assessUntagged(runner) : null;
  if (danger) throw new AppError(danger.code, danger.detail);
  if (dryRun || runner.by === "service" || runner.makeReadOnly || runner.allowWritable) return;
  await requireReadOnly(runner);
}

/** Throws `already-running` if the collector of another run may still be working. */
async function refuseBeside(registry: string): Promise<void> {
  for (const run of await listOpenRuns())
    if (run.registry === registry && run.must_make_writable === 1 && mayStillCollect(run))
      throw new AppError("already-running", `Run #${run.number} may still be going on. ${describeLost(run).detail}`);
}

/** A run is reported as over a moment before it releases its lease: users who see that may start the next one. */
async function untilEnded(registry: string): Promise<void> {
  for (const [id, { done }] of activeRuns()) {
    const run = await findRun(id);
    if (run?.registry === registry && run.finished_at !== null) await done;
  }
}

/** Takes the lease that a run needs. Throws `already-running`. */
export async function claimForRun(registry: string): Promise<HeldLease> {
  await untilEnded(registry);
  const lease = await holdLease(leaseName(registry));
  if (!lease) throw new AppError("already-running", `A run is already in progress for the registry ${registry}.`);
  return lease;
}

/**
 * Starts a collection, or a dry run of one, and returns it while it goes on. Throws `not-configured`,
 * `already-running`, `registry-writable`, `remove-untagged-unsafe` or `console-read-only` if it must not start.
 */
export async function startRun(actor: Actor | null, body: StartRun): Promise<Run> {
  authorize(actor, "garbage-collection:run", { registry: body.registry });
  const runner = requireRunner(body);
  const lease = await claimForRun(body.registry);
  try {
    await refuseBeside(body.registry);
    await refuseUnsafe(runner, body);
    const removeUntagged = body.removeUntagged ?? false;
    const run = await insertRun({ ...body, ...runOwner(), removeUntagged, startedBy: actor.username });
    await recordAudit({
      actor,
      action: "garbage-collection:run",
      registry: body.registry,
      subject: run.id,
      outcome: "started",
      detail: { ...body, number: run.number },
    });
    beginRun({ run, runner, lease, actor });
    return runFromRow(run);
  } catch (error) {
    await lease.release();
    throw error;
  }
}
