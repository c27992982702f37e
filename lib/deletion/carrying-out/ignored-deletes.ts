import "server-only";
import type { ItemEnding } from "@/lib/deletion/journal/deletion-item-store";
import type { DeletionItemRow, DeletionRow } from "@/lib/deletion/journal/deletion-tables";
import { processWide } from "@/lib/process/process-wide";
import { recordTrait } from "@/lib/registry-index/records/registry-traits";

// Somebody may push the same again at the very moment, which looks the same from outside. But not again and again.
const mostByChance = { once: 1, resumes: 2 };

/**
 * Whether it is the registry's way to confirm deletes and to keep what was deleted, by how these items ended; that is
 * remembered then. Otherwise it was by chance, and they are to be decided anew.
 */
export async function ignoresDeletes(
  { id, registry, resumes }: DeletionRow,
  items: readonly DeletionItemRow[],
  endings: readonly ItemEnding[],
): Promise<boolean> {
  const inARow = processWide("ignored-deletes", () => new Map<string, number>());
  const kept = endings.find(({ code }) => code === "delete-ignored");
  const item = kept && items.find(({ at }) => at === kept.at);
  if (!item) {
    if (endings.some(({ state }) => state === "done")) inARow.delete(id);
    return false;
  }
  const before = endings.some(({ state }) => state === "done") ? 0 : (inARow.get(id) ?? 0);
  // Nobody else pushes a placeholder.
  const most = item.method === "untag" ? 0 : resumes === 1 ? mostByChance.resumes : mostByChance.once;
  inARow.set(id, before + 1);
  if (before < most) return false;
  inARow.delete(id);
  await recordTrait(registry, item.method === "tag" ? "keeps-tags-by-tag" : "keeps-tags-by-digest");
  return true;
}
