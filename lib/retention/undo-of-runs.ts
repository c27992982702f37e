import "server-only";
import type { PolicyRun } from "@/lib/contract/policies";
import { countItems, type ItemCounts } from "@/lib/deletion/journal/deletion-item-store";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import type { PolicyRunRow } from "./policy-run-store";
import { deletionsOf } from "./policy-run-store";

const deletionsAtOnce = 256;

/** Returns, by the run's id, whether what each run has deleted can be restored, is being restored, or is restored. */
export async function undoOfRuns(runs: readonly PolicyRunRow[]): Promise<Map<string, PolicyRun["undo"]>> {
  const states = new Map<string, PolicyRun["undo"]>();
  for (const run of runs) states.set(run.id, run.state === "running" ? "nothing" : await undoOf(run));
  return states;
}

async function undoOf(run: PolicyRunRow): Promise<PolicyRun["undo"]> {
  const all = { restored: 0, restoring: 0, final: 0 };
  for (const some of inChunks(deletionsOf(run), deletionsAtOnce))
    for (const counts of (await countItems(some)).values()) {
      all.restored += counts.restored;
      // For a run over thousands of repositories, the rest need not be counted.
      if (isPossible(counts)) return all.restored > 0 ? "partly" : "possible";
      all.restoring += counts.restoring;
      all.final += counts.final;
    }
  if (all.restoring > 0) return "goes-on";
  if (all.final > 0) return "final";
  return all.restored > 0 ? "undone" : "nothing";
}

const isPossible = ({ done, restored, restoring, final }: ItemCounts) => done > restored + restoring + final;
