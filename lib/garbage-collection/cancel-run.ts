import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Run } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { isOwnerGone, leaseOwner } from "@/lib/jobs/lease-owner";
import { activeRuns } from "./collecting/active-runs";
import { getRunRow, noRun } from "./get-run";
import { announceChange } from "./runs/run-changes";
import { RunAborted } from "./runs/run-ending";
import { runFromRow } from "./runs/run-from-row";
import { type RunRow, updateRun } from "./runs/runs-store";

function whoElse({ owner }: RunRow): string {
  if (owner === null || isOwnerGone(owner) || owner === leaseOwner())
    return "No console is running this any more. What it left behind is repaired within a minute.";
  const [host, pid] = owner.split("/");
  return `Another console is running this (process ${pid} on ${host}). Cancel it there.`;
}

/** Asks a run to end and returns it; a finished run stays unchanged. The registry is made writable in any case. */
export async function cancelRun(actor: Actor | null, id: string): Promise<Run> {
  const run = await getRunRow(id);
  authorize(actor, "garbage-collection:run", { registry: run.registry, absent: noRun });
  if (run.finished_at !== null) return runFromRow(run);
  const active = activeRuns().get(id);
  if (!active) throw new AppError("unavailable", whoElse(run));
  await updateRun(id, { phase: "cancelling" });
  active.abort.abort(new RunAborted("cancelled", `Cancelled by ${actor.username}.`));
  announceChange(id);
  await recordAudit({
    actor,
    action: "garbage-collection:cancel",
    registry: run.registry,
    subject: id,
    outcome: "succeeded",
  });
  return runFromRow(await getRunRow(id));
}
