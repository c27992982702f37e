import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Collector } from "@/lib/contract/garbage-collection";
import { getCollector } from "./get-collector";
import { repairRegistry, tryNextTime } from "./repair-registry";
import { openRunLog } from "./runs/open-run-log";
import { findRun, leavesSomething, listOpenRuns, type RunRow } from "./runs/runs-store";
import { claimForRun } from "./start-run";

/**
 * Repairs at once what runs have left in the registry, and returns what its collector can do then. Throws why it could
 * not, and `already-running` while a run goes on.
 */
export async function repairRegistryNow(actor: Actor | null, registry: string): Promise<Collector> {
  authorize(actor, "garbage-collection:run", { registry });
  const left = (await listOpenRuns()).filter((run) => run.registry === registry && run.finished_at !== null);
  for (const run of left) await repairOne(actor, run);
  return getCollector(actor, registry);
}

async function repairOne(actor: Actor, { id, registry, number }: RunRow): Promise<void> {
  const lease = await claimForRun(registry);
  try {
    const run = await findRun(id);
    if (!run || !leavesSomething(run)) return;
    const log = await openRunLog(id);
    log.note(`${actor.username} has it tried again`);
    const failure = await repairRegistry(run, log, lease.lost);
    tryNextTime(run);
    await log.flush();
    await recordAudit({
      actor,
      action: "garbage-collection:put-right",
      registry,
      subject: id,
      outcome: failure ? "failed" : "succeeded",
      detail: { number },
    });
    if (failure) throw failure;
  } finally {
    await lease.release();
  }
}
