import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Run, StartRun } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { holdLease } from "@/lib/jobs/hold-lease";
import { assessUntagged } from "./assess-untagged";
import { beginRun } from "./execute-run";
import { findRunner } from "./find-runner";
import { requireReadOnly } from "./require-read-only";
import { runFromRow } from "./run-from-row";
import type { Runner } from "./runner";
import { insertRun } from "./runs-store";

/** The lease that a run holds: never two on one registry. */
export const leaseName = (registry: string) => `garbage-collection:${registry}`;

function requireRunner({ registry, dryRun, removeUntagged }: StartRun): Runner {
  const runner = findRunner(registry);
  if (!runner)
    throw new AppError("not-configured", `The configuration names no garbage collector for the registry ${registry}.`);
  const missing = !runner.command({ dryRun: true, removeUntagged }) || !runner.command({ dryRun, removeUntagged });
  if (missing)
    throw new AppError("not-configured", "The configuration has no commands for removing untagged manifests.");
  if (!dryRun && runner.connection.config.readOnly)
    throw new AppError("console-read-only", "The configuration lets this console change nothing in the registry.");
  return runner;
}

async function refuseUnsafe(runner: Runner, { dryRun, removeUntagged }: StartRun): Promise<void> {
  const danger = removeUntagged ? await assessUntagged(runner) : null;
  if (danger) throw new AppError(danger.code, danger.detail);
  if (!dryRun && !runner.makeReadOnly && !runner.allowWritable) await requireReadOnly(runner.connection);
}

/**
 * Starts a collection, or a dry run of one, and returns it while it goes on. Throws `not-configured`, `already-running`,
 * `registry-writable`, `remove-untagged-unsafe` or `console-read-only` where it must not be.
 */
export async function startRun(actor: Actor | null, body: StartRun): Promise<Run> {
  authorize(actor, "garbage-collection:run", { registry: body.registry });
  const runner = requireRunner(body);
  const lease = await holdLease(leaseName(body.registry));
  if (!lease) throw new AppError("already-running", `A run is already going on for the registry ${body.registry}.`);
  try {
    await refuseUnsafe(runner, body);
    const run = await insertRun({ ...body, startedBy: actor.username });
    await recordAudit({
      actor,
      action: "garbage-collection:run",
      ...{ registry: body.registry, subject: run.id, outcome: "started" },
      detail: { number: run.number, dryRun: body.dryRun, removeUntagged: body.removeUntagged },
    });
    beginRun({ run, runner, lease, actor });
    return runFromRow(run);
  } catch (error) {
    await lease.release();
    throw error;
  }
}
