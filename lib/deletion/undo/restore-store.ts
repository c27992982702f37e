import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { database } from "@/lib/db/database";
import { countChange } from "@/lib/deletion/journal/change-count";
import type { JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";

const tables = () => database();
const chunk = 500;

/** Commits which of a deletion's items are to be restored, and who asked for it. Leaves out items that are not gone. */
export async function wantRestored(deletionId: string, ats: readonly number[], by: string): Promise<void> {
  await countChange();
  await tables()
    .transaction()
    .execute(async (db) => {
      for (const some of inChunks(ats, chunk))
        await db
          .updateTable("deletion_item")
          .set({ restoring: 1, restored_by: by, restore_problem: null })
          .where("deletion_id", "=", deletionId)
          .where("at", "in", some)
          .where("state", "=", "done")
          .where("restored_at", "is", null)
          .execute();
      await db.updateTable("deletion").set({ touched_at: Date.now() }).where("id", "=", deletionId).execute();
    });
}

/** Returns some of the items to be restored, in the order of the plan. */
export async function nextToRestore(deletionId: string, limit: number): Promise<JournalItem[]> {
  const rows = await tables()
    .selectFrom("deletion_item")
    .selectAll()
    .where("deletion_id", "=", deletionId)
    .where("restoring", "=", 1)
    .orderBy("at")
    .limit(limit)
    .execute();
  return rows as JournalItem[];
}

/** Returns the deletions that have items to be restored, and when something was last done for each. */
export function listRestoring(): Promise<{ id: string; touched_at: number }[]> {
  return tables()
    .selectFrom("deletion_item")
    .innerJoin("deletion", "deletion.id", "deletion_item.deletion_id")
    .select(["deletion.id", "deletion.touched_at"])
    .distinct()
    .where("restoring", "=", 1)
    .execute();
}

/** Ends a restore with a reason, because it must not continue by itself. */
export async function stopRestoring(deletionId: string, problem: ItemProblem): Promise<void> {
  await tables()
    .updateTable("deletion_item")
    .set({ restoring: 0, restore_problem: JSON.stringify(problem) })
    .where("deletion_id", "=", deletionId)
    .where("restoring", "=", 1)
    .execute();
}

export type RestoreEnding = { at: number; problem: ItemProblem | null };

/** Commits which items are restored, and why the others are not. */
export async function settleRestored(deletionId: string, endings: readonly RestoreEnding[]): Promise<void> {
  const now = Date.now();
  await tables()
    .transaction()
    .execute(async (db) => {
      for (const { at, problem } of endings)
        await db
          .updateTable("deletion_item")
          .set({
            restoring: 0,
            restored_at: problem ? null : now,
            restore_problem: problem && JSON.stringify(problem),
          })
          .where("deletion_id", "=", deletionId)
          .where("at", "=", at)
          .where("restoring", "=", 1)
          .execute();
      await db.updateTable("deletion").set({ touched_at: now }).where("id", "=", deletionId).execute();
    });
}
