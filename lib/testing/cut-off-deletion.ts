import { database } from "@/lib/db/database";
import { insertDeletion } from "@/lib/deletion/journal/deletion-store";
import type { DeletionItemRow } from "@/lib/deletion/journal/deletion-tables";

type CutOff = Pick<DeletionItemRow, "digest"> & Partial<DeletionItemRow> & { resumes?: 0 | 1 };

/** Writes a deletion whose items the console was about to carry out when it died. */
export async function writeCutOffDeletion(
  items: CutOff[],
  { id = "cut-off", resumes = 0 as 0 | 1, touchedAt = Date.now() } = {},
): Promise<void> {
  const now = Date.now();
  await insertDeletion(
    {
      id,
      registry: "local",
      repository: "app",
      state: "running",
      hash: "",
      created_at: now,
      created_by: "ada",
      created_by_id: "1",
      expires_at: now,
      started_at: now,
      touched_at: touchedAt,
      finished_at: null,
      resumes,
      owner: null,
      wanted: null,
      problem: null,
      with_referrers: 0,
      remove_manifests: 1,
      whole_repository: 0,
      hide_name: 0,
      summary: "{}",
    },
    items.map((item, at) => ({
      deletion_id: id,
      at,
      repository: "app",
      tag: "latest",
      method: "untag",
      asked: 1,
      kept_for: null,
      state: "intended",
      code: null,
      detail: null,
      placeholder: null,
      ended_at: null,
      restored_at: null,
      restoring: 0,
      restored_by: null,
      restore_problem: null,
      final_run: null,
      ...item,
    })),
  );
}

/** Returns the items whose outcome isn't recorded. */
export function listOpenItems(): Promise<DeletionItemRow[]> {
  return database().selectFrom("deletion_item").selectAll().where("state", "=", "intended").execute();
}
