import "server-only";
import { type DeletionItem, keptForSchema } from "@/lib/contract/deletions";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import type { DeletionItemRow } from "./deletion-tables";

/** Returns an item in the form that the API uses. */
export function itemFromRow(row: DeletionItemRow): DeletionItem {
  const { at, repository, tag, digest, method, state, detail } = row;
  return {
    at,
    repository,
    tag,
    digest,
    method,
    state,
    detail,
    asked: row.asked === 1,
    keptFor: fromStoredOrNull(keptForSchema, row.kept_for),
    endedAt: isoTime(row.ended_at),
    restoredAt: isoTime(row.restored_at),
    restoreProblem: fromStoredOrNull(itemProblemSchema, row.restore_problem),
    finalRun: row.final_run,
  };
}
