import "server-only";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { countItems, type ItemCounts } from "./journal/deletion-item-store";
import { findDeletionRows } from "./journal/deletion-store";
import { parseSummary } from "./journal/deletion-summary";
import type { DeletionRow } from "./journal/deletion-tables";

/** Returns a plan in the form that the API uses. */
export async function describeDeletion(row: DeletionRow): Promise<PlannedDeletion> {
  const counts = await countItems([row.id]);
  return deletionFromRow(row, counts.get(row.id) as ItemCounts);
}

/**
 * Returns several plans in the form that the API uses, in the order of their ids; leaves out those that no longer
 * exist.
 */
export async function describeDeletions(ids: readonly string[]): Promise<PlannedDeletion[]> {
  const rows = new Map((await findDeletionRows(ids)).map((row) => [row.id, row]));
  const counts = await countItems(ids);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? deletionFromRow(row, counts.get(id) as ItemCounts) : [];
  });
}

export function deletionFromRow(row: DeletionRow, counts: ItemCounts): PlannedDeletion {
  return {
    id: row.id,
    registry: row.registry,
    repository: row.repository,
    state: row.state,
    hash: row.hash,
    createdAt: isoTime(row.created_at),
    createdBy: row.created_by,
    expiresAt: isoTime(row.expires_at),
    startedAt: isoTime(row.started_at),
    finishedAt: isoTime(row.finished_at),
    problem: fromStoredOrNull(itemProblemSchema, row.problem),
    withReferrers: row.with_referrers === 1,
    removeManifests: row.remove_manifests === 1,
    wholeRepository: row.whole_repository === 1,
    hideName: row.hide_name === 1,
    ...parseSummary(row.summary),
    counts,
  };
}
