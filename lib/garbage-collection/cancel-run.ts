import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Run } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { activeRuns } from "./active-runs";
import { getRunRow } from "./get-run";
import { announceChange } from "./run-changes";
import { RunAborted } from "./run-ending";
import { runFromRow } from "./run-from-row";
import { updateRun } from "./runs-store";

/** Asks a run to end and returns it; one that is over stays as it is. The registry is made writable in any case. */
export async function cancelRun(actor: Actor | null, id: string): Promise<Run> {
  authorize(actor, "garbage-collection:run");
  const run = await getRunRow(id);
  if (run.finished_at !== null) return runFromRow(run);
  const active = activeRuns().get(id);
  if (!active) throw new AppError("unavailable", "Another console is at work on this run; cancel it there.");
  await updateRun(id, { phase: "cancelling" });
  active.abort.abort(new RunAborted("cancelled", `Cancelled by ${actor.username}.`));
  announceChange(id);
  await recordAudit({
    actor,
    action: "garbage-collection:cancel",
    ...{ registry: run.registry, subject: id, outcome: "succeeded" },
  });
  return runFromRow(await getRunRow(id));
}
