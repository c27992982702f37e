import "server-only";
import type { DeletionItem } from "@/lib/contract/deletions";
import type { DeletionItemRow } from "./deletion-tables";

/** An item as the API tells of it. */
export function itemFromRow(row: DeletionItemRow): DeletionItem {
  const { at, repository, tag, digest, method, state, detail } = row;
  return {
    ...{ at, repository, tag, digest, method, state, detail },
    asked: row.asked === 1,
    keptFor: row.kept_for === null ? null : JSON.parse(row.kept_for),
    endedAt: isoTime(row.ended_at),
    restoredAt: isoTime(row.restored_at),
    restoreProblem: row.restore_problem === null ? null : JSON.parse(row.restore_problem),
    finalRun: row.final_run,
  };
}

const isoTime = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
